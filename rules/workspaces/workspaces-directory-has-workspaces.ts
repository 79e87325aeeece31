import type { Account } from '../../lib/federation/account.ts';
import { absent } from '../../lib/model/fact.ts';
import type { Directory } from '../../lib/model/snapshot.ts';
import { personal, samlDirectories } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'workspaces-directory-has-workspaces',
  title: 'Directory with SAML has WorkSpaces',
  severity: 'informational',
  effect: 'advice',
  sources: [workspacesGuide('prerequisite 4 and Step 4, Important')],
  statements: ['W18'],
  reads: ['workspaces:DescribeWorkspaceDirectories', 'workspaces:DescribeWorkspaces'],
  userSees: '"No WorkSpace found under your username", after a sign-in that succeeded.',
  remediation:
    'Create WorkSpaces for the users who sign in with SAML, or deregister a directory that is no longer used.',
  evaluate: { 'workspaces.directory': { scope: [...samlDirectories, personal], judge } },
});

function judge(directory: Directory, account: Account): Verdict {
  const counts = need(account.snapshot.byRegion[directory.region]?.workspaces ?? absent());
  if (counts === undefined) return unknown('The WorkSpaces of this Region were not counted.');
  const { total } = counts[directory.id] ?? { total: 0 };
  const seen = { path: 'DescribeWorkspaces.Workspaces', actual: String(total), expected: 'at least 1' };
  return total > 0
    ? pass(`The directory has ${total} ${total === 1 ? 'WorkSpace' : 'WorkSpaces'}.`, seen)
    : fail('SAML is on, but the directory has no WorkSpaces: whoever signs in finds no desktop.', [seen]);
}
