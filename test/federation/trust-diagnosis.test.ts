import { describe, expect, it } from 'vitest';
import { accountOf } from '../../lib/federation/account.ts';
import { diagnoseTrust } from '../../lib/federation/trust-diagnosis.ts';
import {
  exampleSnapshot,
  guideTrust,
  guideTrustWith,
  guideWorkspacesPolicy,
  type ExampleAccount,
} from '../../lib/explain/example.ts';

const provider = 'arn:aws:iam::111122223333:saml-provider/ExampleIdP';
const signIn = 'https://signin.aws.amazon.com/saml';

const diagnose = (trust: unknown, given: Partial<ExampleAccount> = {}, tags: readonly string[] = ['Email']) => {
  const account = accountOf(
    exampleSnapshot({ ...given, roles: [{ name: 'Desktops', trust, inline: { Stream: guideWorkspacesPolicy } }] }),
  );
  const [role] = account.streamRoles.state === 'known' ? account.streamRoles.value : [];
  if (role === undefined) throw new Error('the example has a streaming role');
  return diagnoseTrust(role, provider, account, tags);
};

/** `blocked kind {parameters}: message`, a line for each cause. */
const said = (...given: Parameters<typeof diagnose>): readonly string[] => {
  const { status, causes, uncertainties } = diagnose(...given);
  return [
    status,
    ...causes.map(({ cause, message }) => `${cause.kind} ${JSON.stringify(cause.parameters)}: ${message}`),
    ...uncertainties.map(({ message }) => message),
  ];
};

const asking = (condition: unknown, more: Readonly<Record<string, unknown>> = {}) =>
  guideTrustWith({ Condition: condition, ...more });
const persistent = { 'SAML:sub_type': 'persistent' };
const pinned = (audience: unknown) => asking({ StringEquals: { ...persistent, 'SAML:aud': audience } });

describe('a correct sign-in that can assume the role', () => {
  it.each([
    ['the trust policy of the guides', guideTrust],
    ['the console default', pinned(signIn)],
    [
      'the WorkSpaces sample of 2026',
      asking({ StringEquals: persistent, StringLike: { 'SAML:aud': 'https://*signin.aws.amazon.com/saml*' } }),
    ],
    [
      'another letter case of the URL, ignored',
      asking({ StringEqualsIgnoreCase: { 'SAML:aud': 'HTTPS://signin.aws.amazon.com/SAML' } }),
    ],
    ['the URL with the id of the provider', pinned(`${signIn}/acs/SAMLPEXAMPLE0001`)],
    ['several Regions', pinned([signIn, 'https://eu-west-1.signin.aws.amazon.com/saml'])],
    [
      'the issuer of the metadata',
      asking({ StringEquals: { ...persistent, 'saml:iss': 'https://idp.example.com/metadata' } }),
    ],
    [
      'the document of the provider',
      asking({ StringEquals: { ...persistent, 'saml:doc': '111122223333/ExampleIdP' } }),
    ],
    ['any tags', asking({ StringEquals: persistent, StringLike: { 'aws:RequestTag/Email': '*' } })],
    [
      'no more than the needed tags',
      asking({ StringEquals: persistent, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['Email'] } }),
    ],
    ['no source identity', asking({ StringEquals: persistent, Null: { 'sts:SourceIdentity': 'true' } })],
  ])('works: %s', (_, trust) => {
    expect(diagnose(trust)).toEqual({ status: 'works', causes: [], uncertainties: [] });
  });

  it('works when encryption is required and the endpoint of the provider is allowed', () => {
    const required = { providers: [{ name: 'ExampleIdP', assertionEncryption: 'Required' as const }] };
    expect(said(pinned(`${signIn}/acs/SAMLPEXAMPLE0001`), required)).toEqual(['works']);
    expect(said(guideTrust, required)).toEqual(['works']);
  });
});

describe('a correct sign-in that is refused', () => {
  it.each<[string, unknown, string]>([
    [
      'a misspelled subject type',
      asking({ StringEquals: { 'SAML:sub_type': 'persistant' } }),
      'subject-type-value {"key":"SAML:sub_type","value":"persistant"}: No correct sign-in can match statement 1 of the trust policy: SAML:sub_type is compared with "persistant", but a correct sign-in has persistent. Did you mean persistent?',
    ],
    [
      'another letter case of the subject type',
      asking({ StringEquals: { 'SAML:sub_type': 'Persistent' } }),
      'subject-type-value {"key":"SAML:sub_type","value":"Persistent"}: No correct sign-in can match statement 1 of the trust policy: SAML:sub_type is compared with "Persistent", and the comparison is case-sensitive. Did you mean persistent?',
    ],
    [
      'the audience URN',
      pinned('urn:amazon:webservices'),
      'audience-value {"key":"SAML:aud","value":"urn:amazon:webservices"}: No correct sign-in can match statement 1 of the trust policy: SAML:aud is compared with "urn:amazon:webservices", but its value is the Recipient of the assertion, an https URL. Did you mean https://signin.aws.amazon.com/saml?',
    ],
    [
      'a host that is not a sign-in host',
      pinned('https://signin.amazonaws.com/saml'),
      'audience-value {"key":"SAML:aud","value":"https://signin.amazonaws.com/saml"}: No correct sign-in can match statement 1 of the trust policy: SAML:aud is compared with "https://signin.amazonaws.com/saml", and AWS receives no assertion there. Did you mean https://signin.aws.amazon.com/saml?',
    ],
    [
      'a wildcard under StringEquals',
      pinned('https://*.signin.aws.amazon.com/saml'),
      'wildcard-in-exact-comparison {"key":"SAML:aud","value":"https://*.signin.aws.amazon.com/saml"}: No correct sign-in can match statement 1 of the trust policy: SAML:aud is compared with "https://*.signin.aws.amazon.com/saml" under StringEquals, where * and ? are not wildcards. Did you mean StringLike?',
    ],
    [
      "another provider's issuer",
      asking({ StringEquals: { ...persistent, 'saml:iss': 'https://sts.windows.net/aaaa/' } }),
      'issuer-not-in-metadata {"key":"saml:iss","value":"https://sts.windows.net/aaaa/"}: No correct sign-in can match statement 1 of the trust policy: saml:iss is compared with "https://sts.windows.net/aaaa/", but the metadata of ExampleIdP declares https://idp.example.com/metadata. Did you mean https://idp.example.com/metadata?',
    ],
    [
      'another letter case of the provider',
      asking({ StringEquals: { ...persistent, 'SAML:doc': '111122223333/exampleidp' } }),
      'document-value {"key":"SAML:doc","value":"111122223333/exampleidp"}: No correct sign-in can match statement 1 of the trust policy: SAML:doc is compared with "111122223333/exampleidp", which differs from 111122223333/ExampleIdP in letter case. Did you mean 111122223333/ExampleIdP?',
    ],
    [
      'a name qualifier of another form',
      asking({ StringEquals: { ...persistent, 'saml:namequalifier': 'ExampleIdP' } }),
      'name-qualifier-value {"key":"saml:namequalifier","value":"ExampleIdP"}: No correct sign-in can match statement 1 of the trust policy: saml:namequalifier is compared with "ExampleIdP", which is not the name qualifier of ExampleIdP. Did you mean KZjjSNiXND0CIKDRtgJPG/U9GLo=?',
    ],
    [
      'a tag value that STS does not accept',
      asking({ StringEquals: { ...persistent, 'aws:RequestTag/Email': 'a,b@example.com' } }),
      'character-not-allowed {"key":"aws:RequestTag/Email","value":"a,b@example.com"}: No correct sign-in can match statement 1 of the trust policy: aws:RequestTag/Email is compared with "a,b@example.com", but STS accepts no "," in aws:RequestTag/Email.',
    ],
    [
      'no sts:TagSession',
      guideTrustWith({ Action: 'sts:AssumeRoleWithSAML' }),
      'tag-session-not-allowed {}: The trust policy of role Desktops does not allow sts:TagSession for arn:aws:iam::111122223333:saml-provider/ExampleIdP. Sign-ins with PrincipalTag:Email are denied.',
    ],
    [
      'a Deny',
      {
        ...guideTrust,
        Statement: [
          ...guideTrust.Statement,
          {
            Sid: 'NoPersistent',
            Effect: 'Deny',
            Principal: '*',
            Action: '*',
            Condition: { StringEquals: { 'SAML:sub_type': 'persistent' } },
          },
        ],
      },
      'trust-denies-sign-in {"conditions":"StringEquals SAML:sub_type \\"persistent\\""}: Statement 2 (NoPersistent) of the trust policy of role Desktops denies every correct sign-in. Its condition matches all of them: StringEquals SAML:sub_type "persistent".',
    ],
    [
      'conditions that exclude each other',
      asking({
        StringEquals: persistent,
        Null: { 'aws:RequestTag/Team': 'true' },
        StringLike: { 'aws:RequestTag/Team': 'a*' },
      }),
      'trust-conditions-contradict {"conditions":"Null aws:RequestTag/Team \\"true\\" and StringLike aws:RequestTag/Team \\"a*\\""}: No correct sign-in can match statement 1 of the trust policy, because its conditions exclude each other: Null aws:RequestTag/Team "true" and StringLike aws:RequestTag/Team "a*".',
    ],
    [
      'an organization, which an unsigned call never shows',
      asking({ StringEquals: { ...persistent, 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
      'condition-key-never-present {"key":"aws:PrincipalOrgID"}: No correct sign-in can match statement 1 of the trust policy: aws:PrincipalOrgID is never part of a SAML sign-in.',
    ],
    [
      'a Deny for other organizations',
      {
        ...guideTrust,
        Statement: [
          ...guideTrust.Statement,
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 'sts:*',
            Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
          },
        ],
      },
      'trust-denies-sign-in {"conditions":"StringNotEqualsIfExists aws:PrincipalOrgID \\"o-a1b2c3d4e5\\""}: Statement 2 of the trust policy of role Desktops denies every correct sign-in. Its condition matches all of them: StringNotEqualsIfExists aws:PrincipalOrgID "o-a1b2c3d4e5".',
    ],
    [
      'a misspelled key',
      asking({ StringEquals: { 'SAML:sub-type': 'persistent' } }),
      'condition-key-misspelled {"key":"SAML:sub-type"}: No correct sign-in can match statement 1 of the trust policy: SAML:sub-type is not a condition key. Did you mean SAML:sub_type?',
    ],
    [
      'a variable in a policy without Version',
      {
        Statement: [
          {
            ...guideTrust.Statement[0],
            Condition: { StringEquals: { ...persistent, 'sts:RoleSessionName': '${saml:sub}' } },
          },
        ],
      },
      'trust-variable-is-plain-text {"version":"none","key":"sts:RoleSessionName"}: No correct sign-in can match statement 1 of the trust policy: the policy has no Version, so "${saml:sub}" is literal text and not a variable.',
    ],
    [
      'a subject with a literal wildcard',
      asking({ StringEquals: { ...persistent, 'saml:sub': '*@example.com' } }),
      'wildcard-in-exact-comparison {"key":"saml:sub","value":"*@example.com"}: No correct sign-in can match statement 1 of the trust policy: saml:sub is compared with "*@example.com" under StringEquals, where * and ? are not wildcards. Did you mean StringLike?',
    ],
    [
      'a session name with a space',
      asking({ StringEquals: { ...persistent, 'sts:RoleSessionName': 'J Doe' } }),
      'character-not-allowed {"key":"sts:RoleSessionName","value":"J Doe"}: No correct sign-in can match statement 1 of the trust policy: sts:RoleSessionName is compared with "J Doe", but STS accepts no " " in sts:RoleSessionName.',
    ],
    [
      'a tag key in other letters',
      asking({ StringEquals: persistent, 'ForAllValues:StringEquals': { 'aws:TagKeys': 'email' } }),
      'tag-key-not-allowed {"key":"aws:TagKeys","value":"email"}: No correct sign-in can match statement 1 of the trust policy: aws:TagKeys is compared with "email", but the sign-ins carry PrincipalTag:Email. Did you mean Email?',
    ],
    [
      'a source identity that cannot be set',
      asking({ StringEquals: persistent, StringLike: { 'sts:SourceIdentity': '*@example.com' } }),
      'source-identity-not-allowed {}: The trust policy of role Desktops requires a source identity, but it does not allow sts:SetSourceIdentity. Sign-ins with and without one are denied.',
    ],
  ])('is blocked: %s', (_, trust, expected) => {
    expect(said(trust)).toEqual(['blocked', expected]);
  });
});

describe('encrypted assertions', () => {
  it('are received at one URL, which the trust policy has to allow', () => {
    const required = { providers: [{ name: 'ExampleIdP', assertionEncryption: 'Required' as const }] };
    const expected = (allowed: string) => [
      'blocked',
      `audience-excludes-encrypted-assertions {"provider":"${provider}"}: Provider ExampleIdP requires encrypted assertions, which AWS receives only at /saml/acs/SAMLPEXAMPLE0001. Statement 1 of the trust policy allows only ${allowed}.`,
    ];
    const second = 'https://eu-west-1.signin.aws.amazon.com/saml';
    expect(said(pinned(signIn), required)).toEqual(expected(signIn));
    expect(said(pinned([signIn, second]), required)).toEqual(expected(`${signIn}, ${second}`));
    expect(diagnose(pinned(signIn), required).causes[0]?.suggestion).toBe(`${signIn}/acs/SAMLPEXAMPLE0001`);
  });

  it('make the result unknown where the provider could not be read, unless the policy allows both URLs', () => {
    expect(said(pinned(signIn), { unread: ['iam:GetSAMLProvider'] })).toEqual([
      'unknown',
      `Cannot determine whether provider ${provider} requires encrypted assertions, on which the result depends.`,
    ]);
    expect(said(guideTrust, { unread: ['iam:GetSAMLProvider'] })).toEqual(['works']);
  });
});

describe('a correct sign-in that some users can have', () => {
  it.each<[string, unknown, string]>([
    [
      'one Region',
      pinned('https://ap-southeast-2.signin.aws.amazon.com/saml'),
      'trust-condition-limits-sign-ins {"effect":"Allow","condition":"StringEquals SAML:aud \\"https://ap-southeast-2.signin.aws.amazon.com/saml\\""}: Only assertions posted to https://ap-southeast-2.signin.aws.amazon.com/saml can be used to assume role Desktops.',
    ],
    [
      'an e-mail domain',
      asking({ StringEquals: persistent, StringLike: { 'aws:RequestTag/Email': '*@example.com' } }),
      'trust-condition-limits-sign-ins {"effect":"Allow","condition":"StringLike aws:RequestTag/Email \\"*@example.com\\""}: Only sign-ins that match StringLike aws:RequestTag/Email "*@example.com" can assume role Desktops.',
    ],
    [
      'another tag',
      asking({ StringEquals: { ...persistent, 'aws:RequestTag/Team': 'cad' } }),
      'trust-condition-limits-sign-ins {"effect":"Allow","condition":"StringEquals aws:RequestTag/Team \\"cad\\""}: Only sign-ins that match StringEquals aws:RequestTag/Team "cad" can assume role Desktops.',
    ],
    [
      'a source identity',
      asking(
        { StringEquals: persistent, Null: { 'sts:SourceIdentity': 'false' } },
        { Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity'] },
      ),
      'trust-condition-limits-sign-ins {"effect":"Allow","condition":"Null sts:SourceIdentity \\"false\\""}: Only sign-ins that match Null sts:SourceIdentity "false" can assume role Desktops.',
    ],
    [
      'some users',
      asking({ StringEquals: persistent, StringLike: { 'saml:sub': ['*@example.com', 'ext-*'] } }),
      'trust-condition-limits-sign-ins {"effect":"Allow","condition":"StringLike saml:sub \\"*@example.com\\", \\"ext-*\\""}: Only sign-ins that match StringLike saml:sub "*@example.com", "ext-*" can assume role Desktops.',
    ],
  ])('is limited: %s', (_, trust, expected) => {
    expect(said(trust)).toEqual(['limited', expected]);
  });
});

describe('a sign-in of which AWS does not document enough', () => {
  it.each<[string, unknown, string]>([
    [
      'source address',
      asking({ StringEquals: persistent, IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }),
      'Cannot determine whether a correct sign-in can assume role Desktops: it depends on aws:SourceIp, and AWS does not document which address STS sees in a browser sign-in.',
    ],
    [
      'VPC endpoint',
      asking({ StringEquals: { ...persistent, 'aws:SourceVpce': 'vpce-1' } }),
      'Cannot determine whether a correct sign-in can assume role Desktops: it depends on aws:SourceVpce, and such a sign-in usually does not come through a VPC endpoint of the account: AWS sends it to STS itself.',
    ],
    [
      'trailing slash',
      pinned(`${signIn}/`),
      'Cannot determine whether a correct sign-in can assume role Desktops: AWS does not document https://signin.aws.amazon.com/saml/ as a sign-in URL.',
    ],
    [
      'upper case',
      pinned('https://SIGNIN.aws.amazon.com/saml'),
      'Cannot determine whether a correct sign-in can assume role Desktops: AWS does not document https://SIGNIN.aws.amazon.com/saml as a sign-in URL.',
    ],
    [
      'without /acs/',
      pinned(`${signIn}/SAMLPEXAMPLE0001`),
      'Cannot determine whether a correct sign-in can assume role Desktops: AWS does not document https://signin.aws.amazon.com/saml/SAMLPEXAMPLE0001 as a sign-in URL.',
    ],
    [
      'a key',
      asking({ StringEquals: { ...persistent, 'example:key': '1' } }),
      'Cannot determine whether a correct sign-in can assume role Desktops: example:key is not a condition key this tool models for sts:AssumeRoleWithSAML.',
    ],
  ])('is unknown: %s', (_, trust, expected) => {
    expect(said(trust)).toEqual(['unknown', expected]);
  });
});
