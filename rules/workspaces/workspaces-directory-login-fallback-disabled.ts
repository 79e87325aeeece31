import type { Directory } from '../../lib/model/snapshot.ts';
import { samlDirectories } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, pass, type Verdict } from '../../lib/rule/verdict.ts';

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
  evaluate: { 'workspaces.directory': { scope: samlDirectories, judge } },
});

function judge({ id, region, saml: { status } }: Directory): Verdict {
  const seen = { path: 'SamlProperties.Status', actual: status, expected: 'ENABLED' };
  return status === 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK'
    ? fail(
        'Clients that do not support SAML may sign in with the directory password, round the identity provider.',
        [seen],
        {
          cause: { kind: 'directory-login-fallback', parameters: {} },
          remediation: `Disable "Allow clients that do not support SAML 2.0 to login" in directory ${id} in ${region}, once no user needs such a client.`,
        },
      )
    : pass('SAML is the only way in.', seen);
}
