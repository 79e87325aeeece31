import { exampleProvider, type ExampleAccount } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const withUrl = (userAccessUrl?: string, more: ExampleAccount = {}): ExampleAccount => ({
  directories: [
    { id: 'd-906731a2b4', saml: { status: 'ENABLED', ...(userAccessUrl === undefined ? {} : { userAccessUrl }) } },
  ],
  ...more,
});

/** Metadata of an identity provider that expects authentication requests at its sign-on URL. */
const described = {
  providers: [
    {
      name: exampleProvider,
      metadata: { singleSignOnServices: [{ binding: 'HTTP-Redirect', location: 'https://idp.example.com/sso' }] },
    },
  ],
};
const otherTenant = {
  providers: [
    {
      name: exampleProvider,
      metadata: { entityIds: ['https://sts.windows.net/11111111-2222-3333-4444-555555555555/'] },
    },
  ],
};

export default defineExplanation({
  rationale:
    'The clients send every user to this URL to sign in. AWS accepts anything that begins with http, so users are the first ' +
    'to notice a placeholder, a template, a page of AWS, a metadata document, or the endpoint where an identity provider ' +
    'expects requests of service providers. A URL of another tenant or application than the metadata of the SAML provider ' +
    'starts a sign-in that AWS refuses. Over plain http, anyone who controls the network can show users another page. ' +
    'Whether the URL answers is not tried: this tool calls nothing but AWS.',
  cli: "aws workspaces modify-saml-properties --resource-id DIRECTORY_ID --saml-properties 'Status=ENABLED,UserAccessUrl=URL'",
  console:
    'WorkSpaces → Directories → the directory → Authentication → Edit → Edit SAML 2.0 identity provider → User access URL; then Test.',
  examples: {
    pass: [
      {
        name: 'the URL of an application at Okta',
        says: 'The user access URL can start a sign-in, as far as AWS shows. Whether it answers was not tried.',
        given: { directories: [{ id: 'd-906731a2b4' }] },
      },
      {
        name: "a host of one's own",
        says: 'The user access URL can start a sign-in, as far as AWS shows. Whether it answers was not tried.',
        given: withUrl('https://login.corp.example.com/start?app=workspaces'),
      },
    ],
    fail: [
      {
        name: 'none',
        severity: 'high',
        says: 'SAML authentication is enabled, but directory d-906731a2b4 has no user access URL. No sign-in can start.',
        given: withUrl(),
      },
      {
        name: 'plain http',
        severity: 'high',
        says: 'The user access URL http://login.corp.example.com/start is not https: anyone who controls the network can show users another sign-in page.',
        given: withUrl('http://login.corp.example.com/start'),
      },
      {
        name: 'a template',
        severity: 'high',
        says: 'The user access URL https://myapps.microsoft.com/signin/<app_id>?tenantId=<tenant_id> still holds <app_id> of a template. No sign-in can start there.',
        given: withUrl('https://myapps.microsoft.com/signin/<app_id>?tenantId=<tenant_id>'),
      },
      {
        name: 'not a URL',
        severity: 'high',
        says: 'The user access URL https:// is not an absolute https URL. No sign-in can start there.',
        given: withUrl('https://'),
      },
      {
        name: "AWS's own sign-in",
        severity: 'high',
        says: 'The user access URL https://signin.aws.amazon.com/saml is the AWS sign-in endpoint, not a URL of the identity provider. No sign-in can start there.',
        given: withUrl('https://signin.aws.amazon.com/saml'),
      },
      {
        name: 'a relay state URL',
        severity: 'high',
        says: "The user access URL https://workspaces.euc-sso.eu-central-1.aws.amazon.com/sso-idp?registrationCode=SLiad+7UQFN3 is a relay state, which belongs in the identity provider's configuration. No sign-in can start there.",
        given: withUrl('https://workspaces.euc-sso.eu-central-1.aws.amazon.com/sso-idp?registrationCode=SLiad+7UQFN3'),
      },
      {
        name: 'the login URL of Entra ID',
        severity: 'high',
        says: "The user access URL https://login.microsoftonline.com/5b0e6c1d-8f2a-4c37-9d41-7e60a2b8c3f5/saml2 is Entra ID's login URL, which refuses sign-ins that bring no SAMLRequest (AADSTS750054). No sign-in can start there.",
        given: withUrl('https://login.microsoftonline.com/5b0e6c1d-8f2a-4c37-9d41-7e60a2b8c3f5/saml2'),
      },
      {
        name: 'the AWS access portal',
        severity: 'high',
        says: 'The user access URL https://example.awsapps.com/start is the AWS access portal of IAM Identity Center, not a URL of the identity provider. No sign-in can start there.',
        given: withUrl('https://example.awsapps.com/start'),
      },
      {
        name: 'an endpoint for service providers',
        severity: 'high',
        says: "The user access URL https://sso.example.com/idp/SSO.saml2 is PingFederate's endpoint for service providers, which expects a SAMLRequest of a service provider and starts no sign-in without one. No sign-in can start there.",
        given: withUrl('https://sso.example.com/idp/SSO.saml2'),
      },
      {
        name: 'the sign-on URL of the metadata',
        severity: 'high',
        says: 'The metadata of SAML provider ExampleIdP names the user access URL https://idp.example.com/sso as its SingleSignOnService, which expects a SAMLRequest of a service provider. No sign-in can start there.',
        given: withUrl('https://idp.example.com/sso', described),
      },
      {
        name: 'a metadata document',
        severity: 'high',
        says: 'The user access URL https://example.okta.com/app/exk1/sso/saml/metadata is the URL of a metadata document. No sign-in can start there.',
        given: withUrl('https://example.okta.com/app/exk1/sso/saml/metadata'),
      },
      {
        name: 'AD FS without a relying party',
        severity: 'high',
        says: 'The user access URL https://adfs.example.com/adfs/ls/idpinitiatedsignon.aspx names no relying party: AD FS expects RelayState=RPID=RELYING_PARTY. No sign-in can start there.',
        given: withUrl('https://adfs.example.com/adfs/ls/idpinitiatedsignon.aspx'),
      },
      {
        name: 'another tenant than the metadata of the SAML provider',
        severity: 'high',
        says: 'The user access URL starts a sign-in at Microsoft Entra ID tenant 5b0e6c1d-8f2a-4c37-9d41-7e60a2b8c3f5, but the metadata of SAML provider ExampleIdP is of tenant 11111111-2222-3333-4444-555555555555.',
        given: withUrl(
          'https://myapps.microsoft.com/signin/c2f7d9a4?tenantId=5b0e6c1d-8f2a-4c37-9d41-7e60a2b8c3f5',
          otherTenant,
        ),
      },
      {
        name: 'a Pools directory that still holds the placeholder',
        severity: 'high',
        says: 'The user access URL https://placeholder is a placeholder. No sign-in can start there.',
        given: {
          directories: [
            {
              id: 'wsd-4k7m2x9qp',
              workspaceType: 'POOLS',
              saml: { status: 'ENABLED', userAccessUrl: 'https://placeholder' },
            },
          ],
        },
      },
    ],
    notApplicable: [
      {
        name: 'SAML is off',
        says: 'SAML authentication is disabled in this directory.',
        given: { directories: [{ id: 'd-906731a2b4', saml: { status: 'DISABLED' } }] },
      },
      {
        name: 'the directory is being deregistered',
        says: 'The directory is being deregistered.',
        given: { directories: [{ id: 'd-906731a2b4', state: 'DEREGISTERING' }] },
      },
    ],
    unknown: [
      {
        name: 'a status that AWS did not document',
        says: 'SamlProperties.Status is ENABLED_SOMEHOW, which this tool does not know.',
        given: { directories: [{ id: 'd-906731a2b4', saml: { status: 'ENABLED_SOMEHOW' } }] },
      },
      {
        name: 'the metadata of the SAML providers could not be read',
        says: 'Could not compare the user access URL with the metadata of the SAML providers: AccessDeniedException: the scanning role may not call iam:GetSAMLProvider.',
        given: withUrl('https://login.corp.example.com/start', { unread: ['iam:GetSAMLProvider'] }),
      },
      {
        name: 'the SAML providers could not be listed',
        says: 'Could not compare the user access URL with the metadata of the SAML providers: AccessDeniedException: the scanning role may not call iam:ListSAMLProviders.',
        given: withUrl('https://login.corp.example.com/start', { unread: ['iam:ListSAMLProviders'] }),
      },
      {
        name: 'directories could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call workspaces:DescribeWorkspaceDirectories.',
        given: { unread: ['workspaces:DescribeWorkspaceDirectories'] },
      },
    ],
  },
});
