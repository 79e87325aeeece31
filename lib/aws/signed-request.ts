import { createHash, createHmac } from 'node:crypto';
import { Readable } from 'node:stream';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { SignatureV4 } from '@smithy/signature-v4';
import { largestAnswer, wholeBody } from './answer.ts';

/**
 * One HTTPS request signed with Signature Version 4, for the few operations whose SDK client would weigh more than all
 * our code (S3 alone adds 140 KB to a bundle).
 */
export interface SignedRequest {
  /** The signing name: `s3`, `acm-pca`. */
  readonly service: string;
  /** The Region that the signature is for. */
  readonly region: string;
  readonly method: 'DELETE' | 'GET' | 'POST' | 'PUT';
  /** Host, path and query as they are sent, the path already percent-encoded; `endpoint` builds the host part. */
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Default: the AWS SDK's default chain (environment, profile, SSO, Lambda role, …), resolved once per process. */
  readonly credentials?: Credentials;
  /** From sending to the last byte of the answer, in milliseconds. Default 10,000. */
  readonly timeout?: number;
}

export interface SignedResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Asked before each signature, so that it may renew them. */
type Credentials = () => Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>;

const defaultCredentials: Credentials = defaultProvider();

/**
 * Sends the request once: whether and how often to repeat it is the caller's decision. Resolves for every HTTP status.
 *
 * @throws {Error} `<METHOD> <host>: <cause>` when no answer came (name not found, refused, cut, timed out);
 *   `CredentialsProviderError` of the SDK when there are no credentials.
 */
export async function signedRequest(request: SignedRequest): Promise<SignedResponse> {
  const { service, region, method, url, headers = {}, body, timeout = 10_000 } = request;
  const signer = new SignatureV4({
    service,
    region,
    credentials: request.credentials ?? defaultCredentials,
    sha256: Sha256,
    // Every service but S3 signs the path escaped once more than it is sent.
    uriEscapePath: service !== 's3',
  });
  const signed = await signer.sign({
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: { ...headers, host: url.host },
    body,
  });
  try {
    const answer = await fetch(url, {
      method,
      headers: signed.headers,
      ...(body === undefined ? {} : { body }),
      // A redirect would carry the signature to another host, which AWS refuses anyway.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    });
    const content = Readable.fromWeb(answer.body ?? new Blob([]).stream());
    const whole = await wholeBody(content, { ms: timeout, bytes: largestAnswer });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: whole.toString() };
  } catch (error) {
    throw new Error(`${method} ${url.host}: ${causeOf(error, timeout)}`, { cause: error });
  }
}

/**
 * Where a service's API is in a Region: what `AWS_ENDPOINT_URL_<SERVICE>` or `AWS_ENDPOINT_URL` says, as in the SDKs,
 * else `https://<service>.<region>.<the partition's domain>/`.
 */
export function endpoint(service: string, region: string): URL {
  return configuredEndpoint(service) ?? new URL(`https://${service}.${region}.${domainOf(region)}/`);
}

/** The endpoint that the environment names for a service, if any. */
export function configuredEndpoint(service: string): URL | undefined {
  const specific = process.env[`AWS_ENDPOINT_URL_${service.toUpperCase().replaceAll('-', '_')}`];
  const configured = specific || process.env['AWS_ENDPOINT_URL'];
  return configured ? new URL(configured) : undefined;
}

/** The DNS domain under which a partition keeps its services, by the Region names of that partition. */
export function domainOf(region: string): string {
  return domains.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'amazonaws.com';
}

const domains: readonly (readonly [prefix: string, domain: string])[] = [
  ['cn-', 'amazonaws.com.cn'],
  ['eusc-', 'amazonaws.eu'],
  ['us-iso-', 'c2s.ic.gov'],
  ['us-isob-', 'sc2s.sgov.gov'],
  ['eu-isoe-', 'cloud.adc-e.uk'],
  ['us-isof-', 'csp.hci.ic.gov'],
];

/** `fetch` hides why it failed in `cause`, and several tries (IPv6, IPv4) in an AggregateError without a message. */
function causeOf(error: unknown, timeout: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${timeout} ms`;
  if (error.cause instanceof Error) return causeOf(error.cause, timeout);
  if (error.message !== '') return error.message;
  return 'code' in error ? String(error.code) : error.name;
}

/** SHA-256, or HMAC-SHA-256 when made with a key, in the shape that the signer asks for. */
class Sha256 {
  readonly #key: Uint8Array | undefined;
  #hash: ReturnType<typeof createHash | typeof createHmac>;

  constructor(key?: string | ArrayBuffer | ArrayBufferView) {
    this.#key = key === undefined ? undefined : bytesOf(key);
    this.#hash = this.#start();
  }

  update(chunk: Uint8Array): void {
    this.#hash.update(chunk);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    this.#hash = this.#start();
  }

  #start(): ReturnType<typeof createHash | typeof createHmac> {
    return this.#key === undefined ? createHash('sha256') : createHmac('sha256', this.#key);
  }
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
