import type { Directory } from '../../lib/model/snapshot.ts';
import { userAccessUrlFault } from '../../lib/saml/idp.ts';
import { pools, registered, samlOn } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesPage } from '../../lib/rule/sources.ts';
import { fail, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

const endOfSupport =
  'AWS ends support for WorkSpaces Pools on 2027-12-31; it is closed to new customers since 2026-07-31.';

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
  reads: ['workspaces:DescribeWorkspaceDirectories'],
  userSees: 'A browser page that does not load instead of the sign-in page.',
  remediation: 'Turn SAML on and replace the placeholder with the URL of the application at the identity provider.',
  evaluate: { 'workspaces.directory': { scope: [pools, registered], judge } },
});

function judge(directory: Directory): Verdict {
  const { status, userAccessUrl: url } = directory.saml;
  const seen = { path: 'SamlProperties.Status', actual: status, expected: 'ENABLED' };
  const on = samlOn(directory);
  if (on === false) return fail(`SAML is off, and a Pools directory knows no other sign-in. ${endOfSupport}`, [seen]);
  if (on !== true) return unknown(`${on.unclear}. ${endOfSupport}`);
  const there = {
    path: 'SamlProperties.UserAccessUrl',
    actual: url ?? 'missing',
    expected: 'the URL of the application at the identity provider',
  };
  if (url === undefined) return fail(`There is no user access URL to send users to. ${endOfSupport}`, [there]);
  const fault = userAccessUrlFault(url);
  if (fault !== undefined) return fail(`The user access URL ${url} ${fault.clause}. ${endOfSupport}`, [there]);
  return pass(`SAML is on, with a user access URL that can be used. ${endOfSupport}`, seen, there);
}
