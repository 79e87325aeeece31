import type { Directory } from '../../lib/model/snapshot.ts';
import { recogniseIdp, userAccessUrlFault } from '../../lib/saml/idp.ts';
import { outsideSaml } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

const withUrl = (userAccessUrl: string) => ({
  directories: [{ id: 'd-906731a2b4', saml: { status: 'ENABLED', userAccessUrl } }],
});

export default defineRule({
  id: 'workspaces-directory-idp-recognised',
  title: 'Identity provider behind the user access URL is known to start sign-ins with a deep link',
  severity: 'informational',
  rationale:
    'WorkSpaces needs an identity provider that starts a sign-in on its own (IdP-initiated) and passes the deep link on as ' +
    'relay state. Those that AWS lists do. That a provider is not recognised by its URL says nothing against it: custom ' +
    'domains are normal, and the "Test" button of the console tells.',
  sources: [workspacesGuide('requirements and Step 7.7')],
  statements: ['W12'],
  reads: ['workspaces:DescribeWorkspaceDirectories'],
  userSees: 'After signing in, the WorkSpaces client asks to sign in again, or a redirect error is shown.',
  remediation: {
    summary:
      'Test the sign-in, and ask the vendor of the identity provider for IdP-initiated sign-in with relay state.',
    console:
      'WorkSpaces → Directories → the directory → Authentication → Edit → Edit SAML 2.0 identity provider → Test.',
  },
  evaluate: { 'workspaces.directory': judge },
  examples: {
    pass: [
      { name: 'a provider that AWS lists', given: { directories: [{ id: 'd-906731a2b4' }] } },
      {
        name: 'Okta on a custom domain',
        given: withUrl('https://login.corp.example.com/app/amazon_workspaces/exk1/sso/saml'),
      },
      {
        name: 'a provider that AWS does not list',
        given: withUrl('https://sso.corp.example.com/realms/staff/protocol/saml/clients/workspaces'),
      },
    ],
    fail: [
      {
        name: 'a provider that is reported to ignore the relay state',
        given: withUrl('https://sso.corp.example.com/application/saml/workspaces/sso/binding/init/'),
      },
    ],
    notApplicable: [
      { name: 'SAML is off', given: { directories: [{ id: 'd-906731a2b4', saml: { status: 'DISABLED' } }] } },
      { name: 'the URL is of no use anyway', given: withUrl('https://placeholder') },
    ],
    unknown: [{ name: 'a host that nobody knows', given: withUrl('https://sso.corp.example.com/workspaces') }],
  },
});

function judge(directory: Directory): Verdict {
  const outside = outsideSaml(directory);
  if (outside !== undefined) return outside;
  const url = directory.saml.userAccessUrl;
  if (url === undefined) return notApplicable('The directory has no user access URL to recognise anything by.');
  const fault = userAccessUrlFault(url);
  // Over http the provider is the same; what else is wrong with a URL leaves none behind it.
  if (fault !== undefined && fault.kind !== 'not-https') {
    return notApplicable(`There is no provider to recognise: the user access URL ${fault.clause}.`);
  }
  const idp = recogniseIdp(url);
  if (idp === undefined) {
    return unknown(
      'The identity provider is not recognised by its URL, which is normal for a custom domain: whether it starts sign-ins with a deep link cannot be told from here.',
    );
  }
  const seen = { path: 'SamlProperties.UserAccessUrl', actual: url, expected: idp.userAccessUrl };
  if (idp.drawback !== undefined) {
    return fail(`The identity provider is ${idp.name}: ${idp.drawback} (${idp.source}).`, [seen]);
  }
  const listed = idp.listedByAws
    ? 'which AWS lists'
    : 'which AWS does not list, but which starts sign-ins with a deep link';
  return pass(`The identity provider is ${idp.name}, ${listed}.`, seen);
}
