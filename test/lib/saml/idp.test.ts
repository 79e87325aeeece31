import { describe, expect, it } from 'vitest';
import { recogniseIdp, userAccessUrlFault } from '../../../lib/saml/idp.ts';

describe('recogniseIdp', () => {
  it.each([
    ['https://adfs.example.com/adfs/ls/idpinitiatedsignon.aspx?RelayState=RPID%3Durn%3Aamazon%3Awebservices', 'ADFS'],
    ['https://adfs.example.com/adfs/ls/IdpInitiatedSignOn.aspx', 'ADFS'],
    ['https://adfs.example.com/adfs/ls/idpinitiatedsignon', 'ADFS'],
    ['https://myapps.microsoft.com/signin/c2f7d9a4?tenantId=5b0e6c1d', 'Microsoft Entra ID'],
    ['https://launcher.myapps.microsoft.com/api/signin/c2f7d9a4?tenantId=5b0e6c1d', 'Microsoft Entra ID'],
    ['https://example.sso.duosecurity.com/saml2/sp/DIEXAMPLE/sso', 'Duo Single Sign-On'],
    ['https://example.okta.com/app/aws_workspaces/exk1/sso/saml', 'Okta'],
    ['https://EXAMPLE.OKTA.COM/app/aws_workspaces/exk1/sso/saml', 'Okta'],
    ['https://example.okta.com./home', 'Okta'],
    ['https://example.okta.com/home/aws_workspaces/0oa1/272', 'Okta'],
    ['https://login.corp.example.com/app/aws_workspaces/exk1/sso/saml', 'Okta'],
    ['https://example.onelogin.com/trust/saml2/http-post/sso/123456', 'OneLogin'],
    ['https://sso.jumpcloud.com/saml2/workspaces', 'JumpCloud'],
    ['https://example.eu.auth0.com/samlp/AbCdEf', 'Auth0'],
    ['https://login.corp.example.com/samlp/AbCdEf', 'Auth0'],
    ['https://sso.example.com:9031/idp/startSSO.ping?PartnerSpId=urn%3Aamazon%3Awebservices', 'PingFederate'],
    ['https://sso.connect.pingidentity.com/sso/sp/initsso?saasid=1&idpid=2', 'PingOne for Enterprise'],
    ['https://sso.example.com/realms/staff/protocol/saml/clients/workspaces', 'Keycloak'],
    ['https://sso.example.com/auth/realms/staff/protocol/saml/clients/workspaces', 'Keycloak'],
    ['https://sso.example.com/application/saml/workspaces/sso/binding/init/', 'authentik'],
  ])('%s is %s', (url, name) => expect(recogniseIdp(url)?.name).toBe(name));

  it.each([
    'https://sso.corp.example.com/start?app=workspaces',
    'https://evilokta.com/home',
    'https://okta.com.example.com/home',
    'https://myapps.microsoft.com.example.com/signin/1',
    'https://sso.example.com/?next=/idp/startSSO.ping',
    'https://sso.example.com/realms/staff/protocol/saml',
    'https://',
    'example.okta.com',
    '',
  ])('does not recognise %s', (url) => expect(recogniseIdp(url)).toBeUndefined());

  it('knows which parameter takes the deep link', () => {
    expect(recogniseIdp('https://sso.example.com/idp/startSSO.ping')?.relayParameters).toEqual([
      'TargetResource',
      'TARGET',
    ]);
    expect(recogniseIdp('https://sso.connect.pingidentity.com/sso/sp/initsso')?.relayParameters).toEqual([
      'TargetResource',
    ]);
    expect(recogniseIdp('https://example.okta.com/home')?.relayParameters).toEqual(['RelayState']);
  });
});

describe('userAccessUrlFault', () => {
  it.each([
    ['placeholder', 'placeholder'],
    ['https://placeholder', 'placeholder'],
    ['http://Placeholder/', 'placeholder'],
    ['https://www.placeholder.com/x', 'placeholder'],
    ['https://myapps.microsoft.com/signin/<app_id>?tenantId=<tenant_id>', 'template'],
    ['https://<sub_domain>.okta.com/app/x/y/sso/saml', 'template'],
    ['https://example.okta.com/app/%3Capp_name%3E/exk1/sso/saml', 'template'],
    ['https://example.okta.com/app/{app_name}/exk1/sso/saml', 'template'],
    ['https://', 'not-a-url'],
    ['login.example.com/start', 'not-a-url'],
    ['ldap://login.example.com', 'not-a-url'],
    ['https://signin.aws.amazon.com/saml', 'service-provider'],
    ['https://us-gov-east-1.signin.amazonaws-us-gov.com/saml', 'service-provider'],
    ['http://signin.aws.amazon.com/static/saml-metadata.xml', 'service-provider'],
    [
      'https://Workspaces.euc-sso-fips.us-east-1.aws.amazon.com/sso-idp?registrationCode=SLiad+7UQFN3',
      'service-provider',
    ],
    ['https://workspaces.euc-sso.us-gov-west-1.amazonaws-us-gov.com/sso-idp', 'service-provider'],
    ['https://appstream2.us-east-1.aws.amazon.com/saml?stack=Design', 'service-provider'],
    ['http://adfs.example.com/adfs/ls/idpinitiatedsignon.aspx', 'not-https'],
    ['https://login.microsoftonline.com/5b0e6c1d-8f2a-4c37-9d41-7e60a2b8c3f5/saml2', 'needs-request'],
    ['https://login.microsoftonline.us/common/SAML2/', 'needs-request'],
  ])('%s: %s', (url, kind) => expect(userAccessUrlFault(url)?.kind).toBe(kind));

  it.each([
    'https://example.okta.com/app/aws_workspaces/exk1/sso/saml',
    'https://login.corp.example.com/start?app=workspaces',
    'https://my-placeholder.example.com/start',
    'https://login.example.com/?page=placeholder',
    'https://login.microsoftonline.com/5b0e6c1d/oauth2/authorize',
    'https://portal.sso.eu-central-1.amazonaws.com/saml/assertion/MTEx',
    'https://login.example.com:8443/start',
    'https://[2001:db8::1]/start',
  ])('finds nothing wrong with %s', (url) => expect(userAccessUrlFault(url)).toBeUndefined());

  it('names what is left of a template', () => {
    expect(userAccessUrlFault('https://example.onelogin.com/trust/saml2/http-post/sso/<app-id>')?.clause).toBe(
      'still holds <app-id> of a template, which nobody filled in',
    );
  });
});
