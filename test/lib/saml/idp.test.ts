import { describe, expect, it } from 'vitest';
import { parseUrl, recogniseIdp, tenantOf, vendorOf } from '../../../lib/saml/idp.ts';

describe('recogniseIdp', () => {
  it.each([
    ['https://adfs.example.com/adfs/ls/idpinitiatedsignon.aspx?RelayState=RPID%3Durn%3Aamazon%3Awebservices', 'AD FS'],
    ['https://adfs.example.com/adfs/ls/IdpInitiatedSignOn.aspx', 'AD FS'],
    ['https://adfs.example.com/adfs/ls/idpinitiatedsignon', 'AD FS'],
    ['https://myapps.microsoft.com/signin/c2f7d9a4?tenantId=5b0e6c1d', 'Microsoft Entra ID'],
    ['https://myapps.microsoft.com/signin/WorkSpaces/c2f7d9a4?tenantId=5b0e6c1d', 'Microsoft Entra ID'],
    ['https://launcher.myapps.microsoft.com/api/signin/c2f7d9a4?tenantId=5b0e6c1d', 'Microsoft Entra ID'],
    [
      'https://account.activedirectory.windowsazure.com/applications/signin/WorkSpaces/c2f7d9a4?tenantId=5b0e6c1d',
      'Microsoft Entra ID',
    ],
    ['https://example.sso.duosecurity.com/saml2/sp/DIEXAMPLE/sso', 'Duo Single Sign-On'],
    ['https://example.okta.com/app/aws_workspaces/exk1/sso/saml', 'Okta'],
    ['https://EXAMPLE.OKTA.COM./app/aws_workspaces/exk1/sso/saml', 'Okta'],
    ['https://login.corp.example.com/app/aws_workspaces/exk1/sso/saml', 'Okta'],
    ['https://example.onelogin.com/trust/saml2/http-post/sso/123456', 'OneLogin'],
    ['https://sso.jumpcloud.com/saml2/workspaces', 'JumpCloud'],
    ['https://example.eu.auth0.com/samlp/AbCdEf', 'Auth0'],
    ['https://login.corp.example.com/samlp/AbCdEf', 'Auth0'],
    ['https://sso.example.com:9031/idp/startSSO.ping?PartnerSpId=urn%3Aamazon%3Awebservices', 'PingFederate'],
    ['https://sso.connect.pingidentity.com/sso/sp/initsso?saasid=1&idpid=2', 'PingOne for Enterprise'],
    [
      'https://auth.pingone.eu/5b0e6c1d-8f2a-4c37-9d41-7e60a2b8c3f5/saml20/idp/startsso?spEntityId=urn:amazon:webservices',
      'PingOne',
    ],
    ['https://accounts.google.com/o/saml2/initsso?idpid=C01abcdef&spid=123456789012', 'Google Workspace'],
    [
      'https://idp.example.edu/idp/profile/SAML2/Unsolicited/SSO?providerId=urn:amazon:webservices',
      'Shibboleth or CAS',
    ],
    [
      'https://sso.example.edu/cas/idp/profile/SAML2/Unsolicited/SSO?providerId=urn:amazon:webservices',
      'Shibboleth or CAS',
    ],
    ['https://idp.example.org/simplesaml/saml2/idp/SSOService.php?spentityid=urn:amazon:webservices', 'SimpleSAMLphp'],
    [
      'https://example.verify.ibm.com/saml/sps/saml20ip/saml20/logininitial?RequestBinding=HTTPPost&PartnerId=urn:amazon:webservices',
      'IBM Verify',
    ],
    ['https://abc1234.id.cyberark.cloud/run?appkey=0a1b&customerId=ABC1234', 'CyberArk Identity'],
    ['https://portal.sso.eu-central-1.amazonaws.com/saml/assertion/ABCDEF0123456789', 'IAM Identity Center'],
    ['https://sso.example.com/realms/staff/protocol/saml/clients/workspaces', 'Keycloak'],
    ['https://sso.example.com/auth/realms/staff/protocol/saml/clients/workspaces', 'Keycloak'],
    ['https://sso.example.com/application/saml/workspaces/sso/binding/init/', 'authentik'],
  ])('%s is %s', (url, name) => expect(recogniseIdp(url)?.name).toBe(name));

  it.each([
    'https://sso.corp.example.com/start?app=workspaces',
    'https://example.okta.com/home/aws_workspaces/0oa1/272',
    'https://myapps.microsoft.com.example.com/signin/1',
    'https://accounts.google.com.example.com/o/saml2/initsso?spid=1',
    'https://sso.example.com/?next=/idp/startSSO.ping',
    'https://sso.example.com/realms/staff/protocol/saml',
    'https://',
    'example.okta.com/app/aws_workspaces/exk1/sso/saml',
    '',
  ])('does not recognize %s', (url) => expect(recogniseIdp(url)).toBeUndefined());

  it.each([
    ['https://sso.example.com/idp/startSSO.ping', ['TargetResource', 'TARGET']],
    ['https://sso.connect.pingidentity.com/sso/sp/initsso', ['TargetResource']],
    ['https://auth.pingone.com/5b0e6c1d/saml20/idp/startsso', ['applicationUrl']],
    ['https://idp.example.edu/idp/profile/SAML2/Unsolicited/SSO', ['target']],
    ['https://example.verify.ibm.com/saml/sps/saml20ip/saml20/logininitial', ['Target']],
    ['https://example.okta.com/app/aws_workspaces/exk1/sso/saml', ['RelayState']],
    ['https://accounts.google.com/o/saml2/initsso', []],
  ])('knows which parameter takes the deep link: %s', (url, parameters) =>
    expect(recogniseIdp(url)?.relayParameters).toEqual(parameters),
  );
});

describe('vendorOf', () => {
  const vendor = (text: string) => {
    const url = parseUrl(text);
    return url && vendorOf(url)?.name;
  };

  it.each([
    ['https://example.okta.com/home/aws_workspaces/0oa1/272', 'Okta'],
    ['https://example.onelogin.com/launch/123456', 'OneLogin'],
    ['https://myapps.microsoft.com/somewhere', 'Microsoft Entra ID'],
  ])('%s: %s', (url, name) => expect(vendor(url)).toBe(name));

  it.each(['https://evilokta.com/home', 'https://okta.com.example.com/home'])('knows no vendor of %s', (url) =>
    expect(vendor(url)).toBeUndefined(),
  );
});

describe('tenantOf', () => {
  const guid = '5b0e6c1d-8f2a-4c37-9d41-7e60a2b8c3f5';
  const entra = { vendor: 'Microsoft Entra ID', what: 'tenant', id: guid };
  const okta = { vendor: 'Okta', what: 'application', id: 'exk1' };

  it.each([
    [`https://myapps.microsoft.com/signin/c2f7d9a4?tenantId=${guid.toUpperCase()}`, entra],
    [`https://sts.windows.net/${guid}/`, entra],
    [`https://login.microsoftonline.com/${guid}/saml2`, entra],
    ['https://example.okta.com/app/aws_workspaces/exk1/sso/saml', okta],
    ['https://login.corp.example.com/app/aws_workspaces/exk1/sso/saml', okta],
    ['http://www.okta.com/exk1', okta],
    [
      'https://accounts.google.com/o/saml2/initsso?idpid=C01abc&spid=1',
      { vendor: 'Google Workspace', what: 'tenant', id: 'C01abc' },
    ],
    ['https://accounts.google.com/o/saml2?idpid=C01abc', { vendor: 'Google Workspace', what: 'tenant', id: 'C01abc' }],
    [
      'https://example.sso.duosecurity.com/saml2/sp/DIEXAMPLE/metadata',
      { vendor: 'Duo Single Sign-On', what: 'application', id: 'DIEXAMPLE' },
    ],
  ])('%s', (url, tenant) => expect(tenantOf(url)).toEqual(tenant));

  it.each(['https://idp.example.com/metadata', 'urn:example:idp', 'https://myapps.microsoft.com/signin/c2f7d9a4'])(
    'says nothing of %s',
    (url) => expect(tenantOf(url)).toBeUndefined(),
  );
});
