/**
 * Takes the place of `@aws-sdk/credential-provider-node` in the bundle of a Lambda function: Lambda puts the
 * credentials of the function's role into its environment, so the SDK's other sources (profiles, SSO, web identity,
 * instance metadata) are 125 KB that would be loaded at every cold start and never run.
 */
export const defaultProvider = () => async (): Promise<Identity> => {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = process.env;
  const { AWS_SESSION_TOKEN: sessionToken } = process.env;
  if (!accessKeyId || !secretAccessKey) throw new CredentialsProviderError('The environment holds no credentials.');
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
};

interface Identity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Named as the SDK's, which callers tell apart by name. */
class CredentialsProviderError extends Error {
  override readonly name = 'CredentialsProviderError';
}
