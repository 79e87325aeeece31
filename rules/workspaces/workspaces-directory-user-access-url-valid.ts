import type { Directory } from '../../lib/model/snapshot.ts';
import { userAccessUrlFault } from '../../lib/saml/idp.ts';
import { samlDirectories } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide, workspacesPage } from '../../lib/rule/sources.ts';
import { fail, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'workspaces-directory-user-access-url-valid',
  title: 'User access URL leads to a sign-in at an identity provider, over https',
  severity: 'high',
  effect: 'locked-out',
  sources: [
    workspacesGuide('Step 7.7'),
    workspacesPage('Configure SAML 2.0 and create a Pools directory, Steps 4 and 9', 'create-directory-pools'),
    {
      title: 'Microsoft Entra, Error AADSTS750054',
      url: 'https://learn.microsoft.com/troubleshoot/entra/entra-id/app-integration/error-code-aadsts750054-saml-request-not-present',
    },
  ],
  statements: ['W21'],
  reads: ['workspaces:DescribeWorkspaceDirectories'],
  userSees: 'A browser page that does not load, an AWS error page, or AADSTS750054, instead of the sign-in page.',
  remediation:
    'Enter the URL with which the identity provider starts the sign-in to the WorkSpaces application itself.',
  evaluate: { 'workspaces.directory': { scope: samlDirectories, judge } },
});

function judge(directory: Directory): Verdict {
  const url = directory.saml.userAccessUrl;
  const seen = {
    path: 'SamlProperties.UserAccessUrl',
    actual: url ?? 'missing',
    expected: 'the https URL with which the identity provider starts the sign-in',
  };
  if (url === undefined) return fail('SAML is on, but there is no user access URL to send users to.', [seen]);
  const fault = userAccessUrlFault(url);
  if (fault !== undefined) return fail(`The user access URL ${url} ${fault.clause}.`, [seen]);
  return pass('The user access URL is an https URL outside AWS. Whether it answers was not tried.', seen);
}
