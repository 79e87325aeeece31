import { defineExplanation } from '../../lib/explain/explanation.ts';

export default defineExplanation({
  rationale:
    'The relay state that the identity provider sends must point at the relay endpoint of the Region. Where AWS documents ' +
    'none, there is nothing to configure, and sign-in rests on an endpoint that nobody promised.',
  examples: {
    pass: [
      {
        name: 'a Region of the table',
        says: 'The relay endpoint is workspaces.euc-sso.eu-central-1.aws.amazon.com.',
        given: { region: 'eu-central-1', directories: [{ id: 'd-906731a2b4' }] },
      },
    ],
    fail: [
      {
        name: 'a Region that the table leaves out',
        severity: 'medium',
        says: 'SAML is on (ENABLED), but AWS documents no WorkSpaces SAML relay endpoint for eu-west-3 (as of 2026-11).',
        given: { region: 'eu-west-3', directories: [{ id: 'd-906731a2b4' }] },
      },
    ],
    notApplicable: [
      {
        name: 'SAML is off',
        says: 'SAML authentication is disabled in this directory.',
        given: { region: 'eu-west-3', directories: [{ id: 'd-906731a2b4', saml: { status: 'DISABLED' } }] },
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
