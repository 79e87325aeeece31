import { defineExplanation } from '../../lib/explain/explanation.ts';

const withUrl = (userAccessUrl: string) => ({
  directories: [{ id: 'd-906731a2b4', saml: { status: 'ENABLED', userAccessUrl } }],
});

export default defineExplanation({
  rationale:
    'WorkSpaces needs an identity provider that starts a sign-in on its own (IdP-initiated) and passes the deep link on as ' +
    'relay state. Those that AWS lists do. That a provider is not recognized by its URL says nothing against it: custom ' +
    'domains are normal, and the "Test" button of the console tells.',
  console: 'WorkSpaces → Directories → the directory → Authentication → Edit → Edit SAML 2.0 identity provider → Test.',
  examples: {
    pass: [
      {
        name: 'a provider that AWS lists',
        says: 'The identity provider is Okta, which AWS lists.',
        given: { directories: [{ id: 'd-906731a2b4' }] },
      },
      {
        name: 'Okta on a custom domain',
        says: 'The identity provider is Okta, which AWS lists.',
        given: withUrl('https://login.corp.example.com/app/amazon_workspaces/exk1/sso/saml'),
      },
      {
        name: 'a provider that AWS does not list',
        says: 'The identity provider is Keycloak, which AWS does not list, but which documents a deep link (Keycloak Server Administration Guide, IdP-initiated login).',
        given: withUrl('https://sso.corp.example.com/realms/staff/protocol/saml/clients/workspaces'),
      },
    ],
    fail: [
      {
        name: 'a provider that is reported to ignore the relay state',
        severity: 'informational',
        says: 'The identity provider is authentik: it is reported to ignore the relay state it is given, so that the WorkSpaces client asks to sign in again (goauthentik/authentik, issue 17542).',
        given: withUrl('https://sso.corp.example.com/application/saml/workspaces/sso/binding/init/'),
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
        says: 'There is no identity provider to recognize: the user access URL is a placeholder.',
        given: withUrl('https://placeholder'),
      },
    ],
    unknown: [
      {
        name: 'a URL of no known form',
        says: 'Cannot determine whether the identity provider starts sign-ins with a deep link: its URL has no known form, which is normal for a custom domain.',
        given: withUrl('https://sso.corp.example.com/workspaces'),
      },
      {
        name: 'a host of a vendor with a path of no known form',
        says: 'Cannot determine whether the identity provider starts sign-ins with a deep link: its URL has no known form, which is normal for a custom domain.',
        given: withUrl('https://example.okta.com/launch/1'),
      },
      {
        name: 'a provider for which no deep link is documented',
        says: 'Cannot determine whether IAM Identity Center passes a deep link on: no parameter for it is documented (IAM Identity Center User Guide, customer managed SAML 2.0 applications; it documents no deep link parameter).',
        given: withUrl('https://portal.sso.eu-central-1.amazonaws.com/saml/assertion/MTEx'),
      },
    ],
  },
});
