import type { Diagnosis, StepDiagnosis, Uncertainty } from '../model/diagnosis.ts';
import type { Directory, SamlProvider } from '../model/snapshot.ts';
import { accessUrlFault, type UrlFault } from '../saml/access-url.ts';
import { parseUrl, recogniseIdp, tenantOf, vendorOf, type IdentityProvider } from '../saml/idp.ts';
import { userSees } from '../saml/sign-in-errors.ts';
import type { Account } from './account.ts';

/** What AWS sends when the directory names no parameter. */
export const defaultRelayParameter = 'RelayState';

/** The start of a sign-in: the client opens the user access URL, with the relay state as one of its parameters. */
export interface StartDiagnosis extends StepDiagnosis {
  /** The identity provider, where the URL has a form of its own. */
  readonly idp?: IdentityProvider;
}

/**
 * Whether the clients can start a sign-in at the identity provider. A URL that no form recognizes works as far as AWS
 * shows; whether it answers is not tried.
 */
export function diagnoseStart(directory: Directory, account: Account): StartDiagnosis {
  const url = directory.saml.userAccessUrl;
  if (url === undefined) return blocked(missing(directory));
  const fault = accessUrlFault(url);
  const idp = recogniseIdp(url);
  const recognized = idp === undefined ? {} : { idp };
  if (fault !== undefined && fault.kind !== 'not-https')
    return { ...blocked(faulty(directory, url, fault)), ...recognized };

  const unsafe = fault === undefined ? [] : [faulty(directory, url, fault)];
  const { causes, uncertainties } = againstMetadata(directory, url, idp, account);
  if (causes.length > 0) return { status: 'blocked', causes: [...causes, ...unsafe], uncertainties: [], ...recognized };
  const open = [...uncertainties, ...relayUncertainties(directory, url, idp)];
  return { status: open.length > 0 ? 'unknown' : 'works', causes: unsafe, uncertainties: open, ...recognized };
}

const blocked = (...causes: readonly Diagnosis[]): StepDiagnosis => ({ status: 'blocked', causes, uncertainties: [] });

/** AWS does not describe it. */
const noSignInPage = 'A page that is not the sign-in page of the identity provider';

const missing = ({ arn, id }: Directory): Diagnosis => ({
  cause: { kind: 'user-access-url-missing', parameters: {} },
  resource: arn,
  message: `SAML authentication is enabled, but directory ${id} has no user access URL. No sign-in can start.`,
});

function faulty(directory: Directory, url: string, { kind, clause }: UrlFault): Diagnosis {
  const start = kind === 'not-https' ? '' : ' No sign-in can start there.';
  return {
    cause: { kind: kindOf[kind], parameters: { url } },
    resource: directory.arn,
    message: `The user access URL ${url} ${clause}.${start}`,
    userSees:
      kind === 'needs-request' && clause.includes('AADSTS750054') ? userSees('saml-request-missing') : noSignInPage,
  };
}

const kindOf: Readonly<Record<UrlFault['kind'], string>> = {
  placeholder: 'user-access-url-placeholder',
  template: 'user-access-url-template',
  'not-a-url': 'user-access-url-malformed',
  aws: 'user-access-url-of-aws',
  'relay-state': 'user-access-url-relay-state',
  'not-https': 'user-access-url-not-https',
  'needs-request': 'user-access-url-needs-request',
  metadata: 'user-access-url-metadata',
  'home-page': 'user-access-url-home-page',
  'no-application': 'user-access-url-names-no-application',
  'drops-relay-state': 'user-access-url-drops-relay-state',
};

interface Comparison {
  readonly causes: readonly Diagnosis[];
  readonly uncertainties: readonly Uncertainty[];
}

/** The URL beside what the metadata of the account's SAML providers names. */
function againstMetadata(
  directory: Directory,
  url: string,
  idp: IdentityProvider | undefined,
  account: Account,
): Comparison {
  const providers = account.providers;
  if (providers.state === 'unreadable') return { causes: [], uncertainties: [unread(providers)] };
  const all = providers.state === 'known' ? providers.value : [];
  const endpoint = idp === undefined ? endpointOf(url, all) : undefined;
  if (endpoint !== undefined) return { causes: [requestEndpoint(directory, url, endpoint)], uncertainties: [] };
  const foreign = foreignTenant(directory, url, all);
  const undetermined = all.flatMap(({ metadata }) => (metadata.state === 'unreadable' ? [unread(metadata)] : []));
  if (foreign === undefined) {
    const settled = idp !== undefined && tenantOf(url) === undefined;
    return { causes: [], uncertainties: settled || matches(url, all) ? [] : undetermined };
  }
  return undetermined.length > 0
    ? { causes: [], uncertainties: undetermined }
    : { causes: [foreign], uncertainties: [] };
}

const unread = (fact: Uncertainty['unread'] & object): Uncertainty => ({
  message: `Could not compare the user access URL with the metadata of the SAML providers: ${fact.detail.replace(/[.\s]+$/, '')}.`,
  unread: fact,
});

const metadataOf = ({ metadata }: SamlProvider) => (metadata.state === 'known' ? metadata.value : undefined);

/** Hosts ignore letter case, and a final slash says nothing. */
const comparable = (text: string): string => {
  const url = parseUrl(text);
  return url === undefined ? text : `${url.host}${url.pathname.replace(/\/$/, '')}${url.search}`;
};

function endpointOf(
  url: string,
  providers: readonly SamlProvider[],
): { provider: SamlProvider; what: string } | undefined {
  const wanted = comparable(url);
  for (const provider of providers) {
    const metadata = metadataOf(provider);
    if (metadata?.singleSignOnServices.some(({ location }) => comparable(location) === wanted) === true)
      return { provider, what: 'its SingleSignOnService, which expects a SAMLRequest of a service provider' };
    if (metadata?.entityIds.some((id) => comparable(id) === wanted) === true)
      return { provider, what: 'its entity ID' };
  }
  return undefined;
}

const requestEndpoint = (
  { arn }: Directory,
  url: string,
  { provider, what }: { provider: SamlProvider; what: string },
): Diagnosis => ({
  cause: { kind: 'user-access-url-needs-request', parameters: { url } },
  resource: arn,
  message: `The metadata of SAML provider ${provider.name} names the user access URL ${url} as ${what}. No sign-in can start there.`,
  userSees: noSignInPage,
});

/** Only where every provider of the same vendor names another tenant: the account can have several. */
function foreignTenant(directory: Directory, url: string, providers: readonly SamlProvider[]): Diagnosis | undefined {
  const started = tenantOf(url);
  if (started === undefined) return undefined;
  const named = providers.flatMap((provider) => tenantsOf(provider).map((tenant) => ({ provider, tenant })));
  const [first, ...others] = named.filter(({ tenant }) => tenant.vendor === started.vendor);
  if (first === undefined || [first, ...others].some(({ tenant }) => tenant.id === started.id)) return undefined;
  const { what, vendor, id } = started;
  return {
    cause: { kind: `user-access-url-other-${what}`, parameters: { [what]: id } },
    resource: directory.arn,
    message: `The user access URL starts a sign-in at ${vendor} ${what} ${id}, but the metadata of SAML provider ${first.provider.name} is of ${what} ${first.tenant.id}.`,
    userSees: userSees('issuer-not-present'),
    suggestion: first.tenant.id,
  };
}

function tenantsOf(provider: SamlProvider) {
  const metadata = metadataOf(provider);
  const texts = [
    ...(metadata?.issuers ?? []),
    ...(metadata?.singleSignOnServices ?? []).map(({ location }) => location),
  ];
  return texts.flatMap((text) => tenantOf(text) ?? []);
}

const matches = (url: string, providers: readonly SamlProvider[]): boolean => {
  const started = tenantOf(url);
  return (
    started !== undefined &&
    providers.some((provider) =>
      tenantsOf(provider).some(({ vendor, id }) => vendor === started.vendor && id === started.id),
    )
  );
};

/**
 * The parameter in which the clients send the relay state, where the identity provider expects another; `undefined`
 * where it is right, or nothing is known against it. With a default relay state at the identity provider the sign-in
 * still ends at the desktop, which AWS does not show.
 */
export function relayParameterFault(directory: Directory): Diagnosis | undefined {
  const { userAccessUrl = '', relayStateParameterName = '' } = directory.saml;
  const idp = recogniseIdp(userAccessUrl);
  const [expected] = idp?.relayParameters ?? [];
  const sent = relayStateParameterName === '' ? defaultRelayParameter : relayStateParameterName;
  const isSent = (parameter: string) => parameter.toLowerCase() === sent.toLowerCase();
  if (idp === undefined || expected === undefined || idp.relayParameters.some(isSent)) return undefined;
  return {
    cause: { kind: 'relay-state-parameter', parameters: { idp: idp.name, sent, expected } },
    resource: directory.arn,
    message: `${idp.name} expects the deep link in ${expected}, and directory ${directory.id} sends it in ${sent}.`,
    userSees: userSees('redirect-uri'),
    severity: 'medium',
    suggestion: expected,
  };
}

const unsure = (reason: string): readonly Uncertainty[] => [
  { message: `Cannot determine whether the sign-in ends at the desktop: ${reason}.` },
];

/** Where the sign-in starts, but what becomes of the relay state cannot be determined. */
function relayUncertainties(
  directory: Directory,
  url: string,
  idp: IdentityProvider | undefined,
): readonly Uncertainty[] {
  const differs = relayParameterFault(directory);
  if (differs !== undefined) return unsure(differs.message.replace(/\.$/, ''));
  if (idp?.drawback !== undefined) return unsure(`the identity provider is ${idp.name}, and ${idp.drawback}`);
  if (idp !== undefined && idp.relayParameters.length === 0)
    return unsure(`no parameter is documented in which ${idp.name} expects the relay state`);
  const parsed = idp === undefined ? parseUrl(url) : undefined;
  const vendor = parsed === undefined ? undefined : vendorOf(parsed);
  return vendor === undefined
    ? []
    : unsure(`the host is of ${vendor.name}, but the path is not of the form ${vendor.userAccessUrl}`);
}
