import type { Diagnosis } from '../model/diagnosis.ts';
import type { Directory } from '../model/snapshot.ts';
import { recogniseIdp } from '../saml/idp.ts';
import { userSees } from '../saml/sign-in-errors.ts';

/** What AWS sends when the directory names no parameter. */
export const defaultRelayParameter = 'RelayState';

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
