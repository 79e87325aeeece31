import type { Account } from '../federation/account.ts';
import type { StreamRole } from '../federation/stream-role.ts';
import type { Evidence } from '../model/finding.ts';
import type { AdmittedSignIns, ObservedRole } from '../model/sign-ins.ts';
import type { Rule } from './rule.ts';
import { need, notApplicable, unread, type Verdict } from './verdict.ts';

/** The call that reads sign-ins. */
export const lookupEvents = 'cloudtrail:LookupEvents';

/** The rules that need no records of sign-ins: all that a scan checks which was given none. */
export const withoutSignIns = <R extends Pick<Rule, 'reads'>>(rules: readonly R[]): readonly R[] =>
  rules.filter(({ reads }) => !reads.includes(lookupEvents));

/**
 * Judges what was recorded of a role's sign-ins. Without a record the rule does not apply: that nothing was recorded is
 * no sign of anything.
 */
export function withSignIns(role: StreamRole, account: Account, judge: (observed: ObservedRole) => Verdict): Verdict {
  const { signIns } = account.snapshot;
  if (signIns === undefined) return notApplicable('No records of sign-ins were given.');
  const read = need(signIns);
  const observed = read?.roles[role.role.arn];
  const verdict = observed === undefined ? notApplicable('No sign-in with this role was recorded.') : judge(observed);
  // What is missing could change a verdict that no record speaks against.
  return read?.unread !== undefined && verdict.status !== 'fail' ? unread(read.unread) : verdict;
}

/** As `withSignIns`, for rules about successful sign-ins. */
export const withAdmitted = (
  role: StreamRole,
  account: Account,
  judge: (admitted: readonly AdmittedSignIns[]) => Verdict,
): Verdict =>
  withSignIns(role, account, ({ admitted }) =>
    admitted.length === 0 ? notApplicable('No successful sign-in with this role was recorded.') : judge(admitted),
  );

export const countOf = (signIns: readonly { readonly count: number }[]): number =>
  signIns.reduce((sum, { count }) => sum + count, 0);

/** `1 of 14 sign-ins`, `3 of 14 sign-ins`. */
export const share = (
  some: readonly { readonly count: number }[],
  all: readonly { readonly count: number }[],
): string => `${countOf(some)} of ${countOf(all)} ${countOf(all) === 1 ? 'sign-in' : 'sign-ins'}`;

/** The last of them, as evidence. */
export const lastOf = (signIns: readonly { readonly last: string }[]): string =>
  signIns
    .map(({ last }) => last)
    .toSorted()
    .at(-1) ?? '';

/** Distinct texts, the most frequent first. */
export function mostFrequent(
  signIns: readonly AdmittedSignIns[],
  of: (signIn: AdmittedSignIns) => string | undefined,
): readonly string[] {
  const counts = new Map<string, number>();
  for (const signIn of signIns) {
    const text = of(signIn);
    if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + signIn.count);
  }
  return [...counts].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([text]) => text);
}

/** Where a record says it: a path within the events of CloudTrail. */
export const seenIn = (path: string, actual: string, expected: string): Evidence => ({
  path: `AssumeRoleWithSAML ${path}`,
  actual,
  expected,
});
