import type { Account } from '../../lib/federation/account.ts';
import { diagnoseStart } from '../../lib/federation/start-diagnosis.ts';
import type { Diagnosis } from '../../lib/model/diagnosis.ts';
import type { Directory } from '../../lib/model/snapshot.ts';
import { failAs, unknownAs } from '../../lib/rule/diagnosed.ts';
import { samlDirectories } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide, workspacesPage } from '../../lib/rule/sources.ts';
import { pass, type Verdict } from '../../lib/rule/verdict.ts';

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
  reads: ['workspaces:DescribeWorkspaceDirectories', 'iam:ListSAMLProviders', 'iam:GetSAMLProvider'],
  userSees: 'A browser page that does not load, an AWS error page, or AADSTS750054, instead of the sign-in page.',
  remediation:
    'Enter the URL with which the identity provider starts the sign-in to the WorkSpaces application itself.',
  evaluate: { 'workspaces.directory': { scope: samlDirectories, judge } },
});

function judge(directory: Directory, account: Account): Verdict {
  const { status, causes, uncertainties, idp } = diagnoseStart(directory, account);
  const { id, region, saml } = directory;
  const seen = {
    path: 'SamlProperties.UserAccessUrl',
    actual: saml.userAccessUrl ?? 'missing',
    expected: idp?.userAccessUrl ?? 'the https URL with which the identity provider starts the sign-in',
  };
  // What stops the sign-in comes before what makes it unsafe.
  const [fault] = causes;
  if (fault !== undefined) {
    return failAs(fault, [seen], {
      effect: isHttp(fault) ? 'exposed' : status === 'blocked' ? 'locked-out' : 'at-risk',
      remediation: `Set the user access URL of directory ${id} in ${region} to the URL with which the identity provider starts the sign-in to the WorkSpaces application.`,
    });
  }
  const unread = uncertainties.find((uncertainty) => uncertainty.unread !== undefined);
  if (unread !== undefined) return unknownAs(unread);
  return pass('The user access URL can start a sign-in, as far as AWS shows. Whether it answers was not tried.', seen);
}

const isHttp = ({ cause }: Diagnosis): boolean => cause.kind === 'user-access-url-not-https';
