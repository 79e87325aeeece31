import { defaultRelayParameter, relayParameterFault } from '../../lib/federation/relay-parameter.ts';
import type { Directory } from '../../lib/model/snapshot.ts';
import { accessUrlFault } from '../../lib/saml/access-url.ts';
import { recogniseIdp } from '../../lib/saml/idp.ts';
import { failAs } from '../../lib/rule/diagnosed.ts';
import { samlDirectories } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide } from '../../lib/rule/sources.ts';
import { notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

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
  const wrong = url === undefined ? undefined : accessUrlFault(url);
  if (url === undefined || (wrong !== undefined && wrong.kind !== 'not-https')) {
    return notApplicable('There is no usable user access URL that a parameter could fit.');
  }
  const idp = recogniseIdp(url);
  if (idp === undefined) {
    return notApplicable('The identity provider is not recognized by its URL, so there is no name to compare with.');
  }
  const [expected] = idp.relayParameters;
  if (expected === undefined) return notApplicable(`${idp.name} documents no parameter for the deep link.`);
  const name = relayStateParameterName === '' ? defaultRelayParameter : relayStateParameterName;
  const seen = {
    path: 'SamlProperties.RelayStateParameterName',
    actual: relayStateParameterName === '' ? `missing, which means ${defaultRelayParameter}` : name,
    expected,
  };
  const fault = relayParameterFault(directory);
  if (fault === undefined) {
    return idp.relayParameters.includes(name)
      ? pass(`${idp.name} expects the deep link in ${name}.`, seen)
      : unknown(`${idp.name} expects the deep link in ${expected}; whether ${name} works too is not documented.`);
  }
  return failAs(fault, [seen], {
    effect: 'at-risk',
    remediation: `Set the IdP deep link parameter name of directory ${directory.id} in ${directory.region} to ${expected}.`,
  });
}
