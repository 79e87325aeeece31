import { addAbortSignal, type Readable } from 'node:stream';

/** Answered by something on the way that is not AWS: a proxy, a portal, a wrong AWS_ENDPOINT_URL. */
export class NotAnAwsResponse extends Error {
  override readonly name = 'NotAnAwsResponse';
  /** Tells the SDK that another attempt can help: a proxy's 502 comes and goes, its log-in page stays. */
  readonly $retryable?: { readonly throttling: false };

  constructor(status: number) {
    super(`the endpoint answered something that is not an AWS response (HTTP ${status})`);
    if (status >= 500) this.$retryable = { throttling: false };
  }
}

/** An answer that does not end within its limits. */
class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';
}

/** Named as Node's own, which the SDK repeats. */
class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

export type Headers = Readonly<Record<string, string | undefined>>;

/**
 * AWS gives every answer an id. Without this check a well-formed web page, a JSON text of somebody else's or an empty
 * body would pass for an answer with nothing in it. Refusals can come from AWS's outermost servers, which know no ids.
 *
 * @param body as far as it is known. What carries AWS's id and is no page is an answer, however it is labelled.
 */
export function isFromAws(status: number, headers: Headers, body?: Uint8Array): boolean {
  const hasId = hasRequestId(headers);
  if (!hasId && (status < 300 || isLabelledAsPage(headers))) return false;
  return body === undefined || !isPage(body);
}

/** True for what cannot be an answer whatever follows, so that nobody waits for the end of it. */
export const isSurelyNotFromAws = (status: number, headers: Headers): boolean => !isFromAws(status, headers);

/** By the headers that the SDK's clients look for. */
const hasRequestId = (headers: Headers): boolean =>
  ['x-amzn-requestid', 'x-amzn-request-id', 'x-amz-request-id'].some((name) => headers[name] !== undefined);

const isLabelledAsPage = (headers: Headers): boolean =>
  (headers['content-type'] ?? '').toLowerCase().startsWith('text/html');

function isPage(body: Uint8Array): boolean {
  const start = Buffer.from(body.subarray(0, 200)).toString('utf8').trimStart().toLowerCase();
  return start.startsWith('<!doctype html') || start.startsWith('<html');
}

export interface BodyLimits {
  /** From the first byte of the body to the last one, in milliseconds. */
  readonly ms: number;
  readonly bytes: number;
}

/** AWS's largest answers, a thousand roles with all their policies, stay under half of it. */
export const largestAnswer = 100 * 1_024 * 1_024;

/**
 * The whole body of an answer.
 *
 * @throws {TimeoutError} when it is not complete in time, however steadily it drips.
 * @throws {AnswerTooLarge}
 */
export async function wholeBody(body: Readable, { ms, bytes }: BodyLimits): Promise<Buffer> {
  const signal = AbortSignal.timeout(ms);
  addAbortSignal(signal, body);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > bytes) throw new AnswerTooLarge(`the answer is larger than ${bytes} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (signal.aborted) throw new TimeoutError(`the answer was not complete within ${ms} ms`, { cause: error });
    throw error;
  }
  return Buffer.concat(chunks);
}
