import { isKnown, resourceSlot, tagKeysSlot, tagPrefix, type State } from './state.ts';
import type { Task } from './task.ts';

/** Much more than all the conditions of a policy together. */
const demanded = 100;

/**
 * The slot to settle next: one that tests ask about, or that a condition looks at without which nothing can be allowed;
 * else the one that most conditions look at. What its values depend on comes before it.
 */
export function nextSlot(task: Task, state: State): string {
  const scores = new Map<string, number>();
  const add = (slot: string, score: number) => {
    if (!isKnown(state, slot)) scores.set(slot, (scores.get(slot) ?? 0) + score);
  };
  for (const { keys } of state.tests) for (const slot of keys) add(slot, demanded / 2);
  for (const [at, layers] of state.sides.entries()) {
    const wantsAllowed = task.askAt(at).effect === 'allowed';
    for (const { allowed, living } of layers) {
      const hopes = allowed ? 0 : living.filter(({ allow }) => allow).length;
      for (const { allow, clauses } of living) {
        const score = allow && wantsAllowed && hopes === 1 ? demanded : 1;
        // There are usually many resources, and few of them make a difference.
        for (const { needs } of clauses)
          for (const slot of needs) add(slot, slot === resourceSlot ? score / 10 : score);
      }
    }
  }
  let best: string | undefined;
  let highest = -1;
  for (const [slot, score] of scores) {
    if (score > highest || (score === highest && best !== undefined && slot < best)) [best, highest] = [slot, score];
  }
  if (best === undefined) throw new Error('no key is open, and yet nothing is decided');
  return readyBefore(task, state, best, []);
}

/** The slot, or the first that has to be settled before it. In a circle, one of them comes first. */
function readyBefore(task: Task, state: State, slot: string, above: readonly string[]): string {
  for (const before of prerequisites(task, state, slot)) {
    if (before === slot || isKnown(state, before) || above.includes(before)) continue;
    return readyBefore(task, state, before, [...above, slot]);
  }
  return slot;
}

/** Slots that the values of a slot depend on: those of variables it is compared with, and the tags that TagKeys lists. */
export function prerequisites(task: Task, state: State, slot: string): ReadonlySet<string> {
  const before = new Set<string>();
  if (slot === resourceSlot) return before;
  const { domains, resources } = task.question;
  for (const { needs, compared } of state.clauses) {
    if (compared !== undefined && task.slotOf(compared.phase, compared.condition.key) === slot) {
      for (const other of needs) before.add(other);
    }
    // A variable in a Resource element is solved for the resource.
    if (compared === undefined && needs.includes(slot) && resources !== undefined) before.add(resourceSlot);
    if (slot === tagKeysSlot) for (const other of needs) if (isTag(other)) before.add(other);
  }
  if (slot === tagKeysSlot) {
    for (const other of domains.keys()) if (isTag(other)) before.add(other);
    for (const { keys } of state.tests) for (const other of keys) if (isTag(other)) before.add(other);
  }
  const compared = domains.get(slot)?.comparedWith;
  if (compared !== undefined) before.add(compared);
  return before;
}

const isTag = (slot: string): boolean => slot.startsWith(tagPrefix);
