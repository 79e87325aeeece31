import type { Directory } from '../../lib/model/snapshot.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

const url = 'https://example.okta.com/app/aws_workspaces/exk1/sso/saml';

export default defineRule({
  id: 'workspaces-directory-login-fallback-disabled',
  title: 'WorkSpaces directory accepts SAML sign-ins only, without falling back to the directory password',
  severity: 'high',
  rationale:
    'With the fallback on, anybody with a client that does not speak SAML signs in with the directory password alone: ' +
    "past the identity provider's multi-factor authentication, device checks and sign-in log.",
  sources: [workspacesGuide('Step 7.8 and its note')],
  statements: ['W20'],
  reads: ['workspaces:DescribeWorkspaceDirectories'],
  remediation: {
    summary:
      'Turn off "Allow login to clients that do not support SAML 2.0"; update old clients first, they will be refused.',
    cli: "aws workspaces modify-saml-properties --resource-id DIRECTORY_ID --saml-properties 'Status=ENABLED'",
    console: 'WorkSpaces → Directories → the directory → Authentication → Edit → Edit SAML 2.0 identity provider.',
  },
  evaluate: { 'workspaces.directory': judge },
  examples: {
    pass: [{ name: 'SAML without fallback', given: { directories: [{ id: 'd-906731a2b4' }] } }],
    fail: [
      {
        name: 'the fallback is on',
        given: {
          directories: [
            { id: 'd-906731a2b4', saml: { status: 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK', userAccessUrl: url } },
          ],
        },
      },
    ],
    notApplicable: [
      { name: 'SAML is off', given: { directories: [{ id: 'd-906731a2b4', saml: { status: 'DISABLED' } }] } },
    ],
    unknown: [
      {
        name: 'a status that AWS did not document',
        given: { directories: [{ id: 'd-906731a2b4', saml: { status: 'ENABLED_SOMEHOW' } }] },
      },
      { name: 'directories could not be listed', given: { unread: ['workspaces:DescribeWorkspaceDirectories'] } },
    ],
  },
});

function judge({ saml: { status } }: Directory): Verdict {
  const seen = { path: 'SamlProperties.Status', actual: status, expected: 'ENABLED' };
  switch (status) {
    case 'ENABLED':
      return pass('SAML is the only way in.', seen);
    case 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK':
      return fail(
        'Clients that do not support SAML may sign in with the directory password, round the identity provider.',
        [seen],
      );
    case 'DISABLED':
      return notApplicable('SAML is off in this directory.');
    default:
      return unknown(`SamlProperties.Status is ${status}, which this tool does not know.`);
  }
}
