import type { Account } from '../../lib/federation/account.ts';
import { diagnoseStart } from '../../lib/federation/start-diagnosis.ts';
import type { Directory } from '../../lib/model/snapshot.ts';
import { pools, registered, samlOn } from '../../lib/rule/directory-scope.ts';
import { unknownAs } from '../../lib/rule/diagnosed.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesPage } from '../../lib/rule/sources.ts';
import { fail, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'workspaces-pool-directory-ready',
  title: 'SAML sign-in of a WorkSpaces Pools directory is set up to the end',
  severity: 'high',
  effect: 'locked-out',
  sources: [
    workspacesPage('Configure SAML 2.0 and create a Pools directory, Steps 4 and 9', 'create-directory-pools'),
    workspacesPage('WorkSpaces Pools end of support', 'wsp-pools-end-of-support'),
  ],
  statements: ['W24'],
  reads: ['workspaces:DescribeWorkspaceDirectories', 'iam:ListSAMLProviders', 'iam:GetSAMLProvider'],
  userSees: 'A browser page that does not load instead of the sign-in page.',
  remediation: 'Turn SAML on and replace the placeholder with the URL of the application at the identity provider.',
  evaluate: { 'workspaces.directory': { scope: [pools, registered], judge } },
});

function judge(directory: Directory, account: Account): Verdict {
  const { status, userAccessUrl: url } = directory.saml;
  const seen = { path: 'SamlProperties.Status', actual: status, expected: 'ENABLED' };
  const on = samlOn(directory);
  if (on === false) {
    return fail(
      `SAML authentication is disabled in directory ${directory.id}, and WorkSpaces Pools has no other sign-in.`,
      [seen],
      { cause: { kind: 'directory-saml-disabled', parameters: {} }, remediation: enable(directory) },
    );
  }
  if (on !== true) return unknown(`${on.unclear}.`);
  const there = {
    path: 'SamlProperties.UserAccessUrl',
    actual: url ?? 'missing',
    expected: 'the URL of the application at the identity provider',
  };
  const { status: start, causes, uncertainties } = diagnoseStart(directory, account);
  const [fault] = causes;
  if (start === 'blocked' && fault !== undefined) {
    const because = { cause: fault.cause, resource: fault.resource };
    return fail(`Sign-in to WorkSpaces Pools is not set up to the end. ${fault.message}`, [there], {
      because,
      remediation: enable(directory),
    });
  }
  const unread = uncertainties.find((uncertainty) => uncertainty.unread !== undefined);
  if (unread !== undefined) return unknownAs(unread);
  return pass('SAML authentication is enabled, with a user access URL that can start a sign-in.', seen, there);
}

const enable = ({ id, region }: Directory): string =>
  `Enable SAML 2.0 authentication in directory ${id} in ${region}, with the URL of the application at the identity provider as user access URL.`;
