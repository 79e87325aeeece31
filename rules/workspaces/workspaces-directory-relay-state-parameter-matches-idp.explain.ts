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
      { name: 'Okta, nothing set', says: 'Okta expects the deep link in RelayState.', given: given(okta) },
      {
        name: 'PingFederate with TargetResource',
        says: 'PingFederate expects the deep link in TargetResource.',
        given: given(ping, 'TargetResource'),
      },
      {
        name: 'PingFederate with its short name',
        says: 'PingFederate expects the deep link in TARGET.',
        given: given(ping, 'TARGET'),
      },
    ],
    fail: [
      {
        name: 'PingFederate with RelayState',
        severity: 'medium',
        says: 'PingFederate expects the deep link in TargetResource, and directory d-906731a2b4 sends it in RelayState.',
        given: given(ping, 'RelayState'),
      },
      {
        name: 'PingFederate, nothing set',
        severity: 'medium',
        says: 'PingFederate expects the deep link in TargetResource, and directory d-906731a2b4 sends it in RelayState.',
        given: given(ping),
      },
      {
        name: 'Okta with TargetResource',
        severity: 'medium',
        says: 'Okta expects the deep link in RelayState, and directory d-906731a2b4 sends it in TargetResource.',
        given: given(okta, 'TargetResource'),
      },
      {
        name: 'Shibboleth, nothing set',
        severity: 'medium',
        says: 'Shibboleth or CAS expects the deep link in target, and directory d-906731a2b4 sends it in RelayState.',
        given: given('https://idp.example.edu/idp/profile/SAML2/Unsolicited/SSO?providerId=urn:amazon:webservices'),
      },
    ],
    notApplicable: [
      {
        name: 'SAML is off',
        says: 'SAML authentication is disabled in this directory.',
        given: { directories: [{ id: 'd-906731a2b4', saml: { status: 'DISABLED' } }] },
      },
      {
        name: 'the URL is of no use anyway',
        says: 'There is no usable user access URL that a parameter could fit.',
        given: given('https://placeholder'),
      },
      {
        name: 'a provider for which no parameter is documented',
        says: 'IAM Identity Center documents no parameter for the deep link.',
        given: given('https://portal.sso.eu-central-1.amazonaws.com/saml/assertion/MTEx'),
      },
      {
        name: 'a provider that is not recognized',
        says: 'The identity provider is not recognized by its URL, so there is no name to compare with.',
        given: given('https://sso.corp.example.com/start', 'Target'),
      },
    ],
    unknown: [
      {
        name: 'another spelling',
        says: 'Okta expects the deep link in RelayState; whether relaystate works too is not documented.',
        given: given(okta, 'relaystate'),
      },
      {
        name: 'directories could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call workspaces:DescribeWorkspaceDirectories.',
        given: { unread: ['workspaces:DescribeWorkspaceDirectories'] },
      },
    ],
  },
});
