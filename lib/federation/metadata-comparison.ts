import type { Diagnosis, StepDiagnosis } from '../model/diagnosis.ts';
import type { Unreadable } from '../model/fact.ts';
import type { Directory, SamlProvider } from '../model/snapshot.ts';
import { noSignInPage } from '../saml/access-url.ts';
import { parseUrl, recogniseIdp, tenantOf, type Tenant } from '../saml/idp.ts';
import { userSees } from '../saml/sign-in-errors.ts';
import type { Account } from './account.ts';
import { blocked, together, works } from './diagnoses.ts';

/** The user access URL beside what the metadata of the account's SAML providers names. */
export function compareWithMetadata(directory: Directory, url: string, account: Account): StepDiagnosis {
  const listed = account.providers;
  if (listed.state === 'unreadable') return unread(listed);
  const providers = listed.state === 'known' ? listed.value : [];
  // Several identity providers start sign-ins where they also expect requests.
  const endpoint = recogniseIdp(url) === undefined ? endpointOf(url, providers) : undefined;
  if (endpoint !== undefined) return blocked(requestEndpoint(directory, url, endpoint));
  const started = tenantOf(url);
  if (recogniseIdp(url) !== undefined && started === undefined) return works;
  const named = providers.flatMap((provider) => tenantsOf(provider).map((tenant) => ({ provider, tenant })));
  if (named.some(({ tenant }) => isSame(tenant, started))) return works;
  const gaps = providers.flatMap(({ metadata }) => (metadata.state === 'unreadable' ? [unread(metadata)] : []));
  if (gaps.length > 0) return together(...gaps);
  const other = named.find(({ tenant }) => tenant.vendor === started?.vendor);
  return started === undefined || other === undefined ? works : foreign(directory, started, other);
}

const unread = (fact: Unreadable): StepDiagnosis => ({
  status: 'unknown',
  causes: [],
  uncertainties: [
    {
      message: `Could not compare the user access URL with the metadata of the SAML providers: ${fact.detail.replace(/[.\s]+$/, '')}.`,
      unread: fact,
    },
  ],
});

interface Named {
  readonly provider: SamlProvider;
  readonly tenant: Tenant;
}

const isSame = (tenant: Tenant, other: Tenant | undefined): boolean =>
  tenant.vendor === other?.vendor && tenant.id === other.id;

/**
 * Every provider of the same vendor is of another tenant or application. The issuer of a tenant is fixed; that of an
 * application can be changed at some vendors, so that only its metadata would tell.
 */
function foreign({ arn }: Directory, { what, vendor, id }: Tenant, { provider, tenant }: Named): StepDiagnosis {
  const message = `The user access URL starts a sign-in at ${vendor} ${what} ${id}, but the metadata of SAML provider ${provider.name} is of ${what} ${tenant.id}.`;
  const cause: Diagnosis = {
    cause: { kind: `user-access-url-other-${what}`, parameters: { [what]: id } },
    resource: arn,
    message,
    userSees: userSees('issuer-not-present'),
    suggestion: tenant.id,
  };
  return what === 'tenant'
    ? blocked(cause)
    : { status: 'unknown', causes: [{ ...cause, severity: 'medium' }], uncertainties: [{ message }] };
}

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

function tenantsOf(provider: SamlProvider): readonly Tenant[] {
  const metadata = metadataOf(provider);
  const texts = [
    ...(metadata?.issuers ?? []),
    ...(metadata?.singleSignOnServices ?? []).map(({ location }) => location),
  ];
  return texts.flatMap((text) => tenantOf(text) ?? []);
}
