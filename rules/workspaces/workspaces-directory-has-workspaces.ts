import type { Account } from '../../lib/federation/account.ts';
import { absent } from '../../lib/model/fact.ts';
import type { Directory } from '../../lib/model/snapshot.ts';
import { isPool, outsideSaml } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

const id = 'd-906731a2b4';

export default defineRule({
  id: 'workspaces-directory-has-workspaces',
  title: 'Directory with SAML has WorkSpaces',
  severity: 'informational',
  rationale:
    'Who is allowed to use the application at the identity provider does not get a WorkSpace by that. In a directory without ' +
    'any, every sign-in ends without a desktop, or the directory is a leftover that still has to be watched. Whether each ' +
    'user has one cannot be told: who may sign in is known to the identity provider only.',
  sources: [workspacesGuide('prerequisite 4 and Step 4, Important')],
  statements: ['W18'],
  reads: ['workspaces:DescribeWorkspaceDirectories', 'workspaces:DescribeWorkspaces'],
  userSees: '"No WorkSpace found under your username", after a sign-in that succeeded.',
  remediation: {
    summary: 'Create WorkSpaces for the users who sign in with SAML, or deregister a directory that is no longer used.',
    cli: 'aws workspaces create-workspaces --workspaces DirectoryId=DIRECTORY_ID,UserName=USER,BundleId=BUNDLE_ID',
    console: 'WorkSpaces → WorkSpaces → Personal → Create WorkSpaces.',
  },
  evaluate: { 'workspaces.directory': judge },
  examples: {
    pass: [{ name: 'desktops', given: { directories: [{ id }], workspaces: { [id]: { total: 12, pcoip: 0 } } } }],
    fail: [{ name: 'none', given: { directories: [{ id }], workspaces: { [id]: { total: 0, pcoip: 0 } } } }],
    notApplicable: [
      { name: 'SAML is off', given: { directories: [{ id, saml: { status: 'DISABLED' } }] } },
      { name: 'a Pools directory', given: { directories: [{ id: 'wsd-4k7m2x9qp', workspaceType: 'POOLS' }] } },
    ],
    unknown: [
      {
        name: 'WorkSpaces could not be counted',
        given: { directories: [{ id }], unread: ['workspaces:DescribeWorkspaces'] },
      },
    ],
  },
});

function judge(directory: Directory, account: Account): Verdict {
  const outside = outsideSaml(directory);
  if (outside !== undefined) return outside;
  if (isPool(directory))
    return notApplicable('A Pools directory: desktops come from the pool, none belongs to a user.');
  const counts = need(account.snapshot.byRegion[directory.region]?.workspaces ?? absent());
  if (counts === undefined) return unknown('The WorkSpaces of this Region were not counted.');
  const { total } = counts[directory.id] ?? { total: 0 };
  const seen = { path: 'DescribeWorkspaces.Workspaces', actual: String(total), expected: 'at least 1' };
  return total > 0
    ? pass(`The directory has ${total} ${total === 1 ? 'WorkSpace' : 'WorkSpaces'}.`, seen)
    : fail('SAML is on, but the directory has no WorkSpaces: whoever signs in finds no desktop.', [seen]);
}
