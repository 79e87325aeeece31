import { defineExplanation } from '../../lib/explain/explanation.ts';

const id = 'd-906731a2b4';

const web = (DeviceTypeWeb: string, pcoip: number) => ({
  directories: [{ id, access: { DeviceTypeWeb } }],
  workspaces: { [id]: { total: 12, pcoip } },
});

export default defineExplanation({
  rationale:
    'PCoIP is not supported in the browser after a SAML sign-in: users of PCoIP WorkSpaces who choose the browser sign in ' +
    'and get no desktop. Web Access being off is no fault.',
  cli: 'aws workspaces modify-workspace-properties --workspace-id WORKSPACE_ID --workspace-properties Protocols=WSP\naws workspaces modify-workspace-access-properties --resource-id DIRECTORY_ID --workspace-access-properties DeviceTypeWeb=DENY',
  console: 'WorkSpaces → Directories → the directory → Other platforms → Edit → Web Access.',
  examples: {
    pass: [
      { name: 'Web Access is off', says: 'Web Access is off.', given: web('DENY', 3) },
      { name: 'no PCoIP WorkSpaces', says: 'No WorkSpace of the directory uses PCoIP.', given: web('ALLOW', 0) },
      {
        name: 'AWS says nothing about Web Access, but there is no PCoIP WorkSpace',
        says: 'No WorkSpace of the directory uses PCoIP.',
        given: { directories: [{ id, access: {} }], workspaces: { [id]: { total: 12, pcoip: 0 } } },
      },
    ],
    fail: [
      {
        name: 'PCoIP WorkSpaces',
        severity: 'low',
        says: 'Web Access is on, and 3 WorkSpaces use PCoIP, which the browser does not support after a SAML sign-in.',
        given: web('ALLOW', 3),
      },
    ],
    notApplicable: [
      {
        name: 'SAML is off',
        says: 'SAML authentication is disabled in this directory.',
        given: { directories: [{ id, saml: { status: 'DISABLED' } }] },
      },
      {
        name: 'a Pools directory',
        says: 'This is a WorkSpaces Pools directory.',
        given: { directories: [{ id: 'wsd-4k7m2x9qp', workspaceType: 'POOLS' }] },
      },
    ],
    unknown: [
      {
        name: 'WorkSpaces could not be counted',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call workspaces:DescribeWorkspaces.',
        given: { ...web('ALLOW', 0), unread: ['workspaces:DescribeWorkspaces'] },
      },
      {
        name: 'AWS says nothing about Web Access, and there are PCoIP WorkSpaces',
        says: '3 WorkSpaces use PCoIP, and AWS does not say whether Web Access is allowed.',
        given: { directories: [{ id, access: {} }], workspaces: { [id]: { total: 12, pcoip: 3 } } },
      },
    ],
  },
});
