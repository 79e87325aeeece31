import type { Account } from '../../lib/federation/account.ts';
import { absent } from '../../lib/model/fact.ts';
import type { Directory } from '../../lib/model/snapshot.ts';
import { personal, samlDirectories } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesPage } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'workspaces-directory-volumes-encrypted',
  title: 'WorkSpaces of the directory have encrypted user and root volumes',
  severity: 'low',
  effect: 'advice',
  sources: [workspacesPage('Encrypted WorkSpaces', 'encrypt-workspaces')],
  statements: ['X12'],
  reads: ['workspaces:DescribeWorkspaceDirectories', 'workspaces:DescribeWorkspaces'],
  remediation: 'Create WorkSpaces with encrypted volumes: volumes of an existing WorkSpace cannot be encrypted.',
  evaluate: { 'workspaces.directory': { scope: [...samlDirectories, personal], judge } },
});

function judge({ id, region }: Directory, account: Account): Verdict {
  const counts = need(account.snapshot.byRegion[region]?.workspaces ?? absent());
  if (counts === undefined) return unknown('The WorkSpaces of this Region were not counted.');
  const { total = 0, withoutEncryption = 0 } = counts[id] ?? {};
  if (total === 0) return notApplicable('The directory has no WorkSpaces.');
  const seen = {
    path: 'DescribeWorkspaces.Workspaces',
    actual: `${total - withoutEncryption} of ${total} with both volumes encrypted`,
    expected: `${total} of ${total}`,
  };
  return withoutEncryption === 0
    ? pass('AWS reports encrypted volumes for all WorkSpaces.', seen)
    : fail(`AWS reports no encryption of a volume for ${withoutEncryption} of ${total} WorkSpaces.`, [seen], {
        remediation: `Create new WorkSpaces of directory ${id} with encrypted volumes: volumes of an existing WorkSpace cannot be encrypted.`,
      });
}
