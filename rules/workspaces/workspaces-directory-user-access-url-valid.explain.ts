import { defineExplanation } from '../../lib/explain/explanation.ts';

const withUrl = (userAccessUrl?: string) => ({
  directories: [
    { id: 'd-906731a2b4', saml: { status: 'ENABLED', ...(userAccessUrl === undefined ? {} : { userAccessUrl }) } },
  ],
});

export default defineExplanation({
  rationale:
    'The clients send every user to this URL to sign in. AWS takes anything that begins with http, so a placeholder, a ' +
    'template that nobody filled in, or the wrong one of the many URLs of a SAML set-up is found out by users only. Over ' +
    'plain http, whoever controls the network can show them a sign-in page of their own. Whether the URL answers is not ' +
    'tried: this tool calls nothing but AWS.',
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
      { name: 'plain http', given: withUrl('http://adfs.example.com/adfs/ls/idpinitiatedsignon.aspx') },
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
      { name: 'directories could not be listed', given: { unread: ['workspaces:DescribeWorkspaceDirectories'] } },
    ],
  },
});
