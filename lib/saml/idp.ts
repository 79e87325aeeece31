/**
 * An identity provider as far as its user access URL tells it. Recognizing one is a hint: custom domains are normal, and
 * an unknown URL says nothing against the provider behind it.
 */
export interface IdentityProvider {
  readonly name: string;
  /** The form that its user access URLs take, for people; `<…>` is theirs to fill in. */
  readonly userAccessUrl: string;
  /** Query parameters that take the deep link, the one to configure first; empty: the vendor documents none. */
  readonly relayParameters: readonly string[];
  /** AWS lists it in the table of user access URLs. */
  readonly listedByAws: boolean;
  /** Why users do not reach their desktop although the URL is right, where that is known. */
  readonly drawback?: string;
  readonly source: string;
}

/** An URL that is none to start a sign-in with: what it is, and what follows. */
export interface WrongUrl {
  readonly kind: 'needs-request' | 'metadata' | 'home-page' | 'no-application' | 'drops-relay-state';
  /** Reads on after the URL: "is Entra ID's login URL, …". */
  readonly clause: string;
}

interface Form {
  /** Hosts that only this provider has, lower case. */
  readonly host?: RegExp;
  /** Paths that only this provider has, whatever the host: custom domains and servers of one's own. */
  readonly path: RegExp;
}

interface Entry extends IdentityProvider {
  /** Hosts of the vendor: what has none of the forms there is no known start of a sign-in. */
  readonly vendor?: RegExp;
  /** URLs with which users start a sign-in. */
  readonly starts: readonly Form[];
  /** What is missing in the query of an URL of that form. */
  readonly lacks?: (query: URLSearchParams) => WrongUrl | undefined;
  /** Other URLs of the product that are entered in place of it. */
  readonly others?: readonly (Form & WrongUrl)[];
  /** What an URL and the provider's metadata both name. */
  readonly tenant?: { readonly what: 'tenant' | 'application'; readonly of: (url: URL) => string | undefined };
}

const awsTable = 'Amazon WorkSpaces, Set up SAML 2.0, Step 7.7 (user access URLs and parameter names)';

/** An endpoint for service providers. */
const expectsRequest = (what: string): WrongUrl => ({
  kind: 'needs-request',
  clause: `is ${what}, which expects a SAMLRequest of a service provider and starts no sign-in without one`,
});
const homePage = (what: string): WrongUrl => ({
  kind: 'home-page',
  clause: `is ${what}, which leads to no application`,
});
const requires =
  (parameters: readonly string[], what: string) =>
  (query: URLSearchParams): WrongUrl | undefined =>
    parameters.some((parameter) => (query.get(parameter) ?? '') !== '')
      ? undefined
      : { kind: 'no-application', clause: `names no ${what}: the parameter ${parameters[0]} is missing` };

const segment = (url: URL, pattern: RegExp): string | undefined => pattern.exec(url.pathname)?.[1];

const oktaHost = /\.(okta|okta-emea|okta-gov|oktapreview)\.com$/;
const entraPortal = /^(launcher\.)?myapps\.(microsoft\.com|microsoft\.us|azure\.cn)$/;
const entraLogin = /^login\.(microsoftonline\.(com|us)|partner\.microsoftonline\.cn|windows\.net)$/;
const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

const entries: readonly Entry[] = [
  {
    name: 'AD FS',
    userAccessUrl: 'https://<host>/adfs/ls/idpinitiatedsignon.aspx?RelayState=RPID=<relying-party-uri>',
    relayParameters: ['RelayState'],
    listedByAws: true,
    source: awsTable,
    starts: [{ path: /^\/adfs\/ls\/idpinitiatedsignon(\.aspx|\.htm)?$/i }],
    lacks: relyingPartyOf,
    others: [
      { path: /^\/adfs\/ls\/?$/i, ...expectsRequest("AD FS's endpoint for service providers") },
      { path: /^\/adfs\/services\/trust/i, ...expectsRequest('the identifier of an AD FS farm') },
    ],
  },
  {
    name: 'Microsoft Entra ID',
    userAccessUrl: 'https://myapps.microsoft.com/signin/<app-id>?tenantId=<tenant-id>',
    relayParameters: ['RelayState'],
    listedByAws: true,
    source: awsTable,
    vendor:
      /(^|\.)(myapps\.(microsoft\.com|microsoft\.us|azure\.cn)|account\.activedirectory\.windowsazure\.(com|us|cn))$/,
    starts: [
      // launcher.myapps.microsoft.com is what newer portals print; seen in public configurations, not in AWS's table.
      { host: entraPortal, path: /^\/(api\/)?signin\/[^/]+(\/[^/]+)?\/?$/ },
      // The form before My Apps had a host of its own, which portals printed until 2021.
      {
        host: /^account\.activedirectory\.windowsazure\.(com|us|cn)$/,
        path: /^\/applications\/(signin|redirecttosignin|default\.aspx)/i,
      },
    ],
    others: [
      {
        host: entraLogin,
        path: /^\/[^/]+\/saml2\/?$/i,
        kind: 'needs-request',
        clause: "is Entra ID's login URL, which refuses sign-ins that bring no SAMLRequest (AADSTS750054)",
      },
      { host: entraPortal, path: /^\/?$/, ...homePage('the My Apps portal') },
      { host: /^sts\.windows\.net$/, path: /^/, ...expectsRequest('the entity ID of an Entra ID tenant') },
      {
        host: /^(portal\.azure\.com|entra\.microsoft\.com)$/,
        path: /^/,
        ...homePage('the administration portal of Entra ID'),
      },
    ],
    tenant: { what: 'tenant', of: entraTenant },
  },
  {
    name: 'Duo Single Sign-On',
    userAccessUrl: 'https://<sub-domain>.sso.duosecurity.com/saml2/sp/<app-id>/sso',
    relayParameters: ['RelayState'],
    listedByAws: true,
    source: awsTable,
    vendor: /\.duosecurity\.com$/,
    starts: [{ path: /^\/saml2\/sp\/[^/]+\/sso$/ }],
    others: [{ host: /\.duosecurity\.com$/, path: /^\/?$/, ...homePage('the start page of a Duo account') }],
    tenant: { what: 'application', of: (url) => segment(url, /^\/saml2\/sp\/([^/]+)\//) },
  },
  {
    name: 'Okta',
    userAccessUrl: 'https://<sub-domain>.okta.com/app/<app-name>/<app-id>/sso/saml',
    relayParameters: ['RelayState'],
    listedByAws: true,
    source: awsTable,
    vendor: oktaHost,
    starts: [{ path: /^\/app\/[^/]+\/[^/]+\/sso\/saml$/ }],
    others: [
      {
        host: /-admin\.(okta|okta-emea|okta-gov|oktapreview)\.com$/,
        path: /^/,
        ...homePage("Okta's administration console"),
      },
      {
        host: oktaHost,
        path: /^\/?$|^\/(app\/userhome|enduser|login)\b/i,
        ...homePage('the start page of an Okta organization'),
      },
    ],
    tenant: {
      what: 'application',
      of: (url) =>
        url.hostname === 'www.okta.com'
          ? segment(url, /^\/([^/]+)$/)
          : segment(url, /^\/app\/[^/]+\/([^/]+)\/sso\/saml$/),
    },
  },
  {
    name: 'OneLogin',
    userAccessUrl: 'https://<sub-domain>.onelogin.com/trust/saml2/http-post/sso/<app-id>',
    relayParameters: ['RelayState'],
    listedByAws: true,
    source: awsTable,
    vendor: /\.onelogin\.com$/,
    starts: [{ path: /^\/trust\/saml2\/http-(post|redirect)\/sso\/[^/]+$/ }],
    others: [
      { host: /\.onelogin\.com$/, path: /^\/(portal|login)?\/?$/, ...homePage('the portal of a OneLogin account') },
    ],
  },
  {
    name: 'JumpCloud',
    userAccessUrl: 'https://sso.jumpcloud.com/saml2/<app-id>',
    relayParameters: ['RelayState'],
    listedByAws: true,
    source: awsTable,
    vendor: /\.jumpcloud\.com$/,
    starts: [{ host: /^sso\.jumpcloud\.com$/, path: /^\/saml2\/[^/]+$/ }],
    others: [
      { host: /^(console|userconsole)\.jumpcloud\.com$/, path: /^/, ...homePage('a console of JumpCloud') },
      { host: /^sso\.jumpcloud\.com$/, path: /^\/(saml2\/?)?$/, ...homePage("JumpCloud's sign-in host") },
    ],
  },
  {
    name: 'Auth0',
    userAccessUrl: 'https://<tenant>.us.auth0.com/samlp/<client-id>',
    relayParameters: ['RelayState'],
    listedByAws: true,
    source: awsTable,
    vendor: /\.auth0\.com$/,
    starts: [{ path: /^\/samlp\/[^/]+$/ }],
    others: [{ host: /\.auth0\.com$/, path: /^\/(samlp\/?)?$/, ...homePage('the start page of an Auth0 tenant') }],
  },
  {
    name: 'PingFederate',
    userAccessUrl: 'https://<host>/idp/startSSO.ping?PartnerSpId=<sp-id>',
    // The vendor's IdP endpoint page documents TARGET as another name for it.
    relayParameters: ['TargetResource', 'TARGET'],
    listedByAws: true,
    source: awsTable,
    starts: [{ path: /^\/idp\/startsso\.ping$/i }],
    lacks: requires(['PartnerSpId', 'PARTNER'], 'service provider'),
    others: [
      { path: /^\/idp\/sso\.saml2$/i, ...expectsRequest("PingFederate's endpoint for service providers") },
      {
        path: /^\/sp\/startsso\.ping$/i,
        kind: 'needs-request',
        clause:
          'is the start page of a PingFederate service provider, which asks another identity provider to sign users in',
      },
    ],
  },
  {
    name: 'PingOne for Enterprise',
    userAccessUrl: 'https://sso.connect.pingidentity.com/sso/sp/initsso?saasid=<app-id>&idpid=<idp-id>',
    relayParameters: ['TargetResource'],
    listedByAws: true,
    source: awsTable,
    vendor: /\.pingidentity\.com$/,
    starts: [{ host: /^sso\.connect\.pingidentity\.com$/, path: /^\/sso\/sp\/initsso$/ }],
    lacks: requires(['saasid'], 'application'),
    others: [
      {
        host: /^sso\.connect\.pingidentity\.com$/,
        path: /^\/sso\/idp\/SSO\.saml2$/i,
        ...expectsRequest("PingOne's endpoint for service providers"),
      },
    ],
  },
  {
    name: 'PingOne',
    userAccessUrl: 'https://auth.pingone.com/<environment-id>/saml20/idp/startsso?spEntityId=<sp-entity-id>',
    relayParameters: ['applicationUrl'],
    listedByAws: false,
    source: 'PingOne Platform API Reference, Identity Provider Initiated SSO',
    vendor: /\.pingone\.(com|eu|ca|asia|com\.au|sg)$/,
    starts: [{ path: /^(\/[^/]+)?\/saml20\/idp\/startsso$/i }],
    lacks: requires(['spEntityId'], 'service provider'),
    others: [
      { path: /^(\/[^/]+)?\/saml20\/idp\/sso$/i, ...expectsRequest("PingOne's endpoint for service providers") },
      { host: /^apps\.pingone\./, path: /^/, ...homePage('the application portal of PingOne') },
    ],
    tenant: { what: 'tenant', of: (url) => segment(url, new RegExp(`^/(${guid.source})(?:/|$)`, 'i'))?.toLowerCase() },
  },
  {
    name: 'Google Workspace',
    userAccessUrl: 'https://accounts.google.com/o/saml2/initsso?idpid=<idp-id>&spid=<sp-id>',
    relayParameters: [],
    listedByAws: false,
    source: 'AWS re:Post, Google Workspace as IdP for WorkSpaces; no vendor page documents a deep link parameter',
    vendor: /^accounts\.google\.com$/,
    starts: [{ host: /^accounts\.google\.com$/, path: /^\/o\/saml2\/initsso$/ }],
    lacks: requires(['spid'], 'application'),
    others: [
      {
        host: /^accounts\.google\.com$/,
        path: /^\/o\/saml2\/idp$/,
        ...expectsRequest("Google's endpoint for service providers"),
      },
      {
        host: /^(accounts|workspace|admin|myaccount)\.google\.com$/,
        path: /^\/?$/,
        ...homePage('a start page of Google'),
      },
    ],
    tenant: { what: 'tenant', of: (url) => url.searchParams.get('idpid') ?? undefined },
  },
  {
    name: 'Shibboleth or CAS',
    userAccessUrl: 'https://<host>/idp/profile/SAML2/Unsolicited/SSO?providerId=<sp-entity-id>',
    relayParameters: ['target'],
    listedByAws: false,
    source: 'Shibboleth IdP, UnsolicitedSSOConfiguration; Apereo CAS, SAML2 Authentication - Unsolicited SSO',
    starts: [{ path: /\/idp\/profile\/SAML2\/Unsolicited\/SSO$/ }],
    lacks: requires(['providerId'], 'service provider'),
    others: [
      {
        path: /\/idp\/profile\/(SAML2|Shibboleth)\/([\w-]+\/)*(SSO|ECP)$/,
        ...expectsRequest("Shibboleth's or CAS's endpoint for service providers"),
      },
    ],
  },
  {
    name: 'SimpleSAMLphp',
    userAccessUrl: 'https://<host>/simplesaml/module.php/saml/idp/singleSignOnService?spentityid=<sp-entity-id>',
    relayParameters: ['RelayState'],
    listedByAws: false,
    source: 'SimpleSAMLphp Identity Provider QuickStart, IdP-first flow',
    starts: [{ path: /\/(module\.php\/saml\/idp\/singleSignOnService|saml2\/idp\/(SSOService|initSSO)\.php)$/ }],
    lacks: requires(['spentityid', 'providerId'], 'service provider'),
  },
  {
    name: 'IBM Verify',
    userAccessUrl:
      'https://<tenant>.verify.ibm.com/saml/sps/saml20ip/saml20/logininitial?RequestBinding=HTTPPost&PartnerId=<sp-id>',
    relayParameters: ['Target'],
    listedByAws: false,
    source: 'IBM Verify, SAML 2.0 profile initial URLs for the identity provider',
    vendor: /\.(verify\.ibm|ice\.ibmcloud)\.com$/,
    starts: [{ path: /\/sps\/[^/]+\/saml20\/logininitial$/ }],
    lacks: requires(['PartnerId'], 'service provider'),
    others: [
      { path: /\/sps\/[^/]+\/saml20\/login$/, ...expectsRequest("IBM Verify's endpoint for service providers") },
    ],
  },
  {
    name: 'CyberArk Identity',
    userAccessUrl: 'https://<tenant>.id.cyberark.cloud/run?appkey=<app-key>&customerId=<tenant>',
    relayParameters: [],
    listedByAws: false,
    source: 'CyberArk Identity, SAML application settings; no vendor page documents a deep link parameter',
    vendor: /\.(id\.cyberark\.cloud|idaptive\.app|centrify\.com)$/,
    starts: [
      { host: /\.(id\.cyberark\.cloud|idaptive\.app|centrify\.com)$/, path: /^\/run$/i },
      { path: /^\/applogin\/appKey\/[^/]+\/customerId\/[^/]+$/i },
    ],
    others: [
      {
        host: /\.(id\.cyberark\.cloud|idaptive\.app|centrify\.com)$/,
        path: /^\/(my|manage|login)?\/?$/i,
        ...homePage('the portal of a CyberArk tenant'),
      },
    ],
  },
  {
    name: 'IAM Identity Center',
    userAccessUrl: 'https://portal.sso.<region>.amazonaws.com/saml/assertion/<application>',
    relayParameters: [],
    listedByAws: false,
    source:
      'IAM Identity Center User Guide, customer managed SAML 2.0 applications; it documents no deep link parameter',
    starts: [{ host: /^portal\.sso\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/, path: /^\/saml\/assertion\/[^/]+\/?$/ }],
  },
  {
    name: 'Keycloak',
    userAccessUrl: 'https://<host>/realms/<realm>/protocol/saml/clients/<url-name>',
    relayParameters: ['RelayState'],
    listedByAws: false,
    source: 'Keycloak Server Administration Guide, IdP-initiated login',
    starts: [{ path: /^(\/[^/]+)?\/realms\/[^/]+\/protocol\/saml\/clients\/[^/]+$/ }],
    others: [
      {
        path: /^(\/[^/]+)?\/realms\/[^/]+\/protocol\/saml\/?$/,
        ...expectsRequest("Keycloak's endpoint for service providers"),
      },
      { path: /^(\/[^/]+)?\/realms\/[^/]+\/?(account\/?)?$/, ...homePage('a Keycloak realm') },
    ],
  },
  {
    name: 'authentik',
    userAccessUrl: 'https://<host>/application/saml/<application>/sso/binding/init/',
    relayParameters: ['RelayState'],
    listedByAws: false,
    drawback:
      'it is reported to ignore the relay state it is given, so that the WorkSpaces client asks to sign in again',
    source: 'goauthentik/authentik, issue 17542',
    starts: [{ path: /^\/application\/saml\/[^/]+\/(sso\/binding\/)?init\/?$/ }],
    others: [
      {
        path: /^\/application\/saml\/[^/]+\/(sso\/binding\/(redirect|post)\/?)?$/,
        ...expectsRequest("authentik's endpoint for service providers"),
      },
    ],
  },
];

/**
 * AD FS takes the relying party from the relay state alone, and drops all other parameters beside it (Microsoft, "AD FS
 * 2.0 RelayState").
 */
function relyingPartyOf(query: URLSearchParams): WrongUrl | undefined {
  const relayState = query.get('RelayState') ?? '';
  if (/RPID=/i.test(relayState) || /RPID%3D/i.test(relayState)) return undefined;
  return (query.get('loginToRp') ?? '') === ''
    ? { kind: 'no-application', clause: 'names no relying party: AD FS expects RelayState=RPID=RELYING_PARTY' }
    : {
        kind: 'drops-relay-state',
        clause: 'names the relying party in loginToRp, beside which AD FS passes no relay state on',
      };
}

function entraTenant(url: URL): string | undefined {
  const tenant =
    url.searchParams.get('tenantId') ??
    (entraLogin.test(url.hostname) || url.hostname === 'sts.windows.net' ? url.pathname : '');
  return guid.exec(tenant)?.[0].toLowerCase();
}

const fits = ({ host, path }: Form, { hostname, pathname }: URL): boolean =>
  path.test(pathname) && host?.test(hostname) !== false;

/**
 * An absolute http or https URL, its host in lower case and without a final dot; `undefined` for every other text.
 */
export function parseUrl(text: string): URL | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  url.hostname = url.hostname.replace(/\.$/, '');
  return url;
}

const entryOf = (url: URL): Entry | undefined => entries.find(({ starts }) => starts.some((form) => fits(form, url)));

/**
 * The identity provider that starts sign-ins at URLs of this form, whatever the host; `undefined`: not recognized, which
 * is no fault.
 */
export function recogniseIdp(userAccessUrl: string): IdentityProvider | undefined {
  const url = parseUrl(userAccessUrl);
  return url === undefined ? undefined : entryOf(url);
}

/** The vendor whose host it is, although none of its known forms fits. */
export function vendorOf(url: URL): IdentityProvider | undefined {
  return entries.find(({ vendor }) => vendor?.test(url.hostname) === true);
}

/** What kind of wrong URL of a known identity provider it is; `undefined` when it is none that is known. */
export function wrongUrl(url: URL): WrongUrl | undefined {
  const entry = entryOf(url);
  if (entry !== undefined) return entry.lacks?.(url.searchParams);
  return entries.flatMap(({ others = [] }) => others).find((form) => fits(form, url));
}

/** An application or tenant that an URL, or an entity ID, names in the form of one vendor. */
export interface Tenant {
  readonly vendor: string;
  readonly what: 'tenant' | 'application';
  readonly id: string;
}

/** Hosts of entity IDs and endpoints that belong to a vendor but start nothing. */
const tenantHosts: Readonly<Record<string, RegExp>> = {
  'Microsoft Entra ID': /^(sts\.windows\.net|login\.microsoftonline\.(com|us))$/,
  Okta: /^www\.okta\.com$/,
};

/** What an URL or entity ID names, where its vendor's form says so. */
export function tenantOf(text: string): Tenant | undefined {
  const url = parseUrl(text);
  if (url === undefined) return undefined;
  for (const { name, tenant, vendor, starts } of entries) {
    if (tenant === undefined) continue;
    const belongs =
      vendor?.test(url.hostname) === true ||
      tenantHosts[name]?.test(url.hostname) === true ||
      starts.some((form) => fits(form, url));
    const id = belongs ? tenant.of(url) : undefined;
    if (id !== undefined) return { vendor: name, what: tenant.what, id };
  }
  return undefined;
}
