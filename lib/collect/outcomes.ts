import type { ReadResult } from '../model/ports.ts';

/** What came back instead of an answer. */
export interface Refusal {
  /** AWS error code, or the name of the error on this side. */
  readonly code: string;
  readonly message: string;
  /** Where the call went: the same code means different things in a Region and globally. */
  readonly region: string;
  readonly requests: number;
}

/** The codes of this side, for what is not an AWS error. */
export const notAwsResponse = 'NotAnAwsResponse';

const denied = /AccessDenied|Unauthorized|AuthorizationError|NotAuthorized|ExplicitDeny|^Forbidden/i;
const throttled = /Throttl|TooManyRequests|RequestLimitExceeded|RequestThrottled|SlowDown|PriorRequestNotComplete/i;
const expired = /^(ExpiredToken|RequestExpired|TokenRefreshRequired)/;
/** What a Region answers to valid credentials when the account has not enabled it (or the service). */
const notEnabled = /^(UnrecognizedClient|InvalidClientTokenId|OptInRequired|SubscriptionRequired)/;

/** Asked too often; the same question may be answered later. */
export const isThrottled = (code: string): boolean => throttled.test(code);

/** The one place where AWS's error codes become outcomes; whoever reads AWS or an export passes refusals through it. */
export function refused({ code, message, region, requests }: Refusal): ReadResult {
  const detail = expired.test(code) ? 'the credentials expired' : oneLine(withoutPeople(message));
  return { outcome: outcomeOf(code, region), code, detail, requests };
}

function outcomeOf(code: string, region: string): 'denied' | 'throttled' | 'not-enabled' | 'failed' {
  if (expired.test(code)) return 'failed';
  if (isThrottled(code)) return 'throttled';
  if (region !== 'global' && notEnabled.test(code)) return 'not-enabled';
  return denied.test(code) ? 'denied' : 'failed';
}

/** AWS denials name the caller, whose session name is often an e-mail address. */
const withoutPeople = (message: string): string =>
  message
    .replaceAll(/(User: )?arn:[\w-]+:(sts|iam)::\d*:(assumed-role|federated-user|user|root)[^\s"',;)]*/g, 'the caller')
    .replaceAll(/[^\s"'<>(),:;]+@[^\s"'<>(),:;]+/g, '(address removed)');

const oneLine = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= 300 ? line : `${line.slice(0, 299)}…`;
};
