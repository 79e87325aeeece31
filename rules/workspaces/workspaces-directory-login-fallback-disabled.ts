import type { Directory } from '../../lib/model/snapshot.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'workspaces-directory-login-fallback-disabled',
  title: 'WorkSpaces directory accepts SAML sign-ins only, without falling back to the directory password',
  severity: 'high',
  effect: 'exposed',
  sources: [workspacesGuide('Step 7.8 and its note')],
  statements: ['W20'],
  reads: ['workspaces:DescribeWorkspaceDirectories'],
  remediation:
    'Turn off "Allow login to clients that do not support SAML 2.0"; update old clients first, they will be refused.',
  evaluate: { 'workspaces.directory': judge },
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
