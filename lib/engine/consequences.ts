import { causeKey } from '../model/cause-key.ts';
import type { Cause, Finding } from '../model/finding.ts';

/** A finding, and the cause of another resource that it follows from, when its rule said so. */
export interface Evaluated {
  readonly finding: Finding;
  readonly because?: { readonly cause: Cause; readonly resource: string };
}

/**
 * Points each finding that follows from another one to the root of it, whose fix it then carries: a consequence has no
 * fix of its own. A cause that no failing finding reports, because its rule was not chosen, is left out.
 */
export function linkConsequences(evaluated: readonly Evaluated[]): readonly Finding[] {
  const byCause = new Map<string, Evaluated>();
  for (const one of evaluated) {
    const { status, cause, otherCauses = [], resource } = one.finding;
    if (status !== 'fail' || cause === undefined) continue;
    for (const reported of [cause, ...otherCauses]) {
      const key = `${causeKey(reported)} ${resource.arn}`;
      // Where two rules report the same cause, the one that follows from nothing is the root.
      if (!byCause.has(key) || one.because === undefined) byCause.set(key, one);
    }
  }
  const rootOf = (one: Evaluated, seen: ReadonlySet<Evaluated>): Evaluated => {
    if (one.because === undefined) return one;
    const next = byCause.get(`${causeKey(one.because.cause)} ${one.because.resource}`);
    return next === undefined || seen.has(next) ? one : rootOf(next, new Set([...seen, next]));
  };
  return evaluated.map((one) => {
    if (one.finding.status !== 'fail' || one.because === undefined) return one.finding;
    const { finding: root } = rootOf(one, new Set([one]));
    return root === one.finding ? one.finding : { ...one.finding, because: root.id, remediation: root.remediation };
  });
}
