import { setTimeout as pause } from 'node:timers/promises';
import { isFromAws, NotAnAwsResponse } from './answer.ts';
import { configuredEndpoint, domainOf, signedRequest, type SignedResponse } from './signed-request.ts';

const prefix = 'euc-saml-audit';

/**
 * Keeps reports in an S3 bucket of the Region, under `euc-saml-audit/`, encrypted as the bucket's default says. `put`
 * resolves with the object's `s3://` URL and rejects with S3's own error code and message, or what the network said.
 *
 * @param retryDelays milliseconds before each further try, when S3 has trouble or the connection broke.
 */
export function reportStore(bucket: string, region: string, retryDelays: readonly number[] = [250, 1_000]) {
  return {
    async put(name: string, json: string): Promise<string> {
      const key = `${prefix}/${name}`;
      const answer = await persistently(retryDelays, () =>
        signedRequest({
          service: 's3',
          region,
          method: 'PUT',
          url: objectUrl(bucket, region, key),
          headers: { 'content-type': 'application/json' },
          body: json,
          timeout: 60_000,
        }),
      );
      if (!isFromAws(answer.status, answer.headers, Buffer.from(answer.body))) {
        throw new Error(`PutObject on ${bucket}: ${new NotAnAwsResponse(answer.status).message}`);
      }
      if (answer.status === 200) return `s3://${bucket}/${key}`;
      throw new Error(`S3 answered ${answer.status} to PutObject on ${bucket}: ${problemIn(answer.body)}`);
    },
  };
}

/** The first answer that is worth having, else the last one, or the last error. Putting the same object twice is safe. */
async function persistently(delays: readonly number[], send: () => Promise<SignedResponse>): Promise<SignedResponse> {
  for (const delay of delays) {
    const answer = await send().catch(() => undefined);
    if (answer !== undefined && answer.status < 500 && answer.status !== 429) return answer;
    await pause(delay);
  }
  return send();
}

/** Virtual-hosted for AWS; path-style for a configured endpoint, which has no name per bucket. */
function objectUrl(bucket: string, region: string, key: string): URL {
  const path = key.split('/').map(encodeURIComponent).join('/');
  const endpoint = configuredEndpoint('s3');
  if (endpoint !== undefined) return new URL(`/${bucket}/${path}`, endpoint);
  return new URL(`https://${bucket}.s3.${region}.${domainOf(region)}/${path}`);
}

/** `<Code>` and `<Message>` of an S3 error document. */
function problemIn(body: string): string {
  const parts = ['Code', 'Message'].flatMap((tag) => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(body)?.[1] ?? []);
  return parts.join(': ') || 'no explanation';
}
