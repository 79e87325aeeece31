import type { Account } from '../../lib/federation/account.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { parseArn } from '../../lib/model/arn.ts';
import type { Directory } from '../../lib/model/snapshot.ts';
import { hasWildcard, matchGlob } from '../../lib/policy/wildcard.ts';
import { personal, registered, samlOn } from '../../lib/rule/directory-scope.ts';
import { isOfIdentityCenter } from '../../lib/model/directory-kind.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, list, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'workspaces-directory-saml-enabled',
  title: 'SAML is on in a directory that a streaming role names',
  severity: 'high',
  effect: 'locked-out',
  sources: [workspacesGuide('Step 7.3 to 7.6 and 7.10')],
  statements: ['W19'],
  reads: ['workspaces:DescribeWorkspaceDirectories', 'iam:GetAccountAuthorizationDetails'],
  userSees: 'The client asks for the directory password instead of opening the identity provider.',
  remediation: 'Turn SAML 2.0 authentication on in the directory, or take the directory out of the role.',
  evaluate: { 'workspaces.directory': { scope: [registered, personal], judge } },
});

function judge(directory: Directory, account: Account): Verdict {
  if (isOfIdentityCenter(directory)) return judgeIdentityCenter(directory, account);
  const seen = { path: 'SamlProperties.Status', actual: directory.saml.status, expected: 'ENABLED' };
  const on = samlOn(directory);
  if (on === true) return pass('SAML is on.', seen);
  if (on !== false) return unknown(`${on.unclear}.`);
  const who = rolesNaming(directory, account);
  if (who === undefined) return notApplicable('SAML is off, and no streaming role names the directory.');
  return fail(
    `SAML authentication is disabled in directory ${directory.id}, although streaming role ${who} specifies it. Users sign in with the directory password.`,
    [seen],
    {
      cause: { kind: 'directory-saml-disabled', parameters: {} },
      remediation: `Enable SAML 2.0 authentication in directory ${directory.id} in ${directory.region}, or remove the directory from the policies of ${who}.`,
    },
  );
}

function judgeIdentityCenter(directory: Directory, account: Account): Verdict {
  const who = rolesNaming(directory, account);
  if (who === undefined) {
    return notApplicable('Users of this directory sign in with IAM Identity Center, and no streaming role names it.');
  }
  return fail(
    `Streaming role ${who} names the directory, but AWS does not support SAML 2.0 federation for it. Its users sign in with IAM Identity Center.`,
    [
      {
        path: 'UserIdentityType',
        actual: directory.userIdentityType ?? 'missing',
        expected: 'AWS_DIRECTORY_SERVICE or CUSTOMER_MANAGED',
      },
    ],
    {
      severity: 'medium',
      cause: { kind: 'saml-not-supported', parameters: {} },
      remediation: `Remove the directory from the policies of ${who}: its users need no role to stream.`,
      userSees: 'The client opens the sign-in page of IAM Identity Center.',
    },
  );
}

/**
 * The streaming roles that name the directory, for people; `undefined` when none does.
 * @throws {Unread} when a role that could not be read may name it
 */
function rolesNaming({ arn }: Directory, account: Account): string | undefined {
  const roles = list(account.streamRoles).filter((role) => role.scope !== 'no-saml');
  const naming = roles.filter((role) => role.scope === 'stream' && names(role, arn));
  if (naming.length > 0) return naming.map(({ role }) => role.name).join(', ');
  for (const role of roles) {
    need(role.policies);
    if (names(role, arn)) need(role.trust);
  }
  return undefined;
}

/** The id is written out: a wildcard over all directories does not say that this one is meant. */
const names = (role: StreamRole, arn: string): boolean =>
  role.grants.some(
    ({ service, statement: { resources } }) =>
      service === 'workspaces' &&
      resources?.negated === false &&
      resources.patterns.some((pattern) => matchGlob(pattern, arn) && !hasWildcard(parseArn(pattern)?.resource ?? '*')),
  );
