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
      { name: 'the URL of an application at Okta', given: { directories: [{ id: 'd-906731a2b4' }] } },
      { name: "a host of one's own", given: withUrl('https://login.corp.example.com/start?app=workspaces') },
    ],
    fail: [
      { name: 'none', given: withUrl() },
      { name: 'plain http', given: withUrl('http://login.corp.example.com/start') },
      { name: 'a template', given: withUrl('https://myapps.microsoft.com/signin/<app_id>?tenantId=<tenant_id>') },
      { name: 'not a URL', given: withUrl('https://') },
      { name: "AWS's own sign-in", given: withUrl('https://signin.aws.amazon.com/saml') },
      {
        name: 'a relay state URL',
        given: withUrl('https://workspaces.euc-sso.eu-central-1.aws.amazon.com/sso-idp?registrationCode=SLiad+7UQFN3'),
      },
      {
        name: 'the login URL of Entra ID',
        given: withUrl('https://login.microsoftonline.com/5b0e6c1d-8f2a-4c37-9d41-7e60a2b8c3f5/saml2'),
      },
      { name: 'the AWS access portal', given: withUrl('https://example.awsapps.com/start') },
      { name: 'an endpoint for service providers', given: withUrl('https://sso.example.com/idp/SSO.saml2') },
      { name: 'the sign-on URL of the metadata', given: withUrl('https://idp.example.com/sso', described) },
      { name: 'a metadata document', given: withUrl('https://example.okta.com/app/exk1/sso/saml/metadata') },
      {
        name: 'AD FS without a relying party',
        given: withUrl('https://adfs.example.com/adfs/ls/idpinitiatedsignon.aspx'),
      },
      {
        name: 'another tenant than the metadata of the SAML provider',
        given: withUrl(
          'https://myapps.microsoft.com/signin/c2f7d9a4?tenantId=5b0e6c1d-8f2a-4c37-9d41-7e60a2b8c3f5',
          otherTenant,
        ),
      },
      {
        name: 'a Pools directory that still holds the placeholder',
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
      { name: 'SAML is off', given: { directories: [{ id: 'd-906731a2b4', saml: { status: 'DISABLED' } }] } },
      {
        name: 'the directory is being deregistered',
        given: { directories: [{ id: 'd-906731a2b4', state: 'DEREGISTERING' }] },
      },
    ],
    unknown: [
      {
        name: 'a status that AWS did not document',
        given: { directories: [{ id: 'd-906731a2b4', saml: { status: 'ENABLED_SOMEHOW' } }] },
      },
      {
        name: 'the metadata of the SAML providers could not be read',
        given: withUrl('https://login.corp.example.com/start', { unread: ['iam:GetSAMLProvider'] }),
      },
      {
        name: 'the SAML providers could not be listed',
        given: withUrl('https://login.corp.example.com/start', { unread: ['iam:ListSAMLProviders'] }),
      },
      { name: 'directories could not be listed', given: { unread: ['workspaces:DescribeWorkspaceDirectories'] } },
    ],
  },
});
