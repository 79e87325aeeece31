import { parseJson } from '../collect/json.ts';
import { isThrottled } from '../collect/outcomes.ts';
import { isRecord } from '../collect/shape.ts';
import { isFromAws, NotAnAwsResponse } from './answer.ts';
import type { Credentials } from './clients.ts';
import type { Members } from './pages.ts';
import { type Pace, unpaced } from './rate-limit.ts';
import { endpoint, signedRequest, type SignedResponse } from './signed-request.ts';

/** One call of a service that speaks AWS's JSON protocol: the operation in a header, JSON both ways. */
export interface JsonCall {
  /** The signing name, such as `dynamodb`. */
  readonly service: string;
  readonly region: string;
  readonly protocol: '1.0' | '1.1';
  /** What stands before the operation in `x-amz-target`, such as `DynamoDB_20120810`. */
  readonly target: string;
  readonly operation: string;
  readonly input: Members;
}

export interface JsonCallOptions {
  /** Default: the AWS SDK's default chain. */
  readonly credentials?: Credentials;
  /** How often a request is sent at most, first attempt included. */
  readonly maxAttempts: number;
  /** From sending to the last byte of the answer, in milliseconds. */
  readonly timeout: number;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** Waited for before each attempt, and slowed down by throttling. */
  readonly pace?: Pace;
}

/** What AWS refused; `name` is the error code, as with the errors of SDK clients. */
class RefusedError extends Error {
  constructor(code: string, message: string) {
    super(message);
    this.name = code;
  }
}

/** No answer came. */
class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

/**
 * The answer, with `$metadata.attempts` like an SDK client's. What fails is repeated when that may help; the last error
 * is thrown, named by AWS's error code, with `$metadata.attempts` too.
 */
export async function callJson(call: JsonCall, options: JsonCallOptions): Promise<Members> {
  const { maxAttempts, sleep, pace = unpaced } = options;
  for (let attempts = 1; ; attempts++) {
    await pace.turn();
    const result = await attempt(call, options);
    if (result instanceof Error && isThrottled(result.name)) pace.slower();
    if (!(result instanceof Error)) return { ...result, $metadata: { attempts } };
    if (attempts === maxAttempts || !isTransient(result)) throw Object.assign(result, { $metadata: { attempts } });
    await sleep(250 * 2 ** attempts);
  }
}

async function attempt(call: JsonCall, { credentials, timeout }: JsonCallOptions): Promise<Members | Error> {
  const { service, region, protocol, target, operation, input } = call;
  try {
    return answerOf(
      await signedRequest({
        service,
        region,
        timeout,
        ...(credentials === undefined ? {} : { credentials }),
        method: 'POST',
        url: endpoint(service, region),
        headers: { 'content-type': `application/x-amz-json-${protocol}`, 'x-amz-target': `${target}.${operation}` },
        body: JSON.stringify(input),
      }),
    );
  } catch (error) {
    if (error instanceof Error && error.name !== 'Error') return error;
    return new ConnectionError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function answerOf({ status, headers, body }: SignedResponse): Members | Error {
  const parsed = parseJson(body);
  const value = 'value' in parsed && isRecord(parsed.value) ? parsed.value : undefined;
  if (value === undefined || !isFromAws(status, headers, Buffer.from(body))) return new NotAnAwsResponse(status);
  if (status === 200) return value;
  const { __type: type, message = value['Message'] ?? '' } = value;
  const code = typeof type === 'string' ? type.replace(/^.*#/, '') : `HTTP ${status}`;
  return new RefusedError(code, String(message));
}

const isTransient = (error: Error): boolean =>
  error instanceof ConnectionError ||
  (error instanceof NotAnAwsResponse && error.$retryable !== undefined) ||
  (error instanceof RefusedError &&
    (isThrottled(error.name) || /Internal|Unavailable|ThroughputExceeded|^HTTP 5/.test(error.name)));
