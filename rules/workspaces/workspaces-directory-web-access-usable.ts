import type { Account } from '../../lib/federation/account.ts';
import { absent } from '../../lib/model/fact.ts';
import type { Directory } from '../../lib/model/snapshot.ts';
import { isPool, outsideSaml } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide, workspacesPage } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

const id = 'd-906731a2b4';
const web = (DeviceTypeWeb: string, pcoip: number) => ({
  directories: [{ id, access: { DeviceTypeWeb } }],
  workspaces: { [id]: { total: 12, pcoip } },
});

export default defineRule({
  id: 'workspaces-directory-web-access-usable',
  title: 'Web Access is offered only where every WorkSpace can be used with it after a SAML sign-in',
  severity: 'low',
  rationale:
    'PCoIP is not supported in the browser after a SAML sign-in: users of PCoIP WorkSpaces who choose the browser sign in ' +
    'and get no desktop. Web Access being off is no fault.',
  sources: [workspacesGuide('Step 7.9 and its note'), workspacesPage('WorkSpaces Web Access', 'web-access')],
  statements: ['W23'],
  reads: ['workspaces:DescribeWorkspaceDirectories', 'workspaces:DescribeWorkspaces'],
  userSees: 'In the browser, the sign-in succeeds and the desktop does not start.',
  remediation: {
    summary: 'Move these WorkSpaces to DCV (WSP), or deny Web Access in the directory.',
    cli: 'aws workspaces modify-workspace-properties --workspace-id WORKSPACE_ID --workspace-properties Protocols=WSP\naws workspaces modify-workspace-access-properties --resource-id DIRECTORY_ID --workspace-access-properties DeviceTypeWeb=DENY',
    console: 'WorkSpaces → Directories → the directory → Other platforms → Edit → Web Access.',
  },
  evaluate: { 'workspaces.directory': judge },
  examples: {
    pass: [
      { name: 'Web Access is off', given: web('DENY', 3) },
      { name: 'no PCoIP WorkSpaces', given: web('ALLOW', 0) },
      {
        name: 'AWS says nothing about Web Access, but there is no PCoIP WorkSpace',
        given: { directories: [{ id, access: {} }], workspaces: { [id]: { total: 12, pcoip: 0 } } },
      },
    ],
    fail: [{ name: 'PCoIP WorkSpaces', given: web('ALLOW', 3) }],
    notApplicable: [
      { name: 'SAML is off', given: { directories: [{ id, saml: { status: 'DISABLED' } }] } },
      { name: 'a Pools directory', given: { directories: [{ id: 'wsd-4k7m2x9qp', workspaceType: 'POOLS' }] } },
    ],
    unknown: [
      {
        name: 'WorkSpaces could not be counted',
        given: { ...web('ALLOW', 0), unread: ['workspaces:DescribeWorkspaces'] },
      },
      {
        name: 'AWS says nothing about Web Access, and there are PCoIP WorkSpaces',
        given: { directories: [{ id, access: {} }], workspaces: { [id]: { total: 12, pcoip: 3 } } },
      },
    ],
  },
});

function judge(directory: Directory, account: Account): Verdict {
  const outside = outsideSaml(directory);
  if (outside !== undefined) return outside;
  if (isPool(directory))
    return notApplicable('AWS documents the limit of Web Access for WorkSpaces Personal only, not for Pools.');
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
  return fail(`Web Access is on, and ${those}, which the browser does not support after a SAML sign-in.`, [
    { ...seen, expected: 'DENY' },
    protocols,
  ]);
}
