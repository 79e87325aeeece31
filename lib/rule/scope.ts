import type { Verdict } from './verdict.ts';

/** One thing that must hold of a resource before a rule judges it. */
export interface Condition<T> {
  /** As a property of the resource, for the page of the rule: "registered". */
  readonly is: string;
  /** Why the resource is out of scope, or why that cannot be known; `undefined` where the condition holds. */
  readonly outside: (subject: T) => Verdict | undefined;
}

/** The resources that a rule is for: those that meet all conditions. Empty: all of the type. */
export type Scope<T> = readonly Condition<T>[];

/** The verdict of the first condition that does not hold; `undefined` for a resource in scope. */
export function outOfScope<T>(scope: Scope<T>, subject: T): Verdict | undefined {
  for (const { outside } of scope) {
    const verdict = outside(subject);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}

/** Those of a list that are in scope; `doubt` where it cannot be known of one, the verdict that says why. */
export function within<T>(
  scope: Scope<T>,
  subjects: readonly T[],
): { readonly inside: readonly T[]; readonly doubt: Verdict | undefined } {
  const verdicts = subjects.map((subject) => ({ subject, verdict: outOfScope(scope, subject) }));
  return {
    inside: verdicts.flatMap(({ subject, verdict }) => (verdict === undefined ? [subject] : [])),
    doubt: verdicts.find(({ verdict }) => verdict?.status === 'unknown')?.verdict,
  };
}
