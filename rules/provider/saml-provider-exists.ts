import type { Account } from '../../lib/federation/account.ts';
import { guideWorkspacesPolicy, serviceTrust, type ExampleAccount } from '../../lib/rule/example.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, list, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

const id = 'd-906731a2b4';
const role = { name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } };
const without: ExampleAccount = { providers: [] };

export default defineRule({
  id: 'saml-provider-exists',
  title: 'Account that streams with SAML has a SAML provider in IAM',
  severity: 'high',
  rationale:
    'The SAML provider is what makes AWS believe an identity provider. Where a directory or a role expects SAML and there is none, ' +
    'no assertion is accepted and nobody gets in. Providers of IAM Identity Center do not count: it manages them for its own roles.',
  sources: [
    workspacesGuide('Step 1'),
    appstreamGuide('Step 1'),
    iamGuide('Troubleshoot SAML federation with IAM', 'troubleshoot_saml'),
  ],
  statements: ['P1'],
  reads: ['iam:ListSAMLProviders', 'iam:GetAccountAuthorizationDetails', 'workspaces:DescribeWorkspaceDirectories'],
  userSees: `"Specified provider doesn't exist."`,
  remediation: {
    summary:
      'Create a SAML provider from the metadata document of the identity provider, under the name that the roles trust.',
    cli: 'aws iam create-saml-provider --name NAME --saml-metadata-document file://metadata.xml',
    console: 'IAM → Identity providers → Add provider → SAML.',
  },
  evaluate: { account: (_subject, account) => judge(account) },
  examples: {
    pass: [
      { name: 'a directory signs in with SAML', given: { directories: [{ id }] } },
      { name: 'a streaming role trusts it', given: { roles: [role] } },
    ],
    fail: [
      {
        name: 'a directory signs in with SAML, and there is no provider',
        given: { ...without, directories: [{ id }] },
      },
      {
        name: 'a directory falls back to passwords, and there is no provider',
        given: { ...without, directories: [{ id, saml: { status: 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK' } }] },
      },
      { name: 'a streaming role trusts a provider that is gone', given: { ...without, roles: [role] } },
      {
        name: "the only provider is IAM Identity Center's",
        given: {
          roles: [role],
          providers: [{ name: 'AWSSSO_0123456789abcdef_DO_NOT_DELETE', ownedByIdentityCenter: true }],
        },
      },
    ],
    notApplicable: [
      { name: 'nothing streams with SAML', given: { ...without, directories: [{ id, saml: { status: 'DISABLED' } }] } },
    ],
    unknown: [
      { name: 'the providers could not be listed', given: { roles: [role], unread: ['iam:ListSAMLProviders'] } },
      {
        name: 'no role streams, and the directories could not be listed',
        given: {
          ...without,
          roles: [{ ...role, trust: serviceTrust }],
          unread: ['workspaces:DescribeWorkspaceDirectories'],
        },
      },
    ],
  },
});

function judge(account: Account): Verdict {
  const user = userOfSaml(account);
  if (user === undefined) return notApplicable('No directory signs in with SAML, and no role streams with it.');
  const providers = list(account.providers);
  const names = providers.map(({ name }) => name).join(', ');
  const seen = { path: 'SAMLProviderList', actual: names === '' ? 'none' : names, expected: 'at least one' };
  return providers.length > 0
    ? pass(`SAML sign-in can go through ${names}.`, seen)
    : fail(`${user} expects SAML sign-in, but this account has no SAML provider of its own.`, [seen]);
}

/** One directory or role that uses SAML; whatever can be read decides before what cannot. */
function userOfSaml(account: Account): string | undefined {
  const regions = account.regions.map((region) => account.directories(region));
  const directory = regions
    .flatMap((directories) => (directories.state === 'known' ? directories.value : []))
    .find(({ saml }) => saml.status.startsWith('ENABLED'));
  if (directory !== undefined) return `Directory ${directory.id} in ${directory.region}`;
  const { streamRoles } = account;
  const roles = streamRoles.state === 'known' ? streamRoles.value : [];
  const role = roles.find(({ scope }) => scope === 'stream');
  if (role !== undefined) return `Role ${role.role.name}`;

  for (const directories of regions) need(directories);
  need(streamRoles);
  for (const { scope, trust, policies } of roles) {
    if (scope !== 'undetermined') continue;
    need(trust);
    need(policies);
  }
  return undefined;
}
