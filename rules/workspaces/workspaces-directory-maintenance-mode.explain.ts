import { defineExplanation } from '../../lib/explain/explanation.ts';

const id = 'd-906731a2b4';

export default defineExplanation({
  rationale:
    'In maintenance mode, WorkSpaces of the directory install updates of Windows during a weekly window. Without it, only ' +
    'your own tools patch them. The CIS AWS End User Compute Services Benchmark asks for patches and updates.',
  cli:
    'aws workspaces modify-workspace-creation-properties --resource-id DIRECTORY_ID \\\n' +
    '  --workspace-creation-properties EnableMaintenanceMode=true',
  console: 'WorkSpaces → Directories → the directory → Maintenance mode → Edit.',
  examples: {
    pass: [{ name: 'enabled', says: 'Maintenance mode is enabled.', given: { directories: [{ id }] } }],
    fail: [
      {
        name: 'disabled',
        severity: 'low',
        says: 'Maintenance mode is disabled, so WorkSpaces does not install updates of the operating system.',
        given: { directories: [{ id, maintenanceMode: false }] },
      },
    ],
    notApplicable: [
      {
        name: 'WorkSpaces Pools',
        says: 'This is a WorkSpaces Pools directory.',
        given: { directories: [{ id: 'wsd-4k7m2x9qp', workspaceType: 'POOLS', maintenanceMode: false }] },
      },
    ],
    unknown: [
      {
        name: 'directories could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call workspaces:DescribeWorkspaceDirectories.',
        given: { unread: ['workspaces:DescribeWorkspaceDirectories'] },
      },
    ],
  },
});
