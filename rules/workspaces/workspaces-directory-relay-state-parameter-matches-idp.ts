import type { Directory } from '../../lib/model/snapshot.ts';
import { recogniseIdp, userAccessUrlFault } from '../../lib/saml/idp.ts';
import { outsideSaml } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

const ping = 'https://sso.example.com/idp/startSSO.ping?PartnerSpId=urn%3Aamazon%3Awebservices';
const okta = 'https://example.okta.com/app/aws_workspaces/exk1/sso/saml';
const given = (userAccessUrl: string, relayStateParameterName?: string) => ({
  directories: [
    {
      id: 'd-906731a2b4',
      saml: {
        status: 'ENABLED',
        userAccessUrl,
        ...(relayStateParameterName === undefined ? {} : { relayStateParameterName }),
      },
    },
  ],
});

/** What AWS sends when the directory names none. */
const defaultParameter = 'RelayState';

export default defineRule({
  id: 'workspaces-directory-relay-state-parameter-matches-idp',
  title: 'Deep-link parameter of the directory is the one that the identity provider takes',
  severity: 'medium',
  rationale:
    'The client appends this parameter to the user access URL to say where the user goes after signing in. An identity ' +
    'provider that does not know the name drops it: the user signs in and never arrives at the desktop. Ping products take ' +
    'TargetResource, the others RelayState, which is also what AWS sends when nothing is set.',
  sources: [
    workspacesGuide('Step 7.7, table'),
    {
      title: 'PingFederate Server, IdP endpoints, /idp/startSSO.ping',
      url: 'https://docs.pingidentity.com/r/en-us/pingfederate-112/idp_endpoints',
    },
  ],
  statements: ['W22'],
  reads: ['workspaces:DescribeWorkspaceDirectories'],
  userSees: 'After signing in, an AWS console or error page instead of the desktop.',
  remediation: {
    summary: 'Set the deep-link parameter name that the message expects.',
    cli: "aws workspaces modify-saml-properties --resource-id DIRECTORY_ID --saml-properties 'RelayStateParameterName=NAME'",
    console:
      'WorkSpaces → Directories → the directory → Authentication → Edit → Edit SAML 2.0 identity provider → IdP deep link parameter name.',
  },
  evaluate: { 'workspaces.directory': judge },
  examples: {
    pass: [
      { name: 'Okta, nothing set', given: given(okta) },
      { name: 'PingFederate with TargetResource', given: given(ping, 'TargetResource') },
      { name: 'PingFederate with its short name', given: given(ping, 'TARGET') },
    ],
    fail: [
      { name: 'PingFederate with RelayState', given: given(ping, 'RelayState') },
      { name: 'PingFederate, nothing set', given: given(ping) },
      { name: 'Okta with TargetResource', given: given(okta, 'TargetResource') },
    ],
    notApplicable: [
      { name: 'SAML is off', given: { directories: [{ id: 'd-906731a2b4', saml: { status: 'DISABLED' } }] } },
      { name: 'the URL is of no use anyway', given: given('https://placeholder') },
      { name: 'a provider that is not recognised', given: given('https://sso.corp.example.com/start', 'Target') },
    ],
    unknown: [
      { name: 'another spelling', given: given(okta, 'relaystate') },
      { name: 'directories could not be listed', given: { unread: ['workspaces:DescribeWorkspaceDirectories'] } },
    ],
  },
});

function judge(directory: Directory): Verdict {
  const outside = outsideSaml(directory);
  if (outside !== undefined) return outside;
  const { userAccessUrl: url, relayStateParameterName = '' } = directory.saml;
  const fault = url === undefined ? undefined : userAccessUrlFault(url);
  if (url === undefined || (fault !== undefined && fault.kind !== 'not-https')) {
    return notApplicable('There is no usable user access URL that a parameter could fit.');
  }
  const idp = recogniseIdp(url);
  if (idp === undefined) {
    return notApplicable('The identity provider is not recognised by its URL, so there is no name to compare with.');
  }
  const name = relayStateParameterName === '' ? defaultParameter : relayStateParameterName;
  const [expected] = idp.relayParameters;
  const seen = {
    path: 'SamlProperties.RelayStateParameterName',
    actual: relayStateParameterName === '' ? `missing, which means ${defaultParameter}` : name,
    expected,
  };
  if (idp.relayParameters.includes(name)) return pass(`${idp.name} takes the deep link as ${name}.`, seen);
  if (idp.relayParameters.some((parameter) => parameter.toLowerCase() === name.toLowerCase())) {
    return unknown(`${idp.name} takes the deep link as ${expected}; whether it also takes ${name} is not documented.`);
  }
  return fail(`${idp.name} takes the deep link as ${expected}, and the directory sends it as ${name}.`, [seen]);
}
