import type { Account } from '../federation/account.ts';
import { known, unreadable, type Fact } from '../model/fact.ts';
import type { SignIns } from '../model/sign-ins.ts';
import type { Coverage } from '../model/snapshot.ts';
import type { EventHistory } from '../model/ports.ts';
import { regionsOf } from '../saml/regions.ts';
import { type LookedUp, lookUpSignIns } from './lookup.ts';
import { observe } from './observe.ts';

/**
 * The fact that rules judge. Where no Region could be read it is unreadable; where some could not, it says so, because
 * what is missing may be there.
 */
export function signInsFrom(account: Account, { records, coverage }: LookedUp): Fact<SignIns> {
  const lost = coverage.find(({ outcome }) => !complete(outcome));
  const unread =
    lost === undefined || lost.outcome === 'read' || lost.outcome === 'not-enabled' || lost.outcome === 'not-offered'
      ? undefined
      : unreadable(lost.call, lost.region, lost.outcome, lost.detail ?? 'the records could not be read');
  const isRead = coverage.length === 0 || records.length > 0 || coverage.some(({ outcome }) => complete(outcome));
  if (unread !== undefined && !isRead) return unread;
  return known({ ...observe(account, records), ...(unread === undefined ? {} : { unread }) });
}

/** A Region that is not enabled records nothing. */
const complete = (outcome: Coverage['outcome']): boolean =>
  outcome === 'read' || outcome === 'not-enabled' || outcome === 'not-offered';

export interface SignInWindow {
  readonly history: EventHistory;
  readonly days: number;
  readonly clock: () => Date;
  /** Gives up: what was read by then counts, and the rest is unread. */
  readonly signal?: AbortSignal;
}

/** How a scan reads the sign-ins of the last days from the event history of CloudTrail. */
export function readSignIns({ history, days, clock, signal }: SignInWindow) {
  return async (account: Account): Promise<{ fact: Fact<SignIns>; coverage: readonly Coverage[] }> => {
    const to = clock();
    const found = await lookUpSignIns({
      history,
      // The Region in which a sign-in is recorded cannot be told from the sign-in URL.
      regions: regionsOf(account.partition),
      from: new Date(to.getTime() - days * 86_400_000).toISOString(),
      to: to.toISOString(),
      ...(signal === undefined ? {} : { signal }),
    });
    return { fact: signInsFrom(account, found), coverage: found.coverage };
  };
}
