import type { Account } from '../federation/account.ts';
import type { Fleet } from '../model/snapshot.ts';
import { list, notApplicable, type Verdict } from './verdict.ts';

/**
 * Whether a stack offers the fleet, so that users can start sessions of it.
 * @throws {Unread} when the stacks that would tell could not be read
 */
export function isOffered({ name, region }: Fleet, account: Account): boolean {
  const stacks = list(account.stacks(region));
  const readable = stacks.some(({ fleets }) => fleets.state === 'known' && fleets.value.includes(name));
  return readable || stacks.some(({ fleets }) => list(fleets).includes(name));
}

/** A failure counts only for a fleet that a stack offers. */
export const whereOffered = (fleet: Fleet, account: Account, verdict: Verdict): Verdict =>
  verdict.status !== 'fail' || isOffered(fleet, account)
    ? verdict
    : notApplicable('No stack offers this fleet, so no user can start a session of it.');
