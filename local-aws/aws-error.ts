/** Refusals that every service knows and every protocol spells in its own way. */
export type CommonError =
  | 'denied'
  | 'throttled'
  | 'expired-token'
  | 'region-not-enabled'
  | 'unknown-operation'
  | 'invalid-input'
  | 'internal'
  | 'unavailable';

/** How one protocol spells the common refusals: AWS error code and HTTP status. */
export type CommonErrorCodes = Readonly<Record<CommonError, readonly [code: string, status: number]>>;

/**
 * An answer that AWS gives instead of a result. `code` is either a service's own error code (`NoSuchEntity`), or one
 * of the common refusals, which the protocol spells. Without `status` the protocol's usual one for the code is sent.
 */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number | undefined;

  constructor(code: string, message: string, status?: number) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
  }
}

/** A common refusal; a function of its own so that its spelling is checked by the compiler. */
export const refusal = (kind: CommonError, message: string, status?: number): AwsError =>
  new AwsError(kind, message, status);

/** The code and HTTP status with which a protocol sends an error. */
export function spell(error: AwsError, common: CommonErrorCodes): { readonly code: string; readonly status: number } {
  const known = Object.entries(common).find(([kind]) => kind === error.code)?.[1];
  const code = known?.[0] ?? error.code;
  return { code, status: error.status ?? known?.[1] ?? usualStatus(code, common) };
}

function usualStatus(code: string, common: CommonErrorCodes): number {
  const alike = Object.values(common).find(([commonCode]) => commonCode === code);
  if (alike !== undefined) return alike[1];
  if (code.startsWith('Internal') || code === 'ServiceFailure') return 500;
  if (code.startsWith('ServiceUnavailable')) return 503;
  return code === 'NoSuchEntity' ? 404 : 400;
}
