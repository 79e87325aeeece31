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
