import type { Account } from '../federation/account.ts';
import { known, unreadable, type Fact } from '../model/fact.ts';
import type { SignIns } from '../model/sign-ins.ts';
import type { Coverage } from '../model/snapshot.ts';
import type { LookedUp } from './lookup.ts';
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
