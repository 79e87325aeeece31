import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { controlRegionOf, partitionOfRegion } from '../saml/regions.ts';
import type { Credentials } from './clients.ts';

export interface MemberRole {
  readonly roleArn: string;
  readonly externalId?: string;
  /** Names the session in the CloudTrail records of the account. */
  readonly sessionName: string;
}

export interface MemberCredentialsOptions {
  /**
   * Where AWS STS is asked, one after the other: a Region can be switched off in the account. Tokens of a Regional
   * endpoint are valid in every Region, those of the global one are not.
   */
  readonly regions: readonly string[];
  readonly credentials?: Credentials;
  readonly maxAttempts?: number;
  readonly timeout?: number;
}

/** AWS STS refuses more for a role that assumes a role (IAM user guide, "Role chaining"). */
const oneHour = 3_600;

/**
 * The credentials of a role in another account, asked for now, so that a refusal is known before anything is read. They
 * last an hour, longer than a function runs.
 *
 * @throws {Error} the SDK's, named by AWS's error code.
 */
export async function memberCredentials(role: MemberRole, options: MemberCredentialsOptions): Promise<Credentials> {
  const { regions, credentials = defaultProvider(), maxAttempts = 4, timeout = 20_000 } = options;
  let refusal: unknown;
  for (const region of regions) {
    const client = new STSClient({
      region,
      credentials,
      maxAttempts,
      requestHandler: { connectionTimeout: 5_000, requestTimeout: timeout, throwOnRequestTimeout: true },
    });
    try {
      const { Credentials: keys } = await client.send(
        new AssumeRoleCommand({
          RoleArn: role.roleArn,
          RoleSessionName: role.sessionName,
          DurationSeconds: oneHour,
          ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
        }),
      );
      const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = keys ?? {};
      if (!accessKeyId || !secretAccessKey || !sessionToken) throw new Error('AWS STS answered without credentials');
      return () => Promise.resolve({ accessKeyId, secretAccessKey, sessionToken });
    } catch (error) {
      refusal = error;
      if (!(error instanceof Error) || error.name !== 'RegionDisabledException') break;
    } finally {
      client.destroy();
    }
  }
  throw refusal;
}

/** The Region itself, then one that no account of its partition has to enable. */
export function regionsToAssumeIn(region: string): readonly string[] {
  const control = controlRegionOf(partitionOfRegion(region) ?? 'aws');
  return control === region ? [region] : [region, control];
}
