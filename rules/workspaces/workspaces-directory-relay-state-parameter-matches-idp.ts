import type { Directory } from '../../lib/model/snapshot.ts';
import { recogniseIdp, userAccessUrlFault } from '../../lib/saml/idp.ts';
import { samlDirectories } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

/** What AWS sends when the directory names none. */
const defaultParameter = 'RelayState';

export default defineRule({
  id: 'workspaces-directory-relay-state-parameter-matches-idp',
  title: 'Deep-link parameter of the directory is the one that the identity provider takes',
  severity: 'medium',
  effect: 'locked-out',
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
  remediation: 'Set the deep-link parameter name that the message expects.',
  evaluate: { 'workspaces.directory': { scope: samlDirectories, judge } },
});

function judge(directory: Directory): Verdict {
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
