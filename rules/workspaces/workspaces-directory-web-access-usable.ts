import type { Account } from '../../lib/federation/account.ts';
import { absent } from '../../lib/model/fact.ts';
import type { Directory } from '../../lib/model/snapshot.ts';
import { personal, samlDirectories } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide, workspacesPage } from '../../lib/rule/sources.ts';
import { fail, need, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'workspaces-directory-web-access-usable',
  title: 'Web Access is offered only where every WorkSpace can be used with it after a SAML sign-in',
  severity: 'low',
  effect: 'at-risk',
  sources: [workspacesGuide('Step 7.9 and its note'), workspacesPage('WorkSpaces Web Access', 'web-access')],
  statements: ['W23'],
  reads: ['workspaces:DescribeWorkspaceDirectories', 'workspaces:DescribeWorkspaces'],
  userSees: 'In the browser, the sign-in succeeds and the desktop does not start.',
  remediation: 'Move these WorkSpaces to DCV (WSP), or deny Web Access in the directory.',
  evaluate: { 'workspaces.directory': { scope: [...samlDirectories, personal], judge } },
});

function judge(directory: Directory, account: Account): Verdict {
  const actual = directory.access['DeviceTypeWeb'] ?? 'missing';
  const seen = { path: 'WorkspaceAccessProperties.DeviceTypeWeb', actual };
  if (actual === 'DENY') return pass('Web Access is off.', seen);

  const counts = need(account.snapshot.byRegion[directory.region]?.workspaces ?? absent());
  if (counts === undefined) return unknown('The WorkSpaces of this Region were not counted.');
  const { pcoip } = counts[directory.id] ?? { pcoip: 0 };
  const protocols = { path: 'WorkspaceProperties.Protocols', actual: `PCOIP on ${pcoip}`, expected: 'PCOIP on none' };
  if (pcoip === 0) return pass('No WorkSpace of the directory uses PCoIP.', seen, protocols);
  const those = `${pcoip} ${pcoip === 1 ? 'WorkSpace uses' : 'WorkSpaces use'} PCoIP`;
  if (actual !== 'ALLOW') return unknown(`${those}, and AWS does not say whether Web Access is allowed.`);
  return fail(
    `Web Access is on, and ${those}, which the browser does not support after a SAML sign-in.`,
    [{ ...seen, expected: 'DENY' }, protocols],
    {
      cause: { kind: 'web-access-with-pcoip', parameters: {} },
      remediation: `Change the PCoIP WorkSpaces of directory ${directory.id} in ${directory.region} to DCV, or deny Web Access there.`,
    },
  );
}
