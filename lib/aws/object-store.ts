import { setTimeout as pause } from 'node:timers/promises';
import { isFromAws, NotAnAwsResponse } from './answer.ts';
import { configuredEndpoint, domainOf, signedRequest, type SignedResponse } from './signed-request.ts';

const prefix = 'euc-saml-audit';

export interface ObjectStoreOptions {
  readonly bucket: string;
  readonly region: string;
  /** Milliseconds before each further try, when S3 has trouble or the connection broke. */
  readonly retryDelays?: readonly number[];
  /** From sending to the last byte of the answer, in milliseconds. */
  readonly timeout?: number;
}

/**
 * Texts in an S3 bucket of the Region, under `euc-saml-audit/`, encrypted as the bucket's default says. Every method
 * rejects with S3's own error code and message, or what the network said. `put` resolves with the `s3://` URL.
 */
export function objectStore({ bucket, region, retryDelays = [250, 1_000], timeout = 60_000 }: ObjectStoreOptions) {
  async function call(
    operation: string,
    method: 'GET' | 'PUT' | 'DELETE',
    url: URL,
    body?: string,
    mediaType = 'application/json',
  ): Promise<string | undefined> {
    const answer = await persistently(retryDelays, () =>
      signedRequest({
        service: 's3',
        region,
        method,
        url,
        timeout,
        ...(body === undefined ? {} : { headers: { 'content-type': mediaType }, body }),
      }),
    );
    // A page could pass for an object with a page in it, so an answer to GET needs the id of AWS whatever it holds.
    const read = method === 'GET' ? undefined : Buffer.from(answer.body);
    if (!isFromAws(answer.status, answer.headers, read)) {
      throw new Error(`${operation} on ${bucket}: ${new NotAnAwsResponse(answer.status).message}`);
    }
    if (answer.status === 404 && method !== 'PUT' && problemIn(answer.body).startsWith('NoSuchKey')) return undefined;
    if (answer.status < 300) return answer.body;
    throw new Error(`S3 answered ${answer.status} to ${operation} on ${bucket}: ${problemIn(answer.body)}`);
  }
  const url = (key: string): URL => urlOf(bucket, region, `${prefix}/${key}`);

  return {
    async put(key: string, text: string, mediaType?: string): Promise<string> {
      await call('PutObject', 'PUT', url(key), text, mediaType);
      return `s3://${bucket}/${prefix}/${key}`;
    },

    /** `undefined`: there is no such object, or listing is not allowed and there is none. */
    get: (key: string): Promise<string | undefined> => call('GetObject', 'GET', url(key)),

    async list(of: string): Promise<readonly string[]> {
      const keys: string[] = [];
      let token: string | undefined;
      do {
        const page = urlOf(bucket, region, '');
        page.searchParams.set('list-type', '2');
        page.searchParams.set('prefix', `${prefix}/${of}`);
        if (token !== undefined) page.searchParams.set('continuation-token', token);
        const body = (await call('ListObjectsV2', 'GET', page)) ?? '';
        keys.push(...textsIn(body, 'Key').map((key) => key.slice(prefix.length + 1)));
        token = textsIn(body, 'NextContinuationToken')[0];
      } while (token !== undefined);
      return keys.toSorted();
    },

    async remove(key: string): Promise<void> {
      await call('DeleteObject', 'DELETE', url(key));
    },
  };
}

/** The first answer that is worth having, else the last one, or the last error. Repeating any of these is safe. */
async function persistently(delays: readonly number[], send: () => Promise<SignedResponse>): Promise<SignedResponse> {
  for (const delay of delays) {
    const answer = await send().catch(() => undefined);
    if (answer !== undefined && answer.status < 500 && answer.status !== 429) return answer;
    await pause(delay);
  }
  return send();
}

/** Virtual-hosted for AWS; path-style for a configured endpoint, which has no name per bucket. */
function urlOf(bucket: string, region: string, key: string): URL {
  const path = key.split('/').map(encodeURIComponent).join('/');
  const endpoint = configuredEndpoint('s3');
  if (endpoint !== undefined) return new URL(`/${bucket}/${path}`, endpoint);
  return new URL(`https://${bucket}.s3.${region}.${domainOf(region)}/${path}`);
}

/** `<Code>` and `<Message>` of an S3 error document. */
const problemIn = (body: string): string =>
  ['Code', 'Message'].flatMap((tag) => textsIn(body, tag).slice(0, 1)).join(': ') || 'no explanation';

const textsIn = (xml: string, tag: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, 'g'))].map(([, text = '']) => unescaped(text));

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
