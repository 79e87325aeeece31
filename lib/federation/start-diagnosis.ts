import type { Diagnosis, StepDiagnosis } from '../model/diagnosis.ts';
import type { Directory } from '../model/snapshot.ts';
import { accessUrlFault, noSignInPage, type UrlFault } from '../saml/access-url.ts';
import { parseUrl, recogniseIdp, vendorOf, type IdentityProvider } from '../saml/idp.ts';
import { userSees } from '../saml/sign-in-errors.ts';
import type { Account } from './account.ts';
import { blocked, together, undetermined } from './diagnoses.ts';
import { compareWithMetadata } from './metadata-comparison.ts';
import { relayParameterFault } from './relay-parameter.ts';

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
  const { status, causes, uncertainties } = together(
    compareWithMetadata(directory, url, account),
    ...relayUncertainties(directory, url, idp),
  );
  return { status, causes: [...causes, ...unsafe], uncertainties, ...recognized };
}

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

const unsure = (reason: string): readonly StepDiagnosis[] => [
  undetermined(`Cannot determine whether the sign-in ends at the desktop: ${reason}.`),
];

/** Where the sign-in starts, but what becomes of the relay state cannot be determined. */
function relayUncertainties(
  directory: Directory,
  url: string,
  idp: IdentityProvider | undefined,
): readonly StepDiagnosis[] {
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
