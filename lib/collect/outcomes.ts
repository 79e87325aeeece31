import type { ReadResult } from '../model/ports.ts';
import { isListed, isOffered, isOptIn } from '../saml/regions.ts';
import { withoutPeople } from './people.ts';

/** What came back instead of an answer. */
export interface Refusal {
  /** AWS error code, or the name of the error on this side. */
  readonly code: string;
  readonly message: string;
  /** The service that was called, as the AWS CLI calls it. */
  readonly service: string;
  /** Where the call went: the same code means different things in a Region and globally. */
  readonly region: string;
  readonly requests: number;
}

/** The codes of this side, for what is not an AWS error. */
export const notAwsResponse = 'NotAnAwsResponse';

const denied = /AccessDenied|Unauthorized|AuthorizationError|NotAuthorized|ExplicitDeny|^Forbidden/i;
const throttled = /Throttl|TooManyRequests|RequestLimitExceeded|RequestThrottled|SlowDown|PriorRequestNotComplete/i;
const expired = /^(ExpiredToken|RequestExpired|TokenRefreshRequired)/;
/** The account does not have the service there. */
const notSubscribed = /^(OptInRequired|SubscriptionRequired)/;
/**
 * What a Region that the account has not enabled answers to valid credentials, and every other Region to those that
 * are no longer valid: nobody may take a key that was deleted during the scan for an account with nothing there.
 */
const unknownCredentials = /^(UnrecognizedClient|InvalidClientTokenId)/;

/**
 * The name of an endpoint does not exist. Where the service is known to be, that is the network's fault; elsewhere it is
 * how AWS says that a Region does not have the service.
 */
const noSuchHost = 'ENOTFOUND';

const hasEndpoint = (service: string, region: string): boolean =>
  (service !== 'workspaces' && service !== 'appstream') || !isListed(region) || isOffered(service, region);

/** Asked too often; the same question may be answered later. */
export const isThrottled = (code: string): boolean => throttled.test(code);

/** The one place where AWS's error codes become outcomes; whoever reads AWS or an export passes refusals through it. */
export function refused({ code, message, service, region, requests }: Refusal): ReadResult {
  if (code === noSuchHost && !hasEndpoint(service, region)) {
    return { outcome: 'not-offered', code, detail: `AWS has no ${service} endpoint in ${region}`, requests };
  }
  const outcome = outcomeOf(code, region);
  return { outcome, code, detail: explained(code, region, outcome) ?? oneLine(withoutPeople(message)), requests };
}

/** In better words than AWS's own. */
function explained(code: string, region: string, outcome: Refused): string | undefined {
  if (expired.test(code)) return 'the credentials expired';
  // Who asks is always settled before the first Region is asked.
  if (outcome === 'failed' && region !== 'global' && unknownCredentials.test(code))
    return 'AWS stopped accepting the credentials during the scan';
  return undefined;
}

type Refused = 'denied' | 'throttled' | 'not-enabled' | 'failed';

function outcomeOf(code: string, region: string): Refused {
  if (expired.test(code)) return 'failed';
  if (isThrottled(code)) return 'throttled';
  if (unknownCredentials.test(code)) return isOptIn(region) ? 'not-enabled' : 'failed';
  if (notSubscribed.test(code)) return region === 'global' ? 'failed' : 'not-enabled';
  return denied.test(code) ? 'denied' : 'failed';
}

const oneLine = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= 300 ? line : `${line.slice(0, 299)}…`;
};
