import type { Directory } from '../../lib/model/snapshot.ts';
import { accessUrlFault } from '../../lib/saml/access-url.ts';
import { recogniseIdp } from '../../lib/saml/idp.ts';
import { samlDirectories } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'workspaces-directory-idp-recognised',
  title: 'Identity provider behind the user access URL is known to start sign-ins with a deep link',
  severity: 'informational',
  effect: 'at-risk',
  sources: [workspacesGuide('requirements and Step 7.7')],
  statements: ['W12'],
  reads: ['workspaces:DescribeWorkspaceDirectories'],
  userSees: 'After signing in, the WorkSpaces client asks to sign in again, or a redirect error is shown.',
  remediation:
    'Test the sign-in, and ask the vendor of the identity provider for IdP-initiated sign-in with relay state.',
  evaluate: { 'workspaces.directory': { scope: samlDirectories, judge } },
});

function judge(directory: Directory): Verdict {
  const url = directory.saml.userAccessUrl;
  if (url === undefined) return notApplicable('The directory has no user access URL to recognize a provider by.');
  const fault = accessUrlFault(url);
  // Over http the provider is the same; what else is wrong with a URL leaves none behind it.
  if (fault !== undefined && fault.kind !== 'not-https') {
    return notApplicable(`There is no identity provider to recognize: the user access URL ${fault.clause}.`);
  }
  const idp = recogniseIdp(url);
  if (idp === undefined) {
    return unknown(
      'Cannot determine whether the identity provider starts sign-ins with a deep link: its URL has no known form, which is normal for a custom domain.',
    );
  }
  const seen = { path: 'SamlProperties.UserAccessUrl', actual: url, expected: idp.userAccessUrl };
  if (idp.drawback !== undefined) {
    return fail(`The identity provider is ${idp.name}: ${idp.drawback} (${idp.source}).`, [seen], {
      cause: { kind: 'idp-drops-relay-state', parameters: { idp: idp.name } },
    });
  }
  if (idp.relayParameters.length === 0) {
    return unknown(
      `Cannot determine whether ${idp.name} passes a deep link on: no parameter for it is documented (${idp.source}).`,
    );
  }
  const listed = idp.listedByAws
    ? 'which AWS lists'
    : `which AWS does not list, but which documents a deep link (${idp.source})`;
  return pass(`The identity provider is ${idp.name}, ${listed}.`, seen);
}
