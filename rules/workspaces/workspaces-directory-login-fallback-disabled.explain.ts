import { defineExplanation } from '../../lib/explain/explanation.ts';

const url = 'https://example.okta.com/app/aws_workspaces/exk1/sso/saml';

export default defineExplanation({
  rationale:
    'With the fallback on, anybody with a client that does not speak SAML signs in with the directory password alone: ' +
    "past the identity provider's multi-factor authentication, device checks and sign-in log.",
  cli: "aws workspaces modify-saml-properties --resource-id DIRECTORY_ID --saml-properties 'Status=ENABLED'",
  console: 'WorkSpaces → Directories → the directory → Authentication → Edit → Edit SAML 2.0 identity provider.',
  examples: {
    pass: [
      {
        name: 'SAML without fallback',
        says: 'SAML is the only way in.',
        given: { directories: [{ id: 'd-906731a2b4' }] },
      },
    ],
    fail: [
      {
        name: 'the fallback is on',
        severity: 'high',
        says: 'Clients that do not support SAML may sign in with the directory password, round the identity provider.',
        given: {
          directories: [
            { id: 'd-906731a2b4', saml: { status: 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK', userAccessUrl: url } },
          ],
        },
      },
    ],
    notApplicable: [
      {
        name: 'the directory is deregistered',
        says: 'The directory is deregistered.',
        given: {
          directories: [
            {
              id: 'd-906731a2b4',
              state: 'DEREGISTERED',
              saml: { status: 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK', userAccessUrl: url },
            },
          ],
        },
      },
      {
        name: 'SAML is off',
        says: 'SAML authentication is disabled in this directory.',
        given: { directories: [{ id: 'd-906731a2b4', saml: { status: 'DISABLED' } }] },
      },
    ],
    unknown: [
      {
        name: 'a status that AWS did not document',
        says: 'SamlProperties.Status is ENABLED_SOMEHOW, which this tool does not know.',
        given: { directories: [{ id: 'd-906731a2b4', saml: { status: 'ENABLED_SOMEHOW' } }] },
      },
      {
        name: 'directories could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call workspaces:DescribeWorkspaceDirectories.',
        given: { unread: ['workspaces:DescribeWorkspaceDirectories'] },
      },
    ],
  },
});
