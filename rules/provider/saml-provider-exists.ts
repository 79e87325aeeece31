import type { Account } from '../../lib/federation/account.ts';
import { samlDirectories } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { within } from '../../lib/rule/scope.ts';
import { fail, list, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'saml-provider-exists',
  title: 'Account that streams with SAML has a SAML provider in IAM',
  severity: 'high',
  effect: 'locked-out',
  sources: [
    workspacesGuide('Step 1'),
    appstreamGuide('Step 1'),
    iamGuide('Troubleshoot SAML federation with IAM', 'troubleshoot_saml'),
  ],
  statements: ['P1'],
  reads: ['iam:ListSAMLProviders', 'iam:GetAccountAuthorizationDetails', 'workspaces:DescribeWorkspaceDirectories'],
  userSees: `"Specified provider doesn't exist."`,
  remediation:
    'Create a SAML provider from the metadata document of the identity provider, under the name that the roles trust.',
  evaluate: { account: { scope: [], judge: (_subject, account) => judge(account) } },
});

function judge(account: Account): Verdict {
  const user = userOfSaml(account);
  if (typeof user !== 'string') return user;
  const providers = list(account.providers);
  const names = providers.map(({ name }) => name).join(', ');
  const seen = { path: 'SAMLProviderList', actual: names === '' ? 'none' : names, expected: 'at least one' };
  return providers.length > 0
    ? pass(`SAML sign-in can go through ${names}.`, seen)
    : fail(`${user} expects SAML sign-in, but this account has no SAML provider of its own.`, [seen], {
        cause: { kind: 'no-saml-provider', parameters: {} },
      });
}

/** One directory or role that uses SAML, or why none does; whatever can be read decides before what cannot. */
function userOfSaml(account: Account): string | Verdict {
  const regions = account.regions.map((region) => account.directories(region));
  const listed = regions.flatMap((directories) => (directories.state === 'known' ? directories.value : []));
  const { inside, doubt } = within(samlDirectories, listed);
  const [directory] = inside;
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
  return doubt ?? notApplicable('No directory signs in with SAML, and no role streams with it.');
}
