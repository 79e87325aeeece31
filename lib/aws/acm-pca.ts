import { parseJson } from '../collect/json.ts';
import { isThrottled } from '../collect/outcomes.ts';
import { isRecord } from '../collect/shape.ts';
import { type Credentials, isWebPage, NotAnAwsResponse } from './clients.ts';
import type { Members } from './pages.ts';
import type { Clock } from './rate-limit.ts';
import { endpoint, signedRequest, type SignedResponse } from './signed-request.ts';

export interface PrivateCaOptions {
  readonly credentials: Credentials;
  readonly maxAttempts: number;
  readonly timeout: number;
  readonly clock: Clock;
  /** Awaited before each attempt. */
  readonly turn: () => Promise<void>;
}

/** What AWS refused; `name` is the error code, as with the errors of SDK clients. */
class PrivateCaError extends Error {
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
 * Calls AWS Private CA over its JSON 1.1 protocol. Its SDK client is only to be had in a version that would bring a
 * second core library into every bundle, for two reads that few accounts need.
 *
 * The answer carries `$metadata.attempts` like an SDK client's. What fails is repeated when that may help; the last
 * error is thrown, with `$metadata.attempts` too.
 */
export async function callPrivateCa(
  operation: string,
  region: string,
  input: Members,
  { credentials, maxAttempts, timeout, clock, turn }: PrivateCaOptions,
): Promise<Members> {
  for (let attempts = 1; ; attempts++) {
    await turn();
    const result = await attempt(operation, region, input, { credentials, timeout });
    if (!(result instanceof Error)) return { ...result, $metadata: { attempts } };
    if (attempts === maxAttempts || !isTransient(result)) throw Object.assign(result, { $metadata: { attempts } });
    await clock.sleep(250 * 2 ** attempts);
  }
}

async function attempt(
  operation: string,
  region: string,
  input: Members,
  options: Pick<PrivateCaOptions, 'credentials' | 'timeout'>,
): Promise<Members | Error> {
  try {
    return answerOf(
      await signedRequest({
        ...options,
        service: 'acm-pca',
        region,
        method: 'POST',
        url: endpoint('acm-pca', region),
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `ACMPrivateCA.${operation}` },
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
  if (status === 200 && value !== undefined) return value;
  if (value === undefined || isWebPage(headers['content-type'])) return new NotAnAwsResponse(status);
  const { __type: type, message = '' } = value;
  const code = typeof type === 'string' ? type.replace(/^.*#/, '') : `HTTP ${status}`;
  return new PrivateCaError(code, String(message));
}

const isTransient = (error: Error): boolean =>
  error instanceof ConnectionError ||
  (error instanceof NotAnAwsResponse && error.$retryable !== undefined) ||
  (error instanceof PrivateCaError && (isThrottled(error.name) || /Internal|Unavailable|^HTTP 5/.test(error.name)));
