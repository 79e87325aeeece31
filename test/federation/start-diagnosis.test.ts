import { describe, expect, it } from 'vitest';
import { exampleSnapshot, type ExampleAccount } from '../../lib/explain/example.ts';
import { accountOf } from '../../lib/federation/account.ts';
import { diagnoseStart } from '../../lib/federation/start-diagnosis.ts';

const id = 'd-906731a2b4';
const guid = '5b0e6c1d-8f2a-4c37-9d41-7e60a2b8c3f5';
const otherGuid = '11111111-2222-3333-4444-555555555555';

const withUrl = (userAccessUrl: string | undefined, more: ExampleAccount = {}, relayStateParameterName?: string) => ({
  directories: [
    {
      id,
      saml: {
        status: 'ENABLED',
        ...(userAccessUrl === undefined ? {} : { userAccessUrl }),
        ...(relayStateParameterName === undefined ? {} : { relayStateParameterName }),
      },
    },
  ],
  ...more,
});

function diagnose(given: ExampleAccount) {
  const account = accountOf(exampleSnapshot(given));
  const directories = account.directories('eu-central-1');
  const [directory] = directories.state === 'known' ? directories.value : [];
  if (directory === undefined) throw new Error('the example has a directory');
  return diagnoseStart(directory, account);
}

/** Status, kinds of causes, texts of uncertainties. */
const summary = (given: ExampleAccount) => {
  const { status, causes, uncertainties } = diagnose(given);
  return [status, ...causes.map(({ cause }) => cause.kind), ...uncertainties.map(({ message }) => message)];
};

const providers = (...metadata: NonNullable<NonNullable<ExampleAccount['providers']>[number]['metadata']>[]) => ({
  providers: metadata.map((one, index) => ({ name: `Idp${index + 1}`, metadata: one })),
});
const entra = (tenant: string) => ({ entityIds: [`https://sts.windows.net/${tenant}/`] });
const okta = (app: string) => ({ entityIds: [`http://www.okta.com/${app}`] });
const oktaUrl = 'https://example.okta.com/app/aws_workspaces/exk1/sso/saml';
const entraUrl = `https://myapps.microsoft.com/signin/c2f7d9a4?tenantId=${guid}`;

describe('a sign-in that starts', () => {
  it.each([
    ['at an application of Okta', withUrl(oktaUrl)],
    ['at Okta, which the metadata names', withUrl(oktaUrl, providers(okta('exk1')))],
    ['at one of several tenants', withUrl(entraUrl, providers(entra(otherGuid), entra(guid)))],
    [
      'at a URL that the metadata names too, where the identity provider accepts both',
      withUrl(
        oktaUrl,
        providers({ ...okta('exk1'), singleSignOnServices: [{ binding: 'HTTP-POST', location: oktaUrl }] }),
      ),
    ],
    ["at a host of one's own", withUrl('https://login.corp.example.com/start')],
    [
      'at PingFederate, with its parameter',
      withUrl('https://sso.example.com/idp/startSSO.ping?PartnerSpId=a', {}, 'TARGET'),
    ],
  ])('%s', (_, given) => expect(summary(given)).toEqual(['works']));

  it('over http works, and is not safe', () =>
    expect(summary(withUrl('http://login.corp.example.com/start'))).toEqual(['works', 'user-access-url-not-https']));
});

describe('a sign-in that cannot start', () => {
  it.each([
    [undefined, 'user-access-url-missing'],
    ['https://placeholder', 'user-access-url-placeholder'],
    ['https://example.okta.com/app/<app_name>/<app_id>/sso/saml', 'user-access-url-template'],
    ['login.example.com', 'user-access-url-malformed'],
    ['https://clients.amazonworkspaces.com', 'user-access-url-of-aws'],
    ['https://workspaces.euc-sso.eu-central-1.aws.amazon.com/sso-idp', 'user-access-url-relay-state'],
    ['https://sso.example.com/idp/SSO.saml2', 'user-access-url-needs-request'],
    ['https://sso.example.com/saml/metadata', 'user-access-url-metadata'],
    ['https://example.okta.com', 'user-access-url-home-page'],
    ['https://adfs.example.com/adfs/ls/idpinitiatedsignon.aspx', 'user-access-url-names-no-application'],
    ['https://adfs.example.com/adfs/ls/idpinitiatedsignon.aspx?loginToRp=a', 'user-access-url-drops-relay-state'],
  ])('%s', (url, kind) => expect(summary(withUrl(url))).toEqual(['blocked', kind]));

  it('is one at the endpoint that the metadata names for service providers', () => {
    const metadata = {
      entityIds: ['https://idp.example.com/saml'],
      singleSignOnServices: [{ binding: 'HTTP-Redirect', location: 'https://idp.example.com/sso' }],
    };
    const { status, causes } = diagnose(withUrl('https://IDP.example.com/sso/', providers(metadata)));
    expect([status, ...causes]).toEqual([
      'blocked',
      {
        cause: { kind: 'user-access-url-needs-request', parameters: { url: 'https://IDP.example.com/sso/' } },
        resource: `arn:aws:workspaces:eu-central-1:111122223333:directory/${id}`,
        message:
          'The metadata of SAML provider Idp1 names the user access URL https://IDP.example.com/sso/ as its SingleSignOnService, which expects a SAMLRequest of a service provider. No sign-in can start there.',
        userSees: 'A page that is not the sign-in page of the identity provider',
      },
    ]);
    expect(summary(withUrl('https://idp.example.com/sso?application=workspaces', providers(metadata)))).toEqual([
      'works',
    ]);
    expect(summary(withUrl('https://idp.example.com/saml', providers(metadata)))).toEqual([
      'blocked',
      'user-access-url-needs-request',
    ]);
  });

  it('is one at another tenant than that of the metadata', () => {
    const { status, causes } = diagnose(withUrl(entraUrl, providers(entra(otherGuid))));
    expect([status, ...causes]).toEqual([
      'blocked',
      {
        cause: { kind: 'user-access-url-other-tenant', parameters: { tenant: guid } },
        resource: `arn:aws:workspaces:eu-central-1:111122223333:directory/${id}`,
        message: `The user access URL starts a sign-in at Microsoft Entra ID tenant ${guid}, but the metadata of SAML provider Idp1 is of tenant ${otherGuid}.`,
        userSees:
          '"Issuer not present in specified provider" (400, AuthSamlInvalidSamlResponseException) on the AWS sign-in page',
        suggestion: otherGuid,
      },
    ]);
  });
});

describe('a sign-in of which AWS does not show whether it starts', () => {
  const denied = (call: string) => `AccessDeniedException: the scanning role may not call ${call}`;
  const unread = (call: string) =>
    `Could not compare the user access URL with the metadata of the SAML providers: ${denied(call)}.`;

  it.each([
    [
      'the metadata could not be read',
      withUrl('https://login.corp.example.com/start', { unread: ['iam:GetSAMLProvider'] }),
      unread('iam:GetSAMLProvider'),
    ],
    [
      'the providers could not be listed',
      withUrl(oktaUrl, { unread: ['iam:ListSAMLProviders'] }),
      unread('iam:ListSAMLProviders'),
    ],
    [
      'another parameter than the identity provider expects',
      withUrl('https://sso.example.com/idp/startSSO.ping?PartnerSpId=a'),
      `Cannot determine whether the sign-in ends at the desktop: PingFederate expects the deep link in TargetResource, and directory ${id} sends it in RelayState.`,
    ],
    [
      'no parameter is documented',
      withUrl('https://portal.sso.eu-central-1.amazonaws.com/saml/assertion/MTEx'),
      'Cannot determine whether the sign-in ends at the desktop: no parameter is documented in which IAM Identity Center expects the relay state.',
    ],
    [
      'another application than that of the metadata',
      withUrl(oktaUrl, providers(okta('exk2'), entra(guid))),
      'user-access-url-other-application',
      'The user access URL starts a sign-in at Okta application exk1, but the metadata of SAML provider Idp1 is of application exk2.',
    ],
    [
      'a path that nobody documents, on the host of a vendor',
      withUrl('https://example.onelogin.com/launch/123456'),
      'Cannot determine whether the sign-in ends at the desktop: the host is of OneLogin, but the path is not of the form https://<sub-domain>.onelogin.com/trust/saml2/http-post/sso/<app-id>.',
    ],
  ])('%s', (_, given, ...messages) => expect(summary(given)).toEqual(['unknown', ...messages]));

  it('is certain whatever the metadata says, where the URL alone is wrong', () =>
    expect(summary(withUrl('https://placeholder', { unread: ['iam:GetSAMLProvider'] }))).toEqual([
      'blocked',
      'user-access-url-placeholder',
    ]));
});
