import { describe, expect, it } from 'vitest';
import { assess } from '../../lib/engine/assess.ts';
import {
  exampleSnapshot,
  guideAppstreamPolicy,
  guideTrust,
  guideTrustWith,
  guideWorkspacesPolicy,
  serviceTrust,
  type ExampleAccount,
} from '../../lib/explain/example.ts';
import { accountOf } from '../../lib/federation/account.ts';
import { rules } from '../../rules/index.ts';

const desktops = { name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } };
const apps = { name: 'Apps', inline: { Stream: guideAppstreamPolicy } };
const directory = { id: 'd-906731a2b4' };
const signIn = 'https://signin.aws.amazon.com/saml';
const arn = guideWorkspacesPolicy.Statement[0].Resource;

/** An account as the guide says, but for the trust policy. */
const trusting = (change: Readonly<Record<string, unknown>>, more: Partial<ExampleAccount> = {}): ExampleAccount => ({
  roles: [{ ...desktops, trust: guideTrustWith(change) }],
  directories: [directory],
  ...more,
});
const when = (condition: unknown, more: Partial<ExampleAccount> = {}): ExampleAccount =>
  trusting({ Condition: condition }, more);
const persistent = (more: Readonly<Record<string, unknown>>) => ({
  StringEquals: { 'SAML:sub_type': 'persistent', ...more },
});

/** … but for the permissions policy. */
const allowing = (change: Readonly<Record<string, unknown>>, more: Partial<ExampleAccount> = {}): ExampleAccount => ({
  roles: [
    {
      name: 'Desktops',
      inline: { Stream: { Version: '2012-10-17', Statement: [{ ...guideWorkspacesPolicy.Statement[0], ...change }] } },
    },
  ],
  directories: [directory],
  ...more,
});
const userId = (value: string) => allowing({ Condition: { StringEquals: { 'workspaces:userId': value } } });

/** … but for the directory. */
const directoryWith = (
  change: Readonly<Record<string, unknown>>,
  more: Partial<ExampleAccount> = {},
): ExampleAccount => ({
  roles: [desktops],
  directories: [{ ...directory, ...change }],
  ...more,
});
const url = (userAccessUrl: string) => directoryWith({ saml: { status: 'ENABLED', userAccessUrl } });

/** What is wrong, the account, what the title of the first problem says, and what its fix says. */
const lockOuts: readonly (readonly [string, ExampleAccount, RegExp, RegExp])[] = [
  [
    'the provider was deleted',
    trusting({}, { providers: [{ name: 'Okta2026' }] }),
    /ExampleIdP does not exist/,
    /Okta2026|ExampleIdP/,
  ],
  [
    'the provider is spelled in another letter case',
    trusting({}, { providers: [{ name: 'exampleidp' }] }),
    /ExampleIdP does not exist/,
    /exampleidp/,
  ],
  [
    'the trust policy names another service',
    { roles: [{ ...desktops, trust: serviceTrust }], directories: [directory] },
    /does not allow any SAML provider/,
    /AssumeRoleWithSAML/,
  ],
  ['sts:TagSession is missing', trusting({ Action: 'sts:AssumeRoleWithSAML' }), /sts:TagSession/, /sts:TagSession/],
  [
    'the subject type is misspelled',
    when({ StringEquals: { 'SAML:sub_type': 'persistant' } }),
    /persistant/,
    /persistent/,
  ],
  [
    'the subject type has another letter case',
    when({ StringEquals: { 'SAML:sub_type': 'Persistent' } }),
    /Persistent/,
    /persistent/,
  ],
  [
    'the key of the subject type is misspelled',
    when({ StringEquals: { 'SAML:subtype': 'persistent' } }),
    /SAML:subtype/,
    /SAML:sub_type/,
  ],
  [
    'the sign-in URL stands as subject type',
    when({ StringEquals: { 'SAML:sub_type': signIn } }),
    /signin\.aws\.amazon\.com/,
    /persistent/,
  ],
  [
    'the audience URN',
    when(persistent({ 'SAML:aud': 'urn:amazon:webservices' })),
    /urn:amazon:webservices/,
    /https:\/\/signin\.aws\.amazon\.com\/saml/,
  ],
  [
    'the audience of another partition',
    when(persistent({ 'SAML:aud': 'https://signin.amazonaws-us-gov.com/saml' })),
    /amazonaws-us-gov/,
    /https:\/\/signin\.aws\.amazon\.com\/saml/,
  ],
  [
    'a host that AWS does not have',
    when(persistent({ 'SAML:aud': 'https://signin.amazonaws.com/saml' })),
    /signin\.amazonaws\.com/,
    /https:\/\/signin\.aws\.amazon\.com\/saml/,
  ],
  [
    'a wildcard under StringEquals',
    when(persistent({ 'SAML:aud': 'https://*.signin.aws.amazon.com/saml' })),
    /\*/,
    /StringLike/,
  ],
  [
    'another issuer than the metadata',
    when(persistent({ 'saml:iss': 'https://other.example.com/metadata' })),
    /other\.example\.com/,
    /idp\.example\.com\/metadata/,
  ],
  [
    'saml:doc in another letter case',
    when(persistent({ 'saml:doc': '111122223333/exampleidp' })),
    /exampleidp/,
    /111122223333\/ExampleIdP/,
  ],
  [
    'encrypted assertions, and a pinned audience',
    when(persistent({ 'SAML:aud': signIn }), { providers: [{ name: 'ExampleIdP', assertionEncryption: 'Required' }] }),
    /encrypt/,
    /\/saml\/acs\/SAMLPEXAMPLE0001/,
  ],
  [
    'multi-factor authentication',
    when({ ...persistent({}), Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
    /aws:MultiFactorAuthPresent/,
    /aws:MultiFactorAuthPresent/,
  ],
  [
    'the organization',
    when(persistent({ 'aws:PrincipalOrgID': 'o-exampleorg1' })),
    /aws:PrincipalOrgID/,
    /aws:PrincipalOrgID/,
  ],
  [
    'a Deny in the trust policy',
    {
      roles: [
        {
          ...desktops,
          trust: {
            Version: '2012-10-17',
            Statement: [...guideTrust.Statement, { Effect: 'Deny', Principal: '*', Action: 'sts:*' }],
          },
        },
      ],
      directories: [directory],
    },
    /[Dd]en/,
    /Deny/,
  ],
  [
    'SourceIdentity without its action',
    when(persistent({ 'sts:SourceIdentity': 'jdoe' })),
    /SourceIdentity/,
    /sts:SetSourceIdentity/,
  ],
  [
    'the policy specifies a directory that is not there',
    allowing({ Resource: arn.replace('d-906731a2b4', 'd-90673100ff') }),
    /d-90673100ff/,
    /d-906731a2b4/,
  ],
  [
    'the policy specifies another Region',
    allowing({ Resource: arn.replace('eu-central-1', 'eu-west-1') }, { elsewhere: { region: 'eu-west-1' } }),
    /eu-west-1|d-906731a2b4/,
    /eu-central-1/,
  ],
  [
    'the ARN has another partition',
    allowing({ Resource: arn.replace('arn:aws:', 'arn:aws-us-gov:') }),
    /partition/,
    /arn:aws:/,
  ],
  ['a variable of Terraform', userId('&{saml:sub}'), /&\{saml:sub\}/, /\$\{saml:sub\}/],
  ['a domain before the subject', userId('CORP\\${saml:sub}'), /CORP/, /\$\{saml:sub\}/],
  [
    'a misspelled key in the permissions policy',
    allowing({ Condition: { StringEquals: { 'workspace:userId': '${saml:sub}' } } }),
    /workspace:userId/,
    /workspaces:userId/,
  ],
  [
    'a variable in a policy without Version',
    {
      roles: [{ name: 'Desktops', inline: { Stream: { Statement: guideWorkspacesPolicy.Statement } } }],
      directories: [directory],
    },
    /Version|\$\{saml:sub\}/,
    /2012-10-17/,
  ],
  [
    'the permissions boundary',
    {
      roles: [
        {
          ...desktops,
          boundary: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] },
        },
      ],
      directories: [directory],
    },
    /boundary/,
    /boundary/,
  ],
  [
    'a Deny in a permissions policy',
    {
      roles: [
        {
          ...desktops,
          inline: {
            ...desktops.inline,
            Deny: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Deny', Action: 'workspaces:Stream', Resource: '*' }],
            },
          },
        },
      ],
      directories: [directory],
    },
    /[Dd]en/,
    /Deny/,
  ],
  ['SAML authentication is disabled', directoryWith({ saml: { status: 'DISABLED' } }), /disabled/, /d-906731a2b4/],
  [
    'no user access URL',
    directoryWith({ saml: { status: 'ENABLED' } }),
    /user access URL/,
    /d-906731a2b4|user access URL/,
  ],
  ['the placeholder', url('https://placeholder'), /placeholder/, /user access URL|URL/],
  [
    'the login URL of Entra ID',
    url('https://login.microsoftonline.com/5b0e6c1d-8f2a-4c37-9d41-7e60a2b8c3f5/saml2'),
    /login\.microsoftonline\.com/,
    /URL/,
  ],
  [
    'a relay state URL as user access URL',
    url('https://workspaces.euc-sso.eu-central-1.aws.amazon.com/sso-idp?registrationCode=SLiad+7UQFN3'),
    /euc-sso/,
    /URL/,
  ],
  [
    'an IP access control group without rules',
    directoryWith({}, { ipGroups: [{ id: 'wsipg-0example1', rules: [] }] }),
    /no rules/,
    /wsipg-0example1|rule/,
  ],
  [
    'every client type is denied',
    directoryWith({
      access: Object.fromEntries(
        ['Windows', 'Osx', 'Web', 'Ios', 'Android', 'ChromeOs', 'ZeroClient', 'Linux'].map((type) => [
          `DeviceType${type}`,
          'DENY',
        ]),
      ),
    }),
    /client/,
    /DeviceType|client/,
  ],
  [
    'the directory is not registered',
    directoryWith({ state: 'ERROR' }),
    /registration of directory d-906731a2b4/,
    /d-906731a2b4|[Rr]egister/,
  ],
  [
    'the AD Connector does not work',
    directoryWith({}, { directoryService: { 'd-906731a2b4': { type: 'ADConnector', stage: 'Inoperable' } } }),
    /Inoperable/,
    /d-906731a2b4|AD Connector/,
  ],
  ['the stack is spelled in another letter case', { roles: [apps], stacks: [{ name: 'design' }] }, /Design/, /design/],
  ['the stack has no fleet', { roles: [apps], stacks: [{ name: 'Design', fleets: [] }] }, /fleet/, /fleet/],
];

describe('nobody can sign in', () => {
  it.each(lockOuts)('because of %s: the first problem says so, and how to fix it', (_, given, title, fix) => {
    const { problems, paths } = assess(accountOf(exampleSnapshot(given)), rules);
    const [first] = problems;
    expect(first?.effect).toBe('locked-out');
    expect(first?.title).toMatch(title);
    expect(`${first?.fix} ${first?.suggestion ?? ''}`).toMatch(fix);
    expect(paths.every(({ status }) => status === 'blocked')).toBe(true);
    expect(problems.filter(({ effect }) => effect === 'locked-out')).toHaveLength(1);
  });
});
