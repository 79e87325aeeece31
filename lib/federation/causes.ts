import type { Diagnosis } from '../model/diagnosis.ts';

/** Leaves out what a fault does not need, one after the other. */
export function minimal<T>(items: readonly T[], isFaulty: (some: readonly T[]) => boolean): readonly T[] {
  let left = items;
  for (const item of items) {
    const without = left.filter((one) => one !== item);
    if (isFaulty(without)) left = without;
  }
  return left;
}

/** The first diagnosis of each cause. */
export function distinctCauses(causes: readonly Diagnosis[]): readonly Diagnosis[] {
  const seen = new Map<string, Diagnosis>();
  for (const one of causes) {
    const key = JSON.stringify([one.resource, one.cause]);
    if (!seen.has(key)) seen.set(key, one);
  }
  return [...seen.values()];
}
