import type { Account } from '../../lib/federation/account.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { parseArn } from '../../lib/model/arn.ts';
import type { Directory } from '../../lib/model/snapshot.ts';
import { hasWildcard, matchGlob } from '../../lib/policy/wildcard.ts';
import { isPool, moving, samlOn } from '../../lib/rule/directory-scope.ts';
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
  evaluate: { 'workspaces.directory': judge },
});

function judge(directory: Directory, account: Account): Verdict {
  const seen = { path: 'SamlProperties.Status', actual: directory.saml.status, expected: 'ENABLED' };
  const transition = moving(directory);
  if (transition !== undefined) return transition;
  if (isPool(directory)) {
    return notApplicable('A Pools directory: workspaces-pool-directory-ready says whether its sign-in is set up.');
  }
  const on = samlOn(directory);
  if (on === true) return pass('SAML is on.', seen);
  if (on !== false) return unknown(`${on.unclear}.`);

  const roles = list(account.streamRoles).filter((role) => role.scope !== 'no-saml');
  const naming = roles.filter((role) => role.scope === 'stream' && names(role, directory.arn));
  if (naming.length > 0) {
    const who = naming.map(({ role }) => role.name).join(', ');
    return fail(
      `SAML is off, although streaming role ${who} names the directory: users sign in with the directory password.`,
      [seen],
    );
  }
  for (const role of roles) {
    need(role.policies);
    if (names(role, directory.arn)) need(role.trust);
  }
  return notApplicable('SAML is off, and no streaming role names the directory.');
}

/** The id is written out: a wildcard over all directories does not say that this one is meant. */
const names = (role: StreamRole, arn: string): boolean =>
  role.grants.some(
    ({ service, statement: { resources } }) =>
      service === 'workspaces' &&
      resources?.negated === false &&
      resources.patterns.some((pattern) => matchGlob(pattern, arn) && !hasWildcard(parseArn(pattern)?.resource ?? '*')),
  );
