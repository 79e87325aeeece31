import type { Account } from '../../lib/federation/account.ts';
import type { Directory } from '../../lib/model/snapshot.ts';
import { moving } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import type { Settings } from '../../lib/rule/settings.ts';
import { workspacesGuide, workspacesPage } from '../../lib/rule/sources.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

const id = 'd-906731a2b4';
const settings = { endpointEncryptionMode: 'FIPS_VALIDATED' } as const;

export default defineRule({
  id: 'workspaces-directory-encryption-mode',
  title: 'Endpoint encryption of the directory is the one that was chosen',
  severity: 'informational',
  rationale:
    'FedRAMP and DoD SRG ask for FIPS-validated endpoint encryption, which is set per directory, and only as long as it has ' +
    'no WorkSpaces with the standard one. Which one is right depends on the organization, so the rule is off until ' +
    'endpointEncryptionMode is configured. The FIPS relay state host is chosen at the identity provider and cannot be seen.',
  sources: [
    workspacesGuide('Step 6, table'),
    workspacesPage('FedRAMP authorization or DoD SRG compliance', 'fips-encryption'),
  ],
  statements: ['W31'],
  reads: ['workspaces:DescribeWorkspaceDirectories'],
  remediation: {
    summary:
      'Set the endpoint encryption in a directory without WorkSpaces; for one that has some, make a new directory.',
    cli: 'aws workspaces modify-endpoint-encryption-mode --directory-id DIRECTORY_ID --endpoint-encryption-mode FIPS_VALIDATED',
    console: 'WorkSpaces → Directories → the directory → Endpoint encryption → Edit.',
  },
  evaluate: { 'workspaces.directory': judge },
  examples: {
    pass: [{ name: 'as configured', given: { directories: [{ id, encryptionMode: 'FIPS_VALIDATED' }] }, settings }],
    fail: [{ name: 'standard, where FIPS is asked for', given: { directories: [{ id }] }, settings }],
    notApplicable: [
      { name: 'nothing is configured', given: { directories: [{ id }] } },
      { name: 'the directory is being registered', given: { directories: [{ id, state: 'REGISTERING' }] }, settings },
    ],
    unknown: [
      {
        name: 'directories could not be listed',
        given: { unread: ['workspaces:DescribeWorkspaceDirectories'] },
        settings,
      },
    ],
  },
});

function judge(directory: Directory, _account: Account, { endpointEncryptionMode: expected }: Settings): Verdict {
  if (expected === undefined) return notApplicable('endpointEncryptionMode is not configured.');
  const transition = moving(directory);
  if (transition !== undefined) return transition;
  const actual = directory.encryptionMode;
  if (actual === undefined) return unknown('AWS does not say which endpoint encryption the directory has.');
  const seen = { path: 'EndpointEncryptionMode', actual, expected };
  return actual === expected
    ? pass(`Endpoint encryption is ${actual}, as configured.`, seen)
    : fail(`Endpoint encryption is ${actual}; ${expected} is configured.`, [seen]);
}
