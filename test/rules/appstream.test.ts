import { describe, expect, it } from 'vitest';
import { absent } from '../../lib/model/fact.ts';
import {
  exampleSnapshot,
  guideAppstreamPolicy,
  guideTrustWith,
  type ExampleAccount,
} from '../../lib/explain/example.ts';
import certificateAuthReady from '../../rules/appstream/appstream-directory-config-certificate-auth-ready.ts';
import internetAccess from '../../rules/appstream/appstream-fleet-internet-access-disabled.ts';
import userPool from '../../rules/appstream/appstream-user-pool-disabled.ts';
import { findingsOn, onlyFinding, said } from '../support/judging.ts';

const inline = { Stream: guideAppstreamPolicy };
/** A permission that may or may not cover the stack: the operator is none that IAM documents. */
const puzzling = {
  Stream: {
    Version: '2012-10-17',
    Statement: [{ ...guideAppstreamPolicy.Statement[0], Condition: { StringResembles: { 'saml:sub': 'j' } } }],
  },
};
const onlyAssume = guideTrustWith({ Action: 'sts:AssumeRoleWithSAML' });

describe('appstream-user-pool-disabled', () => {
  const people = ['00000000000000a1', '00000000000000b2', '00000000000000c3'];
  const pool = (enabled: readonly boolean[], change: ExampleAccount = {}): ExampleAccount => ({
    roles: [{ name: 'Apps', inline }],
    stacks: [{ name: 'Design', assignedPoolUsers: people }],
    poolUsers: enabled.map((one, index) => ({ id: people[index] ?? '', enabled: one })),
    ...change,
  });

  it('counts the enabled users and names none of them', () => {
    const finding = onlyFinding(userPool, pool([true, false, true]));
    expect([finding.status, finding.severity, finding.message]).toEqual([
      'fail',
      'high',
      '2 user pool users may open this stack with e-mail address and password, past the SAML sign-in through role Apps.',
    ]);
    expect(finding.evidence).toEqual([
      { path: 'UserStackAssociations', actual: '2 of 3 users enabled', expected: '0 users enabled' },
    ]);
    expect(JSON.stringify(finding)).not.toMatch(/00000000000000/);
  });

  it('counts only who is assigned to this stack', () => {
    const given = pool([true, false, false], {
      stacks: [
        { name: 'Design', assignedPoolUsers: people.slice(1) },
        { name: 'Office', assignedPoolUsers: people.slice(0, 1) },
      ],
    });
    expect(
      findingsOn(userPool, given).map(({ resource, status, message }) => [resource.name, status, message]),
    ).toEqual([
      ['Design', 'pass', 'Of the user pool users assigned to this stack none is enabled.'],
      ['Office', 'not-applicable', 'No streaming role serves this stack: SAML is not in use here.'],
    ]);
  });

  it('does not take a user for disabled who is missing from the list', () => {
    expect(said(userPool, pool([false, false]))).toBe(
      'unknown: 1 user pool user assigned to this stack is not among the users that were listed.',
    );
    // Two are enabled for certain, whatever the third is.
    expect(said(userPool, pool([true, true]))).toBe(
      'fail (high): 2 user pool users may open this stack with e-mail address and password, past the SAML sign-in through role Apps.',
    );
  });

  it('cannot tell when it cannot tell whether a role serves the stack', () => {
    const finding = onlyFinding(userPool, pool([true, true, true], { roles: [{ name: 'Apps', inline: puzzling }] }));
    expect(finding.status).toBe('unknown');
    expect(finding.message).toMatch(/^Whether role Apps serves this stack cannot be told: .*StringResembles.*\.$/);
  });
});

describe('appstream-directory-config-certificate-auth-ready', () => {
  const authority = 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/0a1b2c3d-example';
  const ready = { [authority]: { status: 'ACTIVE', tagKeys: ['euc-private-ca'] } };
  const config = (certificateAuthorityArn = authority, status = 'ENABLED_NO_DIRECTORY_LOGIN_FALLBACK') => ({
    directoryName: 'corp.example.com',
    certificateAuth: { status, certificateAuthorityArn },
  });
  const joined = (change: ExampleAccount = {}): ExampleAccount => ({
    roles: [{ name: 'Apps', inline }],
    stacks: [{ name: 'Design' }],
    fleets: [{ name: 'design-fleet', directoryName: 'CORP.example.com' }],
    directoryConfigs: [config()],
    certificateAuthorities: ready,
    ...change,
  });

  it('finds the fleets of the domain however the name is written', () => {
    expect(said(certificateAuthReady, joined())).toBe(
      'pass: The certificate authority and the roles are ready. Sign-ins must also carry UserPrincipalName and, since 2025-09-10, ObjectSid, which cannot be seen from AWS.',
    );
  });

  it('names everything that is missing at once, with the sign-in that is refused', () => {
    const finding = onlyFinding(
      certificateAuthReady,
      joined({
        roles: [{ name: 'Apps', trust: onlyAssume, inline }],
        certificateAuthorities: { [authority]: { status: 'EXPIRED', tagKeys: ['EUC-private-CA'] } },
      }),
    );
    expect([finding.severity, finding.message]).toEqual([
      'high',
      'Users of corp.example.com cannot sign in with certificates: CertificateAuthority.Status is EXPIRED, expected ACTIVE; ' +
        'Tags.euc-private-ca is missing, expected present; Apps.AssumeRolePolicyDocument is without sts:TagSession, ' +
        'expected sts:TagSession with PrincipalTag:UserPrincipalName, PrincipalTag:ObjectSid.',
    ]);
    expect(finding.witness?.sentence).toBe(
      'an assertion with NameID format persistent and audience https://signin.aws.amazon.com/saml that carries PrincipalTag:UserPrincipalName, PrincipalTag:ObjectSid is denied by role Apps',
    );
  });

  it('does not blame certificates for a role that no correct sign-in can assume', () => {
    const trust = guideTrustWith({
      Condition: { StringEquals: { 'SAML:sub_type': 'persistent' }, Null: { 'SAML:sub_type': 'true' } },
    });
    expect(onlyFinding(certificateAuthReady, joined({ roles: [{ name: 'Apps', trust, inline }] })).status).toBe('pass');
  });

  it.each([
    ['of another Region', authority.replace('eu-central-1', 'eu-west-1')],
    ['of another account and Region', authority.replace('eu-central-1:111122223333', 'eu-west-1:444455556666')],
    ['of another partition', authority.replace('arn:aws:', 'arn:aws-cn:')],
  ])('refuses an authority %s', (_, arn) => {
    expect(said(certificateAuthReady, joined({ directoryConfigs: [config(arn)] }))).toBe(
      `fail (high): Users of corp.example.com cannot sign in with certificates: CertificateBasedAuthProperties.CertificateAuthorityArn is ${arn}, expected a certificate authority in eu-central-1.`,
    );
  });

  it('refuses an authority that does not exist, and what is none', () => {
    const snapshot = exampleSnapshot(joined());
    const [region] = Object.values(snapshot.byRegion);
    if (region === undefined) throw new Error('no Region');
    const gone = {
      ...region,
      certificateAuthorities: { [authority]: absent('there is no such certificate authority') },
    };
    expect(said(certificateAuthReady, { ...snapshot, byRegion: { 'eu-central-1': gone } })).toBe(
      `fail (high): Users of corp.example.com cannot sign in with certificates: CertificateBasedAuthProperties.CertificateAuthorityArn is ${authority}, which does not exist, expected a certificate authority in eu-central-1.`,
    );
    const certificate = 'arn:aws:acm:eu-central-1:111122223333:certificate/0a1b2c3d';
    expect(said(certificateAuthReady, joined({ directoryConfigs: [config(certificate)] }))).toBe(
      `fail (high): Users of corp.example.com cannot sign in with certificates: CertificateBasedAuthProperties.CertificateAuthorityArn is ${certificate}, expected the ARN of a private certificate authority.`,
    );
  });

  it('cannot judge the authority that another account shares', () => {
    const shared = authority.replace('111122223333', '444455556666');
    const finding = onlyFinding(certificateAuthReady, joined({ directoryConfigs: [config(shared)] }));
    expect([finding.status, finding.message, finding.unread]).toEqual([
      'unknown',
      'Whether certificates work cannot be told: the certificate authority belongs to account 444455556666, which was not read.',
      undefined,
    ]);
    // A role that refuses the tags is a fault whoever owns the authority.
    const roles = [{ name: 'Apps', trust: onlyAssume, inline }];
    expect(onlyFinding(certificateAuthReady, joined({ roles, directoryConfigs: [config(shared)] })).status).toBe(
      'fail',
    );
  });

  it('says low that the password works beside the certificate, and only when the certificate works', () => {
    const fallback = { directoryConfigs: [config(authority, 'ENABLED')] };
    expect(said(certificateAuthReady, joined(fallback))).toBe(
      'fail (low): Users of corp.example.com may sign in to Windows with the domain password when the certificate does not work.',
    );
    const untagged = { [authority]: { status: 'ACTIVE', tagKeys: [] } };
    expect(said(certificateAuthReady, joined({ ...fallback, certificateAuthorities: untagged }))).toBe(
      'fail (high): Users of corp.example.com cannot sign in with certificates: Tags.euc-private-ca is missing, expected present.',
    );
    const finding = onlyFinding(certificateAuthReady, joined({ ...fallback, unread: ['acm-pca:ListTags'] }));
    expect([finding.status, finding.message, finding.unread?.call]).toEqual([
      'unknown',
      'Whether certificates work cannot be told: AccessDeniedException: the scanning role may not call acm-pca:ListTags.',
      'acm-pca:ListTags',
    ]);
  });

  it('asks only roles that serve a stack with a fleet of the domain', () => {
    const given = joined({
      roles: [{ name: 'Apps', trust: onlyAssume, inline }],
      stacks: [{ name: 'Design', fleets: ['open-fleet'] }, { name: 'Office' }],
      fleets: [{ name: 'open-fleet' }, { name: 'design-fleet', directoryName: 'corp.example.com' }],
    });
    expect(said(certificateAuthReady, given)).toBe(
      'not-applicable: No SAML user reaches a fleet that joins this domain.',
    );
  });

  it('lets a role of which little is known be, as long as it takes the tags', () => {
    expect(onlyFinding(certificateAuthReady, joined({ roles: [{ name: 'Apps', inline: puzzling }] })).status).toBe(
      'pass',
    );
    const doubtful = onlyFinding(
      certificateAuthReady,
      joined({ roles: [{ name: 'Apps', trust: onlyAssume, inline: puzzling }] }),
    );
    expect(doubtful.status).toBe('unknown');
    expect(doubtful.message).toMatch(
      /^Whether certificates work cannot be told: it cannot be told whether role Apps serves it: .*StringResembles.*\.$/,
    );
  });
});

describe('appstream-fleet-internet-access-disabled', () => {
  const fleet = { name: 'design-fleet', defaultInternetAccess: true };

  it('needs nothing but the fleet while it runs', () => {
    expect(said(internetAccess, { fleets: [fleet], unread: ['appstream:DescribeStacks'] })).toBe(
      'fail (medium): Every instance of this fleet has a public address and direct internet access.',
    );
  });

  it('finds the stack that offers a stopped fleet among others that could not be read', () => {
    const snapshot = exampleSnapshot({
      fleets: [{ ...fleet, state: 'STOPPED' }],
      stacks: [{ name: 'Design' }, { name: 'Office' }],
    });
    const [region] = Object.values(snapshot.byRegion);
    if (region?.stacks.state !== 'known') throw new Error('no stacks');
    const [design, office] = region.stacks.value;
    if (design === undefined || office === undefined) throw new Error('no stacks');
    const unread = {
      state: 'unreadable',
      call: 'appstream:ListAssociatedFleets',
      region: 'eu-central-1',
      reason: 'throttled',
      detail: 'too many requests',
    } as const;
    const reading = (stacks: readonly (typeof design)[]) => ({
      ...snapshot,
      byRegion: { 'eu-central-1': { ...region, stacks: { state: 'known', value: stacks } as const } },
    });
    expect(onlyFinding(internetAccess, reading([{ ...design, fleets: unread }, office])).status).toBe('fail');
    const elsewhere = { ...office, fleets: { state: 'known', value: ['another-fleet'] } as const };
    expect(said(internetAccess, reading([{ ...design, fleets: unread }, elsewhere]))).toBe(
      'unknown: Could not be judged: too many requests.',
    );
  });

  it('does not guess what AWS leaves out', () => {
    const given = exampleSnapshot({ fleets: [{ name: 'design-fleet' }] });
    const [region] = Object.values(given.byRegion);
    if (region?.fleets.state !== 'known') throw new Error('no fleets');
    const silent = region.fleets.value.map(({ defaultInternetAccess: _left, ...rest }) => rest);
    const byRegion = { 'eu-central-1': { ...region, fleets: { state: 'known', value: silent } as const } };
    expect(said(internetAccess, { ...given, byRegion })).toBe(
      'unknown: AWS did not say whether this fleet has default internet access.',
    );
  });
});
