import { describe, expect, it } from 'vitest';
import { exampleSnapshot, guideTrust, guideTrustWith, guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import type { SamlProvider } from '../../lib/model/snapshot.ts';
import { absent, known, mapFact, unreadable } from '../../lib/model/fact.ts';
import encryptionRequired from '../../rules/provider/saml-provider-assertion-encryption-required.ts';
import approved from '../../rules/provider/saml-provider-approved.ts';
import certificateCurrent from '../../rules/provider/saml-provider-certificate-current.ts';
import exists from '../../rules/provider/saml-provider-exists.ts';
import inUse from '../../rules/provider/saml-provider-in-use.ts';
import metadataValid from '../../rules/provider/saml-provider-metadata-valid.ts';
import { onlyFinding, said } from '../support/judging.ts';

const provider = 'arn:aws:iam::111122223333:saml-provider/ExampleIdP';
const holding = (metadata: object) => ({ providers: [{ name: 'ExampleIdP', metadata }] });
const ending = (...certificatesEnd: string[]) => holding({ certificatesEnd });
const made = (created: string) => ({ providers: [{ name: 'ExampleIdP', created: known(created) }] });
const trusting = (Principal: unknown, change: object = {}) => guideTrustWith({ Principal, ...change });
const streaming = { name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } };
const accepting = (assertionEncryption: 'Required' | 'Allowed') => ({
  roles: [streaming],
  providers: [{ name: 'ExampleIdP', assertionEncryption, uuid: 'SAMLPEXAMPLE0001' }],
});

describe('saml-provider-exists', () => {
  it('names what expects a provider', () => {
    expect(said(exists, { providers: [], roles: [streaming] })).toBe(
      'fail (high): Role Desktops expects SAML sign-in, but this account has no SAML provider of its own.',
    );
    expect(
      said(exists, {
        providers: [],
        directories: [{ id: 'd-906731a2b4' }],
        unread: ['iam:GetAccountAuthorizationDetails'],
      }),
    ).toBe(
      'fail (high): Directory d-906731a2b4 in eu-central-1 expects SAML sign-in, but this account has no SAML provider of its own.',
    );
  });

  it('sees a directory of any Region', () => {
    const given = { providers: [], elsewhere: { region: 'us-east-1', directories: [{ id: 'd-90670f81aa' }] } };
    expect(said(exists, given)).toBe(
      'fail (high): Directory d-90670f81aa in us-east-1 expects SAML sign-in, but this account has no SAML provider of its own.',
    );
  });

  it('cannot tell whether SAML is in use while a role may yet turn out to stream', () => {
    const broken = { ...streaming, trust: { Version: '2012-10-17', Statement: [{ Efect: 'Allow' }] } };
    const finding = onlyFinding(exists, { providers: [], roles: [broken] });
    expect(finding.status).toBe('unknown');
    expect(finding.message).toMatch(/^Could not be judged: trust policy of role Desktops cannot be understood: /);
    // A directory that signs in with SAML settles it, whatever the role is.
    expect(onlyFinding(exists, { providers: [], roles: [broken], directories: [{ id: 'd-906731a2b4' }] }).status).toBe(
      'fail',
    );
  });

  it('does not need the providers where nothing uses SAML', () => {
    expect(said(exists, { unread: ['iam:ListSAMLProviders'] })).toBe(
      'not-applicable: No directory signs in with SAML, and no role streams with it.',
    );
  });
});

describe('saml-provider-metadata-valid', () => {
  it.each([
    [
      { problem: 'not well-formed XML: line 3: Unclosed tag.', entityIds: [] },
      'fail (medium): The metadata document of SAML provider ExampleIdP cannot be used: not well-formed XML: line 3: Unclosed tag.',
    ],
    [
      { describesIdp: false, certificatesEnd: [] },
      'fail (medium): The metadata document of SAML provider ExampleIdP describes no identity provider.',
    ],
    [
      { certificatesEnd: [] },
      'fail (medium): The metadata document of SAML provider ExampleIdP holds no signing certificate.',
    ],
    [
      { signingCertificates: [{ problem: 'not an X.509 certificate' }] },
      'fail (medium): The metadata document of SAML provider ExampleIdP holds no signing certificate that can be parsed.',
    ],
    [
      { signingCertificates: [{ problem: 'not an X.509 certificate' }, { notAfter: '2029-01-01T00:00:00.000Z' }] },
      'pass: The metadata describes https://idp.example.com/metadata and holds 1 signing certificate.',
    ],
  ])('tells the faults apart: %o', (metadata, message) => {
    expect(said(metadataValid, holding(metadata))).toBe(message);
  });
});

describe('saml-provider-certificate-current', () => {
  it('measures against the moment of the scan, to the day', () => {
    expect(said(certificateCurrent, ending('2026-12-02T00:00:00.000Z'))).toBe(
      'pass: A signing certificate is valid until 2026-12-02T00:00:00.000Z.',
    );
    expect(said(certificateCurrent, ending('2026-12-01T23:59:59.000Z'))).toBe(
      'fail (informational): The last signing certificate of SAML provider ExampleIdP ends in 30 days, on 2026-12-01T23:59:59.000Z. IAM does not enforce it.',
    );
    expect(said(certificateCurrent, ending('2026-11-02T12:00:00.000Z'))).toBe(
      'fail (informational): The last signing certificate of SAML provider ExampleIdP ends in 1 day, on 2026-11-02T12:00:00.000Z. IAM does not enforce it.',
    );
    expect(said(certificateCurrent, ending('2026-10-31T23:59:59.000Z'))).toBe(
      'fail (low): Every signing certificate of SAML provider ExampleIdP has expired, the last on 2026-10-31T23:59:59.000Z. IAM does not enforce it.',
    );
  });

  it('takes the certificate that lasts longest, whatever the order, and advises to remove none', () => {
    expect(said(certificateCurrent, ending('2029-01-01T00:00:00.000Z', '2026-09-01T00:00:00.000Z'))).toBe(
      'pass: A signing certificate is valid until 2029-01-01T00:00:00.000Z. 1 of 2 signing certificates expired. The identity provider can still sign with an expired one.',
    );
  });

  it('warns as early as the configuration asks for', () => {
    const given = ending('2027-01-15T00:00:00.000Z');
    expect(onlyFinding(certificateCurrent, given).status).toBe('pass');
    expect(said(certificateCurrent, given, { certificateWarningDays: 90 })).toBe(
      'fail (informational): The last signing certificate of SAML provider ExampleIdP ends in 75 days, on 2027-01-15T00:00:00.000Z. IAM does not enforce it.',
    );
  });
});

describe('saml-provider-in-use', () => {
  it('counts roles of every purpose', () => {
    expect(said(inUse, { roles: [{ name: 'Administrators', inline: {} }] })).toBe(
      'pass: Role Administrators trusts this provider.',
    );
  });

  it.each([
    ['every principal', trusting('*')],
    ['every AWS principal', trusting({ AWS: '*' })],
    ['every federated principal', trusting({ Federated: '*' })],
    ['one of two providers', trusting({ Federated: ['arn:aws:iam::111122223333:saml-provider/Old', provider] })],
    ['the action by a wildcard', trusting({ Federated: provider }, { Action: 'sts:*' })],
  ])('is used by a trust policy that names %s', (_, trust) => {
    expect(said(inUse, { roles: [{ name: 'Desktops', trust }] })).toBe('pass: Role Desktops trusts this provider.');
  });

  it.each([
    ['another provider', trusting({ Federated: 'arn:aws:iam::111122223333:saml-provider/Old' })],
    ['the provider for session tags only', trusting({ Federated: provider }, { Action: 'sts:TagSession' })],
    ['the provider in a Deny', trusting({ Federated: provider }, { Effect: 'Deny' })],
    ['everybody but the provider', guideTrustWith({ Principal: undefined, NotPrincipal: { Federated: provider } })],
    [
      'a wildcard in the ARN, which never matches',
      trusting({ Federated: 'arn:aws:iam::111122223333:saml-provider/*' }),
    ],
  ])('is not used by a trust policy that names %s', (_, trust) => {
    expect(said(inUse, { roles: [{ name: 'Desktops', trust }] })).toBe(
      'fail (low): No role of this account trusts this provider.',
    );
  });

  it('cannot say that nobody uses it while one trust policy is unread; one readable use is enough', () => {
    const snapshot = exampleSnapshot({ roles: [{ name: 'Hidden' }] });
    const [hidden] = snapshot.roles.state === 'known' ? snapshot.roles.value : [];
    if (hidden === undefined) throw new Error('no role');
    const notRead = unreadable(
      'iam:GetAccountAuthorizationDetails',
      'global',
      'unparseable',
      'the trust policy is not JSON',
    );
    const unread = { ...hidden, trust: notRead };
    expect(said(inUse, { ...snapshot, roles: known([unread]) })).toBe(
      'unknown: Could not be judged: the trust policy is not JSON.',
    );
    const used = { ...hidden, name: 'Desktops', trust: known(guideTrust) };
    expect(said(inUse, { ...snapshot, roles: known([unread, used]) })).toBe(
      'pass: Role Desktops trusts this provider.',
    );
  });

  it('gives a new provider a week to be used', () => {
    expect(onlyFinding(inUse, made('2026-10-25T00:00:01.000Z')).status).toBe('not-applicable');
    expect(onlyFinding(inUse, made('2026-10-25T00:00:00.000Z')).status).toBe('fail');
  });
});

describe('saml-provider-approved', () => {
  it('asks for the approval of every identity provider that the metadata describes', () => {
    const given = {
      providers: [
        {
          name: 'ExampleIdP',
          metadata: { entityIds: ['https://idp.example.com/metadata', 'https://idp.example.net/metadata'] },
        },
      ],
    };
    expect(said(approved, given, { approvedProviders: ['https://idp.example.com/metadata'] })).toBe(
      'fail (high): Provider ExampleIdP accepts assertions of https://idp.example.net/metadata, which approvedProviders does not name.',
    );
    expect(
      said(approved, given, {
        approvedProviders: ['https://idp.example.net/metadata', 'https://idp.example.com/metadata'],
      }),
    ).toBe('pass: The provider is approved as https://idp.example.com/metadata, https://idp.example.net/metadata.');
  });

  it('needs no metadata where the name is approved', () => {
    expect(said(approved, { unread: ['iam:GetSAMLProvider'] }, { approvedProviders: ['ExampleIdP'] })).toBe(
      'pass: The provider is approved as ExampleIdP.',
    );
  });

  it('approves nothing with an empty list, and nothing by half a name', () => {
    expect(onlyFinding(approved, {}, { approvedProviders: [] }).evidence).toEqual([
      {
        path: 'SAMLMetadataDocument.entityID',
        actual: 'https://idp.example.com/metadata',
        expected: 'none, the list is empty',
      },
    ]);
    expect(
      onlyFinding(approved, {}, { approvedProviders: ['exampleidp', 'Example', 'https://idp.example.com/'] }).status,
    ).toBe('fail');
  });

  it('does not call a provider a stranger because its metadata cannot be parsed', () => {
    const given = { providers: [{ name: 'ExampleIdP', metadata: { problem: 'not well-formed XML', entityIds: [] } }] };
    expect(said(approved, given, { approvedProviders: ['OtherIdP'] })).toBe(
      'unknown: Neither name nor ARN of the provider is approved, and its metadata names no entity id (not well-formed XML).',
    );
  });
});

describe('saml-provider-assertion-encryption-required', () => {
  it('says where encrypted assertions arrive, and what must name that place', () => {
    expect(said(encryptionRequired, accepting('Required'))).toBe(
      'pass: Provider ExampleIdP accepts only encrypted assertions, which AWS receives at /saml/acs/SAMLPEXAMPLE0001.',
    );
    expect(said(encryptionRequired, accepting('Allowed'))).toBe(
      'fail (informational): Provider ExampleIdP also accepts assertions that are not encrypted. AWS receives encrypted ones only at /saml/acs/SAMLPEXAMPLE0001, which the trust policies of its streaming roles allow.',
    );
  });

  it.each([
    ['a provider without the setting', absent(), known('SAMLPEXAMPLE0001'), 'absent', 'SAMLPEXAMPLE0001'],
    ['a provider without an id', known('Allowed' as const), absent(), 'Allowed', 'SAML_PROVIDER_UUID'],
  ] as const)('judges %s', (_what, assertionEncryption, uuid, actual, id) => {
    const snapshot = exampleSnapshot(accepting('Allowed'));
    const samlProviders = mapFact(snapshot.samlProviders, (providers): readonly SamlProvider[] =>
      providers.map((provider) => ({ ...provider, assertionEncryption, uuid })),
    );
    const { status, message, evidence } = onlyFinding(encryptionRequired, { ...snapshot, samlProviders });
    expect(status).toBe('fail');
    expect(message).toContain(`/saml/acs/${id},`);
    expect(evidence).toEqual([{ path: 'AssertionEncryptionMode', actual, expected: 'Required' }]);
  });

  it('counts a role that trusts every provider', () => {
    const trust = trusting('*');
    expect(onlyFinding(encryptionRequired, { ...accepting('Allowed'), roles: [{ ...streaming, trust }] }).status).toBe(
      'fail',
    );
  });

  it('cannot tell while a policy that could grant streaming is unread', () => {
    const roles = [{ name: 'Desktops', inline: { Stream: null } }];
    expect(said(encryptionRequired, { ...accepting('Allowed'), roles })).toBe(
      'unknown: Could not be judged: policy Stream is not JSON.',
    );
  });
});
