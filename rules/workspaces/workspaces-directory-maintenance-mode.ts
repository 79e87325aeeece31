import type { Directory } from '../../lib/model/snapshot.ts';
import { personal, samlDirectories } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesPage } from '../../lib/rule/sources.ts';
import { fail, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'workspaces-directory-maintenance-mode',
  title: 'WorkSpaces directory has maintenance mode enabled',
  severity: 'low',
  effect: 'advice',
  sources: [workspacesPage('WorkSpace maintenance', 'workspace-maintenance')],
  statements: ['X13'],
  reads: ['workspaces:DescribeWorkspaceDirectories'],
  remediation: 'Enable maintenance mode for the directory, unless another tool updates its WorkSpaces.',
  evaluate: { 'workspaces.directory': { scope: [...samlDirectories, personal], judge } },
});

function judge({ id, maintenanceMode: enabled }: Directory): Verdict {
  if (enabled === undefined) return unknown('AWS did not say whether maintenance mode is enabled.');
  const seen = { path: 'WorkspaceCreationProperties.EnableMaintenanceMode', actual: String(enabled), expected: 'true' };
  return enabled
    ? pass('Maintenance mode is enabled.', seen)
    : fail('Maintenance mode is disabled, so WorkSpaces does not install updates of the operating system.', [seen], {
        remediation: `Enable maintenance mode for directory ${id}, unless another tool updates its WorkSpaces.`,
      });
}
