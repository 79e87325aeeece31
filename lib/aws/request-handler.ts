import { Readable } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { isThrottled } from '../collect/outcomes.ts';
import { isFromAws, isSurelyNotFromAws, largestAnswer, NotAnAwsResponse, wholeBody } from './answer.ts';
import { type Pace, unpaced } from './rate-limit.ts';

export interface RequestHandlerOptions {
  /** From sending to the first byte of the answer, in milliseconds. */
  readonly timeout: number;
  /** From the first byte of the answer to the last one, in milliseconds. Default 60,000. */
  readonly bodyTimeout?: number;
  /** The largest answer that is read, in bytes. Default {@link largestAnswer}. */
  readonly bodyBytes?: number;
  /** Waited for before each attempt, retries included, and slowed down by throttling. Default: none. */
  readonly pace?: Pace;
}

/**
 * Sends the requests of every SDK client. It hands on whole answers of AWS only: what comes from somebody else, never
 * ends or is too large is an error that says so.
 */
export class AwsRequestHandler extends NodeHttpHandler {
  readonly #pace: Pace;
  readonly #limits: { readonly ms: number; readonly bytes: number };

  constructor({ timeout, bodyTimeout = 60_000, bodyBytes = largestAnswer, pace = unpaced }: RequestHandlerOptions) {
    super({ connectionTimeout: 5_000, requestTimeout: timeout, throwOnRequestTimeout: true });
    this.#pace = pace;
    this.#limits = { ms: bodyTimeout, bytes: bodyBytes };
  }

  override async handle(...args: Parameters<NodeHttpHandler['handle']>): ReturnType<NodeHttpHandler['handle']> {
    await this.#pace.turn();
    const { response } = await super.handle(...args);
    const { statusCode, headers, body } = response;
    if (!(body instanceof Readable)) throw new NotAnAwsResponse(statusCode);
    if (isSurelyNotFromAws(statusCode, headers)) {
      // Nobody reads this one, and a connection with an unread answer would keep the process from ending.
      body.destroy();
      throw new NotAnAwsResponse(statusCode);
    }
    const whole = await wholeBody(body, this.#limits);
    if (!isFromAws(statusCode, headers, whole)) throw new NotAnAwsResponse(statusCode);
    if (isThrottling(statusCode, whole)) this.#pace.slower();
    response.body = Readable.from([whole]);
    return { response };
  }
}

/** Every protocol of AWS names the error at the beginning of the body, or in a header with the same status. */
const isThrottling = (status: number, body: Buffer): boolean =>
  status === 429 || (status >= 400 && isThrottled(body.subarray(0, 2_000).toString('utf8')));
