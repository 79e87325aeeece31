import type { Account } from '../../lib/federation/account.ts';
import type { Directory } from '../../lib/model/snapshot.ts';
import { registered } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import type { Settings } from '../../lib/rule/settings.ts';
import { workspacesGuide, workspacesPage } from '../../lib/rule/sources.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'workspaces-directory-encryption-mode',
  title: 'Endpoint encryption of the directory is the one that was chosen',
  severity: 'informational',
  effect: 'advice',
  sources: [
    workspacesGuide('Step 6, table'),
    workspacesPage('FedRAMP authorization or DoD SRG compliance', 'fips-encryption'),
  ],
  statements: ['W31'],
  reads: ['workspaces:DescribeWorkspaceDirectories'],
  remediation:
    'Set the endpoint encryption in a directory without WorkSpaces; for one that has some, make a new directory.',
  evaluate: { 'workspaces.directory': { scope: [registered], judge } },
});

function judge(directory: Directory, _account: Account, { endpointEncryptionMode: expected }: Settings): Verdict {
  if (expected === undefined) return notApplicable('endpointEncryptionMode is not configured.');
  const actual = directory.encryptionMode;
  if (actual === undefined) return unknown('AWS does not say which endpoint encryption the directory has.');
  const seen = { path: 'EndpointEncryptionMode', actual, expected };
  return actual === expected
    ? pass(`Endpoint encryption is ${actual}, as configured.`, seen)
    : fail(`Endpoint encryption is ${actual}; ${expected} is configured.`, [seen]);
}
