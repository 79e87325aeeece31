/** Who a request is for, as its signature says. */
export interface CredentialScope {
  readonly service: string;
  readonly region: string;
  /** Whose request it is. */
  readonly accessKeyId: string;
}

/**
 * Reads access key, service and Region from `Credential=<key>/<date>/<region>/<service>/aws4_request` of a Signature Version 4
 * header; `undefined` for a request that is not signed. The signature itself is not checked.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html
 */
export function credentialScope(authorization: string | undefined): CredentialScope | undefined {
  const found =
    /^AWS4-HMAC-SHA256 Credential=(?<accessKeyId>[^/]+)\/\d{8}\/(?<region>[^/]+)\/(?<service>[^/]+)\/aws4_request,/.exec(
      authorization ?? '',
    );
  const { region, service, accessKeyId } = found?.groups ?? {};
  return region === undefined || service === undefined || accessKeyId === undefined
    ? undefined
    : { region, service, accessKeyId };
}
