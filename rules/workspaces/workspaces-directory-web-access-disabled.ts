import type { Account } from '../../lib/federation/account.ts';
import type { Directory } from '../../lib/model/snapshot.ts';
import { personal, samlDirectories } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesPage } from '../../lib/rule/sources.ts';
import type { Settings } from '../../lib/rule/settings.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'workspaces-directory-web-access-disabled',
  title: 'WorkSpaces directory has Web Access disabled where the configuration asks for it',
  severity: 'low',
  effect: 'advice',
  sources: [workspacesPage('WorkSpaces Web Access', 'web-access')],
  statements: ['X15'],
  reads: ['workspaces:DescribeWorkspaceDirectories'],
  remediation: 'Deny Web Access for the directory, after users who rely on it have a client.',
  evaluate: { 'workspaces.directory': { scope: [...samlDirectories, personal], judge } },
});

function judge({ id, access }: Directory, _account: Account, { webAccess: expected }: Settings): Verdict {
  if (expected === undefined) return notApplicable('webAccess is not configured.');
  const actual = access['DeviceTypeWeb'];
  if (actual === undefined) return unknown('AWS did not say whether Web Access is allowed.');
  const seen = { path: 'WorkspaceAccessProperties.DeviceTypeWeb', actual, expected };
  return actual === expected
    ? pass('Web Access is denied, as configured.', seen)
    : fail('Web Access is allowed, and the configuration denies it.', [seen], {
        remediation: `Deny Web Access for directory ${id}, after users who rely on it have a client.`,
      });
}
