import { describe, expect, it } from 'vitest';
import { signInCheckIds } from '../../lib/model/sign-in-check.ts';
import { guideTrust, guideTrustWith, guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { nameQualifier } from '../../lib/saml/name-qualifier.ts';
import { base64, issued, pysaml2Response, response, type Wish } from './idp.ts';
import {
  account,
  diagnose,
  diagnoseText,
  failing,
  messageOf,
  providerArn,
  roleArn,
  statusOf,
  trusting,
  type Given,
} from './support.ts';

const arn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const roleOf = (name: string) => `${arn(name)},${providerArn}`;
const allow = (...actions: readonly string[]) => ({ Action: ['sts:AssumeRoleWithSAML', ...actions] });

describe('a right sign-in', () => {
  it('passes every check, and AWS allows it', () => {
    const diagnosis = diagnose();
    expect(diagnosis.checks.filter(({ status }) => status !== 'pass')).toEqual([
      { id: 'transitive-tag-keys', status: 'not-applicable', message: 'TransitiveTagKeys is not sent.' },
      { id: 'source-identity', status: 'not-applicable', message: 'SourceIdentity is not sent.' },
      {
        id: 'relay-state',
        status: 'not-applicable',
        message: 'No relay state was given; --relay-state checks one.',
      },
    ]);
    expect({ ...diagnosis, checks: diagnosis.checks.map(({ id }) => id) }).toEqual({
      status: 'pass',
      checks: signInCheckIds,
      signIn: {
        role: roleArn,
        provider: providerArn,
        decision: 'allowed',
        because:
          'Statement 1 of the trust policy of role Desktops allows sts:AssumeRoleWithSAML. ' +
          'The role allows streaming WorkSpaces directory d-906731a2b4 (eu-central-1), by statement 1 of policy Stream.',
      },
      checkedAt: '2026-11-25T08:01:00.000Z',
    });
  });

  const right: readonly (readonly [string, Wish, Given?])[] = [
    ['with a signed response', { sign: 'response' }],
    ['with both signed', { sign: 'both' }],
    ['to a stack', { attributes: { Role: roleOf('Applications'), 'PrincipalTag:Email': null } }],
    ['with provider and role in the other order', { attributes: { Role: `${providerArn},${roleArn}` } }],
    ['at the sign-in URL of a Region', { recipient: 'https://eu-west-1.signin.aws.amazon.com/saml' }],
    ['at the sign-in URL of the provider', { recipient: 'https://signin.aws.amazon.com/saml/acs/SAMLPEXAMPLE0001' }],
    ['with the sign-in URL as audience', { audiences: ['https://signin.aws.amazon.com/saml'] }],
    ['with several audiences', { audiences: ['https://example.com', 'urn:amazon:webservices'] }],
    ['without SessionDuration', { attributes: { SessionDuration: null } }],
    ['with transitive tags', { attributes: { TransitiveTagKeys: 'Email' } }],
    ['with more tags', { attributes: { 'PrincipalTag:Department': 'Research & Development'.replace('&', '+') } }],
    ['with attributes that are not for AWS', { otherAttributes: { 'urn:oid:2.5.4.42': 'Jane' } }],
    [
      'with a source identity that the role allows',
      { attributes: { SourceIdentity: 'jdoe' } },
      { account: trusting(allow('sts:TagSession', 'sts:SetSourceIdentity')) },
    ],
    [
      'under conditions that it meets',
      {},
      {
        account: trusting({
          Condition: {
            StringEquals: { 'SAML:sub_type': 'persistent', 'SAML:aud': 'https://signin.aws.amazon.com/saml' },
            StringLike: { 'aws:RequestTag/Email': '*@example.com' },
          },
        }),
      },
    ],
    [
      'with the relay state of its directory',
      {},
      {
        relayState: 'https://workspaces.euc-sso.eu-central-1.aws.amazon.com/sso-idp?registrationCode=SLiad+7UQFN3',
      },
    ],
  ];
  it.each(right.map(([name, wish, given = {}]) => ({ name, wish, given })))('$name passes', ({ wish, given }) => {
    const diagnosis = diagnose(wish, given);
    expect(diagnosis.checks.filter(({ status }) => status === 'fail' || status === 'unknown')).toEqual([]);
    expect({ status: diagnosis.status, decision: diagnosis.signIn.decision }).toEqual({
      status: 'pass',
      decision: 'allowed',
    });
  });

  it.each(['assertion', 'response', 'both'] as const)('by pysaml2 passes (%s signed)', (signed) => {
    const diagnosis = diagnoseText(pysaml2Response(signed), { at: '2026-11-25T14:05:00Z' });
    expect(diagnosis.checks.filter(({ status }) => status === 'fail' || status === 'unknown')).toEqual([]);
    expect(diagnosis.status).toBe('pass');
  });
});

/** The check that is named, the first cause, and what AWS does. */
type Defect = readonly [
  name: string,
  wish: Wish,
  checks: readonly string[],
  because: RegExp,
  given?: Given & { readonly decision?: 'allowed' | 'refused' | 'unknown' },
];

const defects: readonly Defect[] = [
  ['no signature', { sign: 'nothing' }, ['signature'], /^Neither the response nor the assertion is signed\.$/],
  [
    'another key',
    { signedBy: 'other' },
    ['signature'],
    /^The response is signed with a certificate that the metadata in IAM does not hold/,
  ],

  [
    'another issuer',
    { issuer: 'https://idp.example.com/metadata/' },
    ['issuer'],
    /^The issuer is https:\/\/idp\.example\.com\/metadata\/, which the metadata of ExampleIdP does not declare\. It declares https:\/\/idp\.example\.com\/metadata\.$/,
  ],

  [
    'no Recipient',
    { recipient: null },
    ['recipient', 'subject-confirmation'],
    /^The SubjectConfirmationData has no Recipient\.$/,
  ],
  ['a Recipient elsewhere', { recipient: 'https://example.com/saml' }, ['recipient'], /is no sign-in URL of AWS\.$/],
  ['the audience as Recipient', { recipient: 'urn:amazon:webservices' }, ['recipient'], /is no sign-in URL of AWS\.$/],
  [
    'the Recipient of another partition',
    { recipient: 'https://signin.amazonaws-us-gov.com/saml' },
    ['recipient'],
    /belongs to partition aws-us-gov/,
  ],
  [
    'the Recipient of another provider',
    { recipient: 'https://signin.aws.amazon.com/saml/acs/SAMLPOTHER' },
    ['recipient'],
    /^The Recipient is the sign-in URL of another SAML provider/,
  ],
  [
    'a plain assertion where encryption is required',
    { recipient: 'https://signin.aws.amazon.com/saml/acs/SAMLPEXAMPLE0001' },
    ['response-encrypted'],
    /^The assertion is not encrypted, and the SAML provider accepts encrypted assertions only\.$/,
    { account: { ...account, providers: [{ name: 'ExampleIdP', assertionEncryption: 'Required' }] } },
  ],

  ['no audience', { audiences: [] }, ['audience'], /^The assertion is restricted to no audience\.$/],
  [
    'another audience',
    { audiences: ['https://example.com'] },
    ['audience'],
    /^The audience is https:\/\/example\.com, and AWS expects urn:amazon:webservices/,
  ],

  [
    'an expired assertion',
    { notOnOrAfter: issued, notBefore: '2026-11-25T07:55:00Z' },
    ['time-window'],
    /^The assertion expired at 2026-11-25T08:00:00\.000Z; it was checked at 2026-11-25T08:01/,
  ],
  [
    'an expired confirmation',
    { confirmedUntil: issued },
    ['time-window'],
    /^The assertion (expired at|ends before it begins)/,
  ],
  [
    'an assertion from the future',
    { notBefore: '2026-11-25T08:03:00Z' },
    ['time-window'],
    /^The assertion is not valid before 2026-11-25T08:03:00\.000Z/,
  ],
  [
    'a time without a zone',
    { notBefore: '2026-11-25T08:00:00' },
    ['time-window'],
    /is not a date and time with a time zone\.$/,
  ],
  [
    'an ended session',
    { session: '2026-11-25T08:00:30Z' },
    ['time-window'],
    /^The session at the identity provider ended/,
  ],

  [
    'no SubjectConfirmation',
    { confirmations: 0 },
    ['recipient', 'subject-confirmation'],
    /^The assertion has no SubjectConfirmation\.$/,
  ],
  [
    'two SubjectConfirmations',
    { confirmations: 2 },
    ['subject-confirmation'],
    /^The assertion has 2 SubjectConfirmation elements/,
  ],
  [
    'another method',
    { method: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key' },
    ['subject-confirmation'],
    /is not bearer\.$/,
  ],
  [
    'a confirmation without an end',
    { confirmedUntil: null },
    ['subject-confirmation'],
    /^The SubjectConfirmationData has no NotOnOrAfter\.$/,
  ],

  [
    'format transient',
    { format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' },
    ['name-id-format', 'trust-policy'],
    /^The NameID format is transient, and the guides require persistent\.$/,
  ],
  [
    'format emailAddress',
    { format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress' },
    ['name-id-format', 'trust-policy'],
    /^The NameID format is emailAddress/,
  ],
  ['no format', { format: null }, ['name-id-format', 'trust-policy'], /^The NameID has no Format/],
  [
    'format transient, which the trust policy accepts',
    { format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' },
    ['name-id-format'],
    /^The NameID format is transient/,
    { account: trusting({ Condition: {} }), decision: 'allowed' },
  ],
  ['no NameID', { nameId: null }, ['name-id-format', 'name-id-form'], /^The assertion has no NameID\.$/],
  ['an empty NameID', { nameId: ' ' }, ['name-id-form'], /^The NameID is empty\.$/],
  [
    'a domain in the NameID',
    { nameId: 'CORP\\jdoe' },
    ['name-id-form'],
    /^The NameID has the form of domain\\user\./,
    { decision: 'allowed' },
  ],
  [
    'an email address as NameID',
    { nameId: 'jdoe@example.com' },
    ['name-id-form'],
    /^The NameID has the form of a user principal name or an email address\./,
    { decision: 'allowed' },
  ],
  [
    'a plain NameID for a fleet in a domain',
    { attributes: { Role: roleOf('Applications') } },
    ['name-id-form'],
    /joins a domain, which needs domain\\user or a user principal name\.$/,
    {
      account: { ...account, fleets: [{ name: 'design-fleet', directoryName: 'corp.example.com' }] },
      decision: 'allowed',
    },
  ],

  [
    'no Role',
    { attributes: { Role: null } },
    ['role-attribute'],
    /^The assertion has no attribute https:\/\/aws\.amazon\.com\/SAML\/Attributes\/Role\.$/,
  ],
  [
    'Role in another letter case',
    { attributes: { Role: null, role: roleOf('Desktops') } },
    ['role-attribute'],
    /^An attribute is almost named Role/,
  ],
  [
    'white space around the role',
    { attributes: { Role: ` ${roleOf('Desktops')}` } },
    ['role-attribute'],
    /^White space surrounds a value/,
  ],
  [
    'white space after the comma',
    { attributes: { Role: `${roleArn}, ${providerArn}` } },
    ['role-attribute'],
    /^White space surrounds a value/,
  ],
  [
    'quotation marks around the role',
    { attributes: { Role: `"${roleOf('Desktops')}"` } },
    ['role-attribute'],
    /^Quotation marks surround/,
  ],
  [
    'a role alone',
    { attributes: { Role: roleArn } },
    ['role-attribute'],
    /^The Role attribute names a role and no SAML provider\.$/,
  ],
  [
    'a provider alone',
    { attributes: { Role: providerArn } },
    ['role-attribute'],
    /^The Role attribute names a SAML provider and no role\.$/,
  ],
  [
    'a semicolon',
    { attributes: { Role: `${roleArn};${providerArn}` } },
    ['role-attribute'],
    /^Something else than a comma/,
  ],
  [
    'a role that does not exist',
    { attributes: { Role: roleOf('Nothing') } },
    ['role-attribute'],
    /^Role arn:aws:iam::111122223333:role\/Nothing does not exist\.$/,
  ],
  [
    'a role in another letter case',
    { attributes: { Role: roleOf('desktops') } },
    ['role-attribute'],
    /role\/desktops does not exist\. Did you mean arn:aws:iam::111122223333:role\/Desktops\?$/,
  ],
  [
    'a provider that does not exist',
    { attributes: { Role: `${roleArn},${providerArn}2` } },
    ['role-attribute'],
    /^SAML provider .*ExampleIdP2 does not exist\. Did you mean/,
  ],
  [
    'a role of another account',
    { attributes: { Role: roleOf('Desktops').replaceAll('111122223333', '444455556666') } },
    ['role-attribute'],
    /^The role is of account 444455556666, and this account is 111122223333\.$/,
  ],
  [
    'role and provider of two accounts',
    { attributes: { Role: `${roleArn.replace('1111', '4444')},${providerArn}` } },
    ['role-attribute'],
    /both have to be in one account\.$/,
  ],

  [
    'no RoleSessionName',
    { attributes: { RoleSessionName: null } },
    ['role-session-name'],
    /^The assertion has no RoleSessionName attribute\.$/,
  ],
  [
    'a space in RoleSessionName',
    { attributes: { RoleSessionName: 'Jane Doe' } },
    ['role-session-name'],
    /^RoleSessionName holds white space, which AWS does not accept\.$/,
  ],
  [
    'a slash in RoleSessionName',
    { attributes: { RoleSessionName: 'corp/jdoe' } },
    ['role-session-name'],
    /^RoleSessionName holds "\/", which/,
  ],
  [
    'a long RoleSessionName',
    { attributes: { RoleSessionName: 'j'.repeat(65) } },
    ['role-session-name'],
    /^RoleSessionName has 65 characters, and AWS accepts 64\.$/,
  ],
  [
    'a short RoleSessionName',
    { attributes: { RoleSessionName: 'j' } },
    ['role-session-name'],
    /^RoleSessionName has fewer than 2 characters\.$/,
  ],
  [
    'two values of RoleSessionName',
    { attributes: { RoleSessionName: ['jdoe', 'asmith'] } },
    ['role-session-name'],
    /has 2 values, and AWS accepts one\.$/,
  ],

  [
    'a SessionDuration that is too long',
    { attributes: { SessionDuration: '86400' } },
    ['session-duration'],
    /^SessionDuration is 86400, and AWS accepts 900 to 43200 seconds\.$/,
  ],
  [
    'a SessionDuration that is too short',
    { attributes: { SessionDuration: '60' } },
    ['session-duration'],
    /^SessionDuration is 60/,
  ],
  [
    'a SessionDuration that is no number',
    { attributes: { SessionDuration: '8h' } },
    ['session-duration'],
    /is not a whole number of seconds\.$/,
  ],

  [
    'no email',
    { attributes: { 'PrincipalTag:Email': null } },
    ['principal-tags'],
    /^The assertion does not send PrincipalTag:Email\. WorkSpaces compares it/,
    { decision: 'allowed' },
  ],
  [
    'an empty email',
    { attributes: { 'PrincipalTag:Email': '' } },
    ['principal-tags'],
    /^PrincipalTag:Email is empty\.$/,
    { decision: 'allowed' },
  ],
  [
    'email in another letter case',
    { attributes: { 'PrincipalTag:Email': null, 'PrincipalTag:email': 'jdoe@example.com' } },
    ['principal-tags'],
    /Email is sent in another letter case\.$/,
    { decision: 'allowed' },
  ],
  [
    'a tag with a parenthesis',
    { attributes: { 'PrincipalTag:Title': 'Engineer (Sr)' } },
    ['principal-tags'],
    /^The value of PrincipalTag:Title holds "\(" and "\)", which AWS does not accept\.$/,
  ],
  [
    'a tag with two values',
    { attributes: { 'PrincipalTag:Groups': ['a', 'b'] } },
    ['principal-tags'],
    /^PrincipalTag:Groups has 2 values/,
  ],
  [
    'a tag that is too long',
    { attributes: { 'PrincipalTag:Title': 'x'.repeat(257) } },
    ['principal-tags'],
    /^PrincipalTag:Title has 257 characters/,
  ],
  [
    'a tag twice',
    { attributes: { 'PrincipalTag:email': 'jdoe@example.com' } },
    ['principal-tags'],
    /^PrincipalTag:email is sent twice; letter case does not count\.$/,
  ],
  [
    'no user principal name for certificates',
    {},
    ['principal-tags'],
    /^The assertion does not send PrincipalTag:UserPrincipalName and PrincipalTag:ObjectSid\. .* signs in with certificates\.$/,
    {
      account: { ...account, directories: [{ id: 'd-906731a2b4', certificateAuth: { status: 'ENABLED' } }] },
      decision: 'allowed',
    },
  ],
  [
    'no attribute of an entitlement',
    { attributes: { Role: roleOf('Applications') } },
    ['principal-tags'],
    /^The assertion does not send PrincipalTag:department\. Stack Design has entitlements\.$/,
    { account: { ...account, stacks: [{ name: 'Design', entitlements: ['department'] }] }, decision: 'allowed' },
  ],
  [
    'a transitive tag that is not sent',
    { attributes: { TransitiveTagKeys: 'Department' } },
    ['transitive-tag-keys'],
    /^One key of TransitiveTagKeys is not among the session tags/,
  ],
  [
    'a source identity with a space',
    { attributes: { SourceIdentity: 'Jane Doe' } },
    ['source-identity'],
    /^SourceIdentity holds white space/,
  ],
  [
    'a source identity that the role does not allow',
    { attributes: { SourceIdentity: 'jdoe' } },
    ['source-identity'],
    /refuses sts:SetSourceIdentity: no statement allows sts:SetSourceIdentity/,
  ],

  [
    'tags without TagSession',
    {},
    ['session-tags-allowed'],
    /^The assertion sends session tags, and the trust policy of role Desktops refuses sts:TagSession: no statement allows sts:TagSession for /,
    { account: trusting(allow()) },
  ],
  [
    'another audience in the trust policy',
    {},
    ['session-tags-allowed', 'trust-policy'],
    /requires StringEquals SAML:aud "https:\/\/eu-west-1\.signin\.aws\.amazon\.com\/saml", which this sign-in does not meet\.$/,
    {
      account: trusting({
        Condition: { StringEquals: { 'SAML:aud': 'https://eu-west-1.signin.aws.amazon.com/saml' } },
      }),
    },
  ],
  [
    'a tag that the trust policy refuses',
    {},
    ['trust-policy'],
    /^The trust policy of role Desktops refuses this sign-in: statement 2 \(NoGuests\) of the trust policy denies sts:AssumeRoleWithSAML\.$/,
    {
      account: {
        ...account,
        roles: [
          {
            name: 'Desktops',
            inline: { Stream: guideWorkspacesPolicy },
            trust: {
              Version: '2012-10-17',
              Statement: [
                ...guideTrust.Statement,
                {
                  Sid: 'NoGuests',
                  Effect: 'Deny',
                  Principal: guideTrust.Statement[0].Principal,
                  Action: 'sts:AssumeRoleWithSAML',
                  Condition: { StringLike: { 'aws:RequestTag/Email': 'jdoe@*' } },
                },
              ],
            },
          },
        ],
      },
    },
  ],
  [
    'a role that trusts another provider',
    {},
    ['session-tags-allowed', 'trust-policy'],
    /no statement allows sts:(TagSession|AssumeRoleWithSAML) for arn:aws:iam::111122223333:saml-provider\/ExampleIdP\.$/,
    { account: trusting({ Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/OtherIdP' } }) },
  ],
  [
    'a role without a streaming permission',
    { attributes: { Role: roleOf('Console') } },
    ['stream-permission'],
    /^No policy of the role allows workspaces:Stream or appstream:Stream\.$/,
  ],
  [
    'another user than the policy names',
    {},
    ['stream-permission'],
    /requires StringEquals workspaces:userId, which this sign-in does not meet/,
    {
      account: {
        ...account,
        roles: [
          {
            name: 'Desktops',
            inline: {
              Stream: {
                ...guideWorkspacesPolicy,
                Statement: [
                  {
                    ...guideWorkspacesPolicy.Statement[0],
                    Condition: { StringEquals: { 'workspaces:userId': 'asmith' } },
                  },
                ],
              },
            },
          },
        ],
      },
    },
  ],
  [
    'a boundary without streaming',
    {},
    ['stream-permission'],
    /the permissions boundary of the role does not allow it: no statement allows workspaces:Stream for/,
    {
      account: {
        ...account,
        roles: [
          {
            name: 'Desktops',
            inline: { Stream: guideWorkspacesPolicy },
            boundary: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] },
          },
        ],
      },
    },
  ],
  [
    'the relay state of a stack that the role may not stream',
    {},
    ['stream-permission'],
    /^The role does not allow streaming AppStream stack Design \(eu-central-1\): no statement allows appstream:Stream/,
    { relayState: 'https://appstream2.euc-sso.eu-central-1.aws.amazon.com/saml?stack=Design&accountId=111122223333' },
  ],
  [
    'a wrong relay state',
    {},
    ['relay-state'],
    /^The relay state is wrong: No directory in eu-central-1 has this registration code\.$/,
    {
      relayState: 'https://workspaces.euc-sso.eu-central-1.aws.amazon.com/sso-idp?registrationCode=WSnul+000000',
      decision: 'allowed',
    },
  ],
];

describe('a single defect', () => {
  it.each(defects.map(([name, wish, checks, because, given = {}]) => ({ name, wish, checks, because, given })))(
    '$name: names the check, the cause and the decision',
    ({ wish, checks, because, given }) => {
      const diagnosis = diagnose(wish, given);
      expect(
        failing(diagnosis)
          .filter((id) => !['session-tags-allowed', 'trust-policy'].includes(id) || checks.includes(id))
          .toSorted(),
      ).toEqual([...checks].toSorted());
      expect(diagnosis.signIn.because).toMatch(because);
      expect({ status: diagnosis.status, decision: diagnosis.signIn.decision }).toEqual({
        status: 'fail',
        decision: given.decision ?? 'refused',
      });
      expect(diagnosis.fix).toMatch(/^[A-Z].{10,}\.$/s);
      expect(diagnosis.checks.map(({ id }) => id)).toEqual(signInCheckIds);
    },
  );

  it('shows what the user saw', () => {
    expect(diagnose({}, { account: trusting(allow()) }).userSees).toBe(
      '"Not authorized to perform sts:AssumeRoleWithSAML" (403, AccessDenied) on the AWS sign-in page',
    );
    expect(diagnose({ signedBy: 'other' }).userSees).toContain('"Response signature invalid"');
    expect(diagnose({ attributes: { Role: null } }).userSees).toContain('invalid SAML response');
    expect(diagnose({ format: null }).userSees).toContain('Not authorized to perform sts:AssumeRoleWithSAML');
  });

  it('that stands beside an old capture is named first', () => {
    const old = diagnose({ attributes: { RoleSessionName: 'j' } }, { at: null });
    expect(failing(old)).toEqual(['time-window', 'role-session-name']);
    expect(old.signIn.because).toBe('RoleSessionName has fewer than 2 characters.');
    expect(messageOf(old, 'time-window')).toBe(
      'The assertion expired at 2026-11-25T08:05:00.000Z; it was checked now (2026-11-26T08:00:00.000Z). For a response that was captured earlier, give that time with --at.',
    );
  });
});

describe('the name qualifier', () => {
  const pinned = (value: string): Given => ({
    account: trusting({ Condition: { StringEquals: { 'SAML:sub_type': 'persistent', 'SAML:namequalifier': value } } }),
  });
  const { documented, described } = nameQualifier('https://idp.example.com/metadata', '111122223333', 'ExampleIdP');
  it('is allowed as documented, unknown as described elsewhere, and refused otherwise', () => {
    expect(diagnose({}, pinned(documented)).signIn.decision).toBe('allowed');
    expect(diagnose({}, pinned(described)).signIn.decision).toBe('unknown');
    expect(diagnose({}, pinned('AAAAAAAAAAAAAAAAAAAAAAAAAAA=')).signIn.decision).toBe('refused');
  });
});

describe('what cannot be determined', () => {
  const unread = (call: string): Given => ({ account: { ...account, unread: [call] } });
  it.each([
    ['the metadata', { keys: new Map() }, 'signature'],
    ['the roles', unread('iam:GetAccountAuthorizationDetails'), 'role-attribute'],
    ['the provider', unread('iam:GetSAMLProvider'), 'issuer'],
  ] as const)('%s could not be read: unknown, and never allowed', (_, given, id) => {
    const diagnosis = diagnose({}, given);
    expect(statusOf(diagnosis, id)).toBe('unknown');
    expect({ status: diagnosis.status, decision: diagnosis.signIn.decision }).toEqual({
      status: 'unknown',
      decision: 'unknown',
    });
    expect(diagnosis.signIn.because).not.toBe('');
  });

  it('a condition on what AWS does not show', () => {
    const diagnosis = diagnose(
      {},
      {
        account: trusting({ Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } }),
      },
    );
    expect(diagnosis.signIn.decision).toBe('unknown');
    expect(messageOf(diagnosis, 'trust-policy')).toMatch(/cannot be determined: .*aws:RequestedRegion/);
  });

  it.each([
    ['an address', { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }, 'unknown'],
    ['a tag of the directory', { StringEquals: { 'aws:ResourceTag/Team': 'lab' } }, 'unknown'],
    ['sessions from next year on', { DateGreaterThan: { 'aws:TokenIssueTime': '2027-01-01T00:00:00Z' } }, 'refused'],
    ['sessions since last year', { DateGreaterThan: { 'aws:TokenIssueTime': '2025-01-01T00:00:00Z' } }, 'allowed'],
    [
      'multi-factor authentication, which no federated session has',
      { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      'refused',
    ],
    ['a session tag', { StringEquals: { 'aws:PrincipalTag/Email': 'jdoe@example.com' } }, 'allowed'],
    ['another session tag', { StringEquals: { 'aws:PrincipalTag/Email': 'asmith@example.com' } }, 'refused'],
  ])('or is, where streaming depends on %s', (_, condition, decision) => {
    const statement = { ...guideWorkspacesPolicy.Statement[0], Condition: condition };
    const roles = [{ name: 'Desktops', inline: { Stream: { ...guideWorkspacesPolicy, Statement: [statement] } } }];
    expect(diagnose({}, { account: { ...account, roles } }).signIn.decision).toBe(decision);
  });

  it('a Recipient in a form that AWS does not document', () => {
    expect(statusOf(diagnose({ recipient: 'https://signin.aws.amazon.com/saml/' }), 'recipient')).toBe('unknown');
  });

  it('a digest that this tool cannot verify', () => {
    const sha384 = response().replace(
      'http://www.w3.org/2001/04/xmlenc#sha256',
      'http://www.w3.org/2001/04/xmldsig-more#sha384',
    );
    const diagnosis = diagnoseText(sha384);
    expect(messageOf(diagnosis, 'signature')).toBe(
      'The response is signed with an algorithm that this tool cannot verify.',
    );
    expect({ status: diagnosis.status, decision: diagnosis.signIn.decision }).toEqual({
      status: 'unknown',
      decision: 'unknown',
    });
  });

  it('tags for one of two targets', () => {
    const both = diagnose({ attributes: { Role: roleOf('Both'), 'PrincipalTag:Email': null } });
    expect(messageOf(both, 'principal-tags')).toMatch(/PrincipalTag:Email.* Give the relay state/);
    expect(both.status).toBe('unknown');
  });

  it('an encrypted assertion, which is judged from outside', () => {
    const xml = response().replace(
      /<saml:Assertion[\s\S]*<\/saml:Assertion>/,
      '<saml:EncryptedAssertion><x xmlns="y"/></saml:EncryptedAssertion>',
    );
    const diagnosis = diagnoseText(xml.replace('/saml"', '/saml/acs/SAMLPEXAMPLE0001"'));
    expect(statusOf(diagnosis, 'response-encrypted')).toBe('unknown');
    expect(diagnosis.checks.filter(({ status }) => status === 'fail')).toEqual([]);
    expect(diagnosis.status).toBe('unknown');
    expect(failing(diagnoseText(xml))).toEqual(['recipient']);
    expect(failing(diagnoseText(xml.replaceAll('idp.example.com/metadata', 'else.example.com')))).toEqual([
      'issuer',
      'recipient',
    ]);
  });
});

describe('a response that can be read in two ways', () => {
  const good = response();
  const assertion = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(good)?.[0] ?? '';
  const signature = /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(assertion)?.[0] ?? '';
  const evil = assertion.replace(signature, '').replace('_assertion', '_evil').replace('role/Desktops', 'role/Console');
  it.each([
    [
      'a forged assertion before the signed one',
      good.replace(assertion, evil + assertion),
      'response-readable',
      /more than one assertion/,
    ],
    [
      'a forged assertion after the signed one',
      good.replace(assertion, assertion + evil),
      'response-readable',
      /more than one assertion/,
    ],
    [
      'the signed assertion inside the forged one',
      good.replace(assertion, evil.replace('</saml:Assertion>', `${assertion}</saml:Assertion>`)),
      'response-readable',
      /more than one assertion/,
    ],
    [
      'the signed assertion in an extension',
      good.replace(assertion, `<samlp:Extensions>${assertion}</samlp:Extensions>${evil}`),
      'response-readable',
      /more than one assertion/,
    ],
    [
      'the signed assertion hidden in the signature',
      good.replace(
        assertion,
        evil.replace(
          '<saml:Subject>',
          `${signature.replace('</ds:Signature>', `<ds:Object>${assertion.replace(signature, '')}</ds:Object></ds:Signature>`)}<saml:Subject>`,
        ),
      ),
      'response-readable',
      /more than one assertion/,
    ],
    [
      'an assertion that is no direct part',
      good.replace(assertion, `<samlp:Extensions>${assertion}</samlp:Extensions>`),
      'response-readable',
      /not a direct part/,
    ],
    ['the same ID twice', good.replace('ID="_response"', 'ID="_assertion"'), 'response-readable', /An ID stands twice/],
    [
      'a signature over another element',
      good.replace('URI="#_assertion"', 'URI="#_response"'),
      'signature',
      /covers another element/,
    ],
    ['a signature over everything', good.replace('URI="#_assertion"', 'URI=""'), 'signature', /covers another element/],
    [
      'a signature that was moved to the response',
      good.replace(signature, '').replace('<samlp:Status>', `${signature}<samlp:Status>`),
      'signature',
      /covers another element/,
    ],
    [
      'a signature in the subject',
      good.replace(signature, '').replace('<saml:Subject>', `<saml:Subject>${signature}`),
      'signature',
      /in another place/,
    ],
    ['two signatures', good.replace(signature, signature + signature), 'signature', /is signed twice/],
    [
      'two references',
      good.replace(/<ds:Reference[\s\S]*<\/ds:Reference>/, (one) => one + one),
      'signature',
      /does not cover exactly one element/,
    ],
    [
      'a transform that selects',
      good.replace(
        'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
        'http://www.w3.org/TR/1999/REC-xpath-19991116',
      ),
      'signature',
      /transform/,
    ],
    [
      'a change after signing',
      good.replace('role/Desktops', 'role/Console'),
      'signature',
      /was changed after it was signed/,
    ],
    [
      'an HMAC with the public key',
      good.replace('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2000/09/xmldsig#hmac-sha1'),
      'signature',
      /algorithm/,
    ],
    ['a comment in the NameID', good.replace('>jdoe<', '>jdoe<!-- -->.evil<'), 'response-readable', /holds a comment/],
    [
      'a processing instruction',
      good.replace('>jdoe<', '>jdoe<?x y?>.evil<'),
      'response-readable',
      /processing instruction/,
    ],
    ['a DOCTYPE', `<!DOCTYPE x [<!ENTITY e "x">]>${good}`, 'response-readable', /DOCTYPE/],
    ['an unclosed tag', good.replace('</samlp:Response>', ''), 'response-readable', /cannot be read as XML/],
    [
      'too many characters',
      response({ attributes: { 'PrincipalTag:Title': 'x'.repeat(80_000) } }),
      'response-readable',
      /AWS accepts 100000/,
    ],
    [
      'an error of the identity provider',
      response({ status: 'Requester' }),
      'response-readable',
      /answered with status Requester/,
    ],
    [
      'a request',
      '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"/>',
      'response-readable',
      /is a SAML AuthnRequest/,
    ],
    [
      'a response of SAML 1.1',
      '<Response xmlns="urn:oasis:names:tc:SAML:1.0:protocol" MajorVersion="1"/>',
      'response-readable',
      /SAML 1\.1/,
    ],
    ['no assertion', good.replace(assertion, ''), 'response-readable', /holds no assertion/],
  ] as const)('%s is refused with its own words', (_, xml, id, words) => {
    const diagnosis = diagnoseText(xml);
    expect(messageOf(diagnosis, id)).toMatch(words);
    expect(statusOf(diagnosis, id)).toBe(id === 'signature' && /algorithm/.test(String(words)) ? 'unknown' : 'fail');
    expect(diagnosis.signIn.decision).not.toBe('allowed');
    expect(diagnosis.status).not.toBe('pass');
    expect(diagnosis.signIn.role).toBeNull();
  });

  it('of 100,000 characters is still read', () => {
    const xml = response({ attributes: { 'PrincipalTag:Title': 'x'.repeat(65_000) } });
    expect(base64(xml).length).toBeLessThan(100_000);
    expect(failing(diagnoseText(xml))).toEqual(['principal-tags']);
  });
});

describe('an error text with a response', () => {
  it('puts what it stands for first', () => {
    const { causes = [] } = diagnose(
      { attributes: { RoleSessionName: 'j' } },
      { account: trusting(allow()), error: 'Not authorized to perform sts:AssumeRoleWithSAML' },
    );
    expect(causes.map(({ message }) => message.slice(0, 40))).toEqual([
      'The assertion sends session tags, and th',
      'RoleSessionName has fewer than 2 charact',
    ]);
  });
});

it('the guide trust policy of these tests is the real one', () => {
  expect(guideTrustWith({})).toEqual(guideTrust);
});
