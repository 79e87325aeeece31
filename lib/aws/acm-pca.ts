import type { Credentials } from './clients.ts';
import { callJson } from './json-call.ts';
import type { Members } from './pages.ts';
import type { Clock, Pace } from './rate-limit.ts';

export interface PrivateCaOptions {
  readonly credentials: Credentials;
  readonly maxAttempts: number;
  readonly timeout: number;
  readonly clock: Clock;
  readonly pace: Pace;
}

/**
 * Calls AWS Private CA. Its SDK client is only to be had in a version that would bring a second core library into every
 * bundle, for two reads that few accounts need.
 */
export const callPrivateCa = (
  operation: string,
  region: string,
  input: Members,
  { clock, ...options }: PrivateCaOptions,
): Promise<Members> =>
  callJson(
    { service: 'acm-pca', region, protocol: '1.1', target: 'ACMPrivateCA', operation, input },
    { ...options, sleep: clock.sleep },
  );
