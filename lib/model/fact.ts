/**
 * A fact remembers how it was learned. "AWS said there is none" and "we could not look" are different answers,
 * and only the first may ever become a verdict.
 */
export type Fact<T> = Known<T> | Absent | Unreadable;

export interface Known<T> {
  readonly state: 'known';
  readonly value: T;
}

/** AWS was asked and said there is none; or the service cannot hold any there (`why` says so). */
export interface Absent {
  readonly state: 'absent';
  readonly why?: string;
}

/** The answer could not be had. Never a pass, never a fail, never "resolved". */
export interface Unreadable {
  readonly state: 'unreadable';
  /** The call that would have answered, e.g. `workspaces:DescribeIpGroups`, with its Region or `global`. */
  readonly call: string;
  readonly region: string;
  readonly reason: UnreadReason;
  /** One sentence for people: what came back. No personal data. */
  readonly detail: string;
}

export const unreadReasons = ['denied', 'throttled', 'failed', 'not-exported', 'unparseable'] as const;
export type UnreadReason = (typeof unreadReasons)[number];

export const known = <T>(value: T): Known<T> => ({ state: 'known', value });
export const absent = (why?: string): Absent => (why === undefined ? { state: 'absent' } : { state: 'absent', why });
export const unreadable = (call: string, region: string, reason: UnreadReason, detail: string): Unreadable => ({
  state: 'unreadable',
  call,
  region,
  reason,
  detail,
});

/** Applies `f` to a known value and leaves every other state as it is. */
export const mapFact = <T, U>(fact: Fact<T>, f: (value: T) => U): Fact<U> =>
  fact.state === 'known' ? known(f(fact.value)) : fact;
