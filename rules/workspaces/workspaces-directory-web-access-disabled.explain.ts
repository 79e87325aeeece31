import { defineExplanation } from '../../lib/explain/explanation.ts';

const id = 'd-906731a2b4';

const settings = { webAccess: 'DENY' } as const;

export default defineExplanation({
  rationale:
    'A browser on any device reaches a WorkSpace with Web Access. The CIS AWS End User Compute Services Benchmark asks to ' +
    'disable it, and the guide for SAML describes how to use it: the rule is off until webAccess is configured.',
  cli:
    'aws workspaces modify-workspace-access-properties --resource-id DIRECTORY_ID \\\n' +
    '  --workspace-access-properties DeviceTypeWeb=DENY',
  console: 'WorkSpaces → Directories → the directory → Other platforms → Edit → Web Access.',
  examples: {
    pass: [
      {
        name: 'denied',
        says: 'Web Access is denied, as configured.',
        given: { directories: [{ id, access: { DeviceTypeWeb: 'DENY' } }] },
        settings,
      },
    ],
    fail: [
      {
        name: 'allowed',
        severity: 'low',
        says: 'Web Access is allowed, and the configuration denies it.',
        given: { directories: [{ id, access: { DeviceTypeWeb: 'ALLOW' } }] },
        settings,
      },
    ],
    notApplicable: [
      { name: 'nothing is configured', says: 'webAccess is not configured.', given: { directories: [{ id }] } },
    ],
    unknown: [
      {
        name: 'AWS does not say',
        says: 'AWS did not say whether Web Access is allowed.',
        given: { directories: [{ id, access: {} }] },
        settings,
      },
      {
        name: 'directories could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call workspaces:DescribeWorkspaceDirectories.',
        given: { unread: ['workspaces:DescribeWorkspaceDirectories'] },
        settings,
      },
    ],
  },
});
