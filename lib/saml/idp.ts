import { classifyAudience } from './audiences.ts';

/**
 * An identity provider as far as its user access URL tells it. Recognising one is a hint: custom domains are normal,
 * and an unknown host says nothing against the provider behind it.
 */
export interface IdentityProvider {
  readonly name: string;
  /** The form that its user access URLs take, for people; `<…>` is theirs to fill in. */
  readonly userAccessUrl: string;
  /** Query parameters that take the deep link: first the one to configure, then others that the vendor documents. */
  readonly relayParameters: readonly [string, ...string[]];
  /** AWS lists it in the table of user access URLs. */
  readonly listedByAws: boolean;
  /** Why users do not reach their desktop although the URL is right, where that is known. */
  readonly drawback?: string;
  readonly source: string;
}

interface Entry extends IdentityProvider {
  /** Hosts that only this provider has, lower case. */
  readonly host?: RegExp;
  /** Paths that only this provider has, whatever the host: custom domains and servers of one's own. */
  readonly path?: RegExp;
}

const awsTable = 'Amazon WorkSpaces, Set up SAML 2.0, Step 7.7 (user access URLs and parameter names)';

const entries: readonly Entry[] = [
  {
    name: 'ADFS',
    userAccessUrl: 'https://<host>/adfs/ls/idpinitiatedsignon.aspx?RelayState=RPID=<relying-party-uri>',
    path: /^\/adfs\/ls\/idpinitiatedsignon(\.aspx|\.htm)?$/i,
    relayParameters: ['RelayState'],
    listedByAws: true,
    source: awsTable,
  },
  {
    name: 'Microsoft Entra ID',
    userAccessUrl: 'https://myapps.microsoft.com/signin/<app-id>?tenantId=<tenant-id>',
    // launcher.myapps.microsoft.com is what newer Entra portals print; seen in public configurations, not in AWS's table.
    host: /^(launcher\.)?myapps\.microsoft\.com$/,
    relayParameters: ['RelayState'],
    listedByAws: true,
    source: awsTable,
  },
  {
    name: 'Duo Single Sign-On',
    userAccessUrl: 'https://<sub-domain>.sso.duosecurity.com/saml2/sp/<app-id>/sso',
    host: /\.sso\.duosecurity\.com$/,
    path: /^\/saml2\/sp\/[^/]+\/sso$/,
    relayParameters: ['RelayState'],
    listedByAws: true,
    source: awsTable,
  },
  {
    name: 'Okta',
    userAccessUrl: 'https://<sub-domain>.okta.com/app/<app-name>/<app-id>/sso/saml',
    host: /\.(okta|okta-emea|okta-gov|oktapreview)\.com$/,
    path: /^\/app\/[^/]+\/[^/]+\/sso\/saml$/,
    relayParameters: ['RelayState'],
    listedByAws: true,
    source: awsTable,
  },
  {
    name: 'OneLogin',
    userAccessUrl: 'https://<sub-domain>.onelogin.com/trust/saml2/http-post/sso/<app-id>',
    host: /\.onelogin\.com$/,
    path: /^\/trust\/saml2\/http-(post|redirect)\/sso\/[^/]+$/,
    relayParameters: ['RelayState'],
    listedByAws: true,
    source: awsTable,
  },
  {
    name: 'JumpCloud',
    userAccessUrl: 'https://sso.jumpcloud.com/saml2/<app-id>',
    host: /^sso\.jumpcloud\.com$/,
    relayParameters: ['RelayState'],
    listedByAws: true,
    source: awsTable,
  },
  {
    name: 'Auth0',
    userAccessUrl: 'https://<tenant>.us.auth0.com/samlp/<client-id>',
    host: /\.auth0\.com$/,
    path: /^\/samlp\/[^/]+$/,
    relayParameters: ['RelayState'],
    listedByAws: true,
    source: awsTable,
  },
  {
    name: 'PingFederate',
    userAccessUrl: 'https://<host>/idp/startSSO.ping?PartnerSpId=<sp-id>',
    path: /^\/idp\/startsso\.ping$/i,
    // The vendor's IdP endpoint page documents TARGET as another name for it.
    relayParameters: ['TargetResource', 'TARGET'],
    listedByAws: true,
    source: awsTable,
  },
  {
    name: 'PingOne for Enterprise',
    userAccessUrl: 'https://sso.connect.pingidentity.com/sso/sp/initsso?saasid=<app-id>&idpid=<idp-id>',
    host: /^sso\.connect\.pingidentity\.com$/,
    path: /^\/sso\/sp\/initsso$/,
    relayParameters: ['TargetResource'],
    listedByAws: true,
    source: awsTable,
  },
  {
    name: 'Keycloak',
    userAccessUrl: 'https://<host>/realms/<realm>/protocol/saml/clients/<url-name>',
    path: /^(\/auth)?\/realms\/[^/]+\/protocol\/saml\/clients\/[^/]+$/,
    relayParameters: ['RelayState'],
    listedByAws: false,
    source: 'Keycloak Server Administration Guide, IdP-initiated login',
  },
  {
    name: 'authentik',
    userAccessUrl: 'https://<host>/application/saml/<application>/sso/binding/init/',
    path: /^\/application\/saml\/[^/]+\/sso\/binding\/init\/?$/,
    relayParameters: ['RelayState'],
    listedByAws: false,
    drawback:
      'it is reported to ignore the relay state it is given, so that the WorkSpaces client asks to sign in again',
    source: 'goauthentik/authentik, issue 17542',
  },
];

/** The identity provider behind a user access URL, by host or by path; `undefined`: not recognised, which is no fault. */
export function recogniseIdp(userAccessUrl: string): IdentityProvider | undefined {
  const url = parseUrl(userAccessUrl);
  if (url === undefined) return undefined;
  return (
    entries.find(({ host }) => host?.test(url.hostname) === true) ??
    entries.find(({ path }) => path?.test(url.pathname) === true)
  );
}

/** What is wrong with a user access URL, as a clause that follows the URL: "… is a placeholder". */
export interface UrlFault {
  readonly kind: 'placeholder' | 'template' | 'not-a-url' | 'service-provider' | 'not-https' | 'needs-request';
  readonly clause: string;
}

/**
 * Values that can never start a sign-in at an identity provider, or not safely; `undefined` when there is nothing to
 * say against the URL. Text work only: whether the URL answers is not asked.
 */
export function userAccessUrlFault(userAccessUrl: string): UrlFault | undefined {
  if (/^(https?:\/\/)?([^/?#]*\.)?placeholder([.:/?#]|$)/i.test(userAccessUrl)) {
    return { kind: 'placeholder', clause: 'is the placeholder from setting the directory up' };
  }
  const [left] = /<[^<>]*>|%3C.*?%3E|\{[\w -]*\}/i.exec(userAccessUrl) ?? [];
  if (left !== undefined) {
    return { kind: 'template', clause: `still holds ${left} of a template, which nobody filled in` };
  }
  const url = parseUrl(userAccessUrl);
  if (url === undefined) return { kind: 'not-a-url', clause: 'is not an absolute https URL' };
  if (isSignInHost(url.hostname)) {
    return {
      kind: 'service-provider',
      clause: "is AWS's own sign-in, which receives assertions and cannot start a sign-in at the identity provider",
    };
  }
  if (relayHost.test(url.hostname)) {
    return {
      kind: 'service-provider',
      clause: "is on an AWS relay state endpoint, which belongs into the identity provider's configuration",
    };
  }
  if (url.protocol === 'http:') {
    return {
      kind: 'not-https',
      clause: 'is not https: who can change the traffic can send users to another sign-in page',
    };
  }
  if (entraLogin.test(url.hostname) && /^\/[^/]+\/saml2\/?$/i.test(url.pathname)) {
    return {
      kind: 'needs-request',
      clause:
        "is Entra ID's login URL, which refuses sign-ins that bring no SAMLRequest (AADSTS750054); expected is the application's user access URL",
    };
  }
  return undefined;
}

/** Microsoft's sign-in hosts, national clouds included. */
const entraLogin = /^login\.(microsoftonline\.(com|us)|partner\.microsoftonline\.cn)$/;

/** Hosts of relay state URLs of both services, whatever the Region. */
const relayHost =
  /^((workspaces|appstream2)\.euc-sso(-fips)?|appstream2(-fips)?)\.[a-z0-9-]+\.(aws\.amazon\.com|amazonaws-us-gov\.com)$/;

/** Whatever the partition: from any of them, another one's host is known as such. */
const isSignInHost = (host: string): boolean => classifyAudience('aws', `https://${host}/saml`).kind !== 'unrecognised';

/** Hosts come back in lower case and without a final dot. */
function parseUrl(text: string): { protocol: string; hostname: string; pathname: string } | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, hostname, pathname } = new URL(text);
  return { protocol, hostname: hostname.replace(/\.$/, ''), pathname };
}
