import { defineExplanation } from '../../lib/explain/explanation.ts';

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

export default defineExplanation({
  rationale:
    'The client appends this parameter to the user access URL to say where the user goes after signing in. An identity ' +
    'provider that does not know the name drops it: unless it has a default relay state of its own, the sign-in ends at an ' +
    'error page. Ping products expect TargetResource or applicationUrl, Shibboleth and CAS target, IBM Verify Target, most ' +
    'others RelayState, which is also what AWS sends when nothing is set.',
  cli: "aws workspaces modify-saml-properties --resource-id DIRECTORY_ID --saml-properties 'RelayStateParameterName=NAME'",
  console:
    'WorkSpaces → Directories → the directory → Authentication → Edit → Edit SAML 2.0 identity provider → IdP deep link parameter name.',
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
      {
        name: 'Shibboleth, nothing set',
        given: given('https://idp.example.edu/idp/profile/SAML2/Unsolicited/SSO?providerId=urn:amazon:webservices'),
      },
    ],
    notApplicable: [
      { name: 'SAML is off', given: { directories: [{ id: 'd-906731a2b4', saml: { status: 'DISABLED' } }] } },
      { name: 'the URL is of no use anyway', given: given('https://placeholder') },
      {
        name: 'a provider for which no parameter is documented',
        given: given('https://portal.sso.eu-central-1.amazonaws.com/saml/assertion/MTEx'),
      },
      { name: 'a provider that is not recognized', given: given('https://sso.corp.example.com/start', 'Target') },
    ],
    unknown: [
      { name: 'another spelling', given: given(okta, 'relaystate') },
      { name: 'directories could not be listed', given: { unread: ['workspaces:DescribeWorkspaceDirectories'] } },
    ],
  },
});
