import type { Values } from './session-keys.ts';
import { isSource, rankOf, tagKeysSlot, tagPrefix, waitsOnlyFor, type State } from './state.ts';
import { place } from './settle.ts';
import type { Task } from './task.ts';

/*
 * Values are weighed by what they do to the conditions that are left, not by which patterns they match: 400 address
 * ranges in one condition make two kinds of address. And a value that serves the question at least as well in every
 * condition makes another one superfluous (dominance): a condition that holds can only help an Allow and only hurt a Deny.
 */

/** What an option does to one condition or test, the higher the better for the question. */
type Judge = (values: Values) => number;

/** For everything that waits for this slot alone. */
function judgesOf(task: Task, state: State, slot: string): readonly Judge[] {
  const judges: Judge[] = [];
  const seen: { values: Values; state: State }[] = [];
  // One option is usually shown to all judges in turn.
  const placed = (values: Values): State => {
    if (seen[0]?.values === values) return seen[0].state;
    const made = place(task, state, slot, values);
    seen[0] = { values, state: made };
    return made;
  };
  for (const [at, layers] of state.sides.entries()) {
    for (const { living } of layers) {
      for (const { allow, clauses } of living) {
        const sign = (task.askAt(at).effect === 'allowed') === allow ? 1 : -1;
        for (const clause of clauses) {
          if (!waitsOnlyFor(state, clause.needs, slot)) continue;
          judges.push((values) => {
            task.spend(clause.weight);
            const { known, resource } = placed(values);
            return sign * rankOf(clause.holds(task.request(at, known, resource)));
          });
        }
      }
    }
  }
  for (const test of state.tests) {
    if (!waitsOnlyFor(state, test.keys, slot)) continue;
    judges.push((values) => rankOf(test.holds(task.contextOf(task.question.phase, placed(values).known))));
  }
  return judges;
}

/** The condition holds for an Allow, or does not hold for a Deny. */
const isBest = (mark: number): boolean => mark === 2 || Object.is(mark, -0);

/** A tag's presence shows in `aws:TagKeys`, whatever its value does elsewhere. */
const presenceMatters = (state: State, slot: string): boolean =>
  slot.startsWith(tagPrefix) && state.clauses.some(({ needs }) => needs.includes(tagKeysSlot));

/** An option that is best in every condition; then no other one is needed. */
export function perfectOption(
  task: Task,
  state: State,
  slot: string,
  options: Iterable<Values>,
): { readonly values: Values } | undefined {
  if (isSource(state, slot) || presenceMatters(state, slot)) return undefined;
  const judges = judgesOf(task, state, slot);
  for (const values of options) if (judges.every((judge) => isBest(judge(values)))) return { values };
  return undefined;
}

export interface Options {
  readonly options: readonly Values[];
  /** Why other values could make a difference. */
  readonly untried?: string;
}

/** One value for each effect, without those that another one makes superfluous. */
export function usefulOptions(
  task: Task,
  state: State,
  slot: string,
  options: readonly Values[],
  untried: string | undefined,
): Options {
  if (isSource(state, slot)) return { options, ...(untried === undefined ? {} : { untried }) };
  const judges = judgesOf(task, state, slot);
  const presence = presenceMatters(state, slot);
  const byEffect = new Map<string, { values: Values; effect: readonly number[]; present: boolean }>();
  for (const values of options) {
    const effect = judges.map((judge) => judge(values));
    const present = presence && values !== null;
    const known = `${present} ${effect.join()}`;
    if (!byEffect.has(known)) byEffect.set(known, { values, effect, present });
  }
  const kinds = [...byEffect.values()];
  const kept = kinds.filter(
    (one) =>
      !kinds.some(
        (other) =>
          other !== one &&
          other.present === one.present &&
          other.effect.every((mark, i) => mark >= (one.effect[i] ?? 0)),
      ),
  );
  const perfect = (present: boolean) => kept.some((one) => one.present === present && one.effect.every(isBest));
  // Where nothing can be better, it does not matter what was not tried.
  const certain = perfect(false) && (!presence || perfect(true));
  return { options: kept.map(({ values }) => values), ...(certain || untried === undefined ? {} : { untried }) };
}

/** Whether no test that waits for this slot alone refuses the option. */
export function passesTests(task: Task, state: State, slot: string, values: Values): boolean {
  const { known } = place(task, state, slot, values);
  const context = task.contextOf(task.question.phase, known);
  return state.tests.every(({ keys, holds }) => !waitsOnlyFor(state, keys, slot) || holds(context) !== false);
}

/**
 * Sets of texts for a key with several values. Set operators see which kinds of texts are there, so sets are grown from
 * `base`, kind by kind, until no new effect comes. Two texts that `apart` calls the same cannot be in one set (`clash`).
 */
export function growSets(
  task: Task,
  state: State,
  slot: string,
  base: readonly string[],
  texts: readonly string[],
  apart?: (text: string) => string,
): { readonly sets: readonly (readonly string[])[]; readonly clash: boolean } {
  const judges = judgesOf(task, state, slot);
  const effect = (values: Values) => judges.map((judge) => judge(values)).join();
  const kinds = new Map<string, string>();
  for (const text of texts) {
    const kind = effect([text]);
    if (!kinds.has(kind)) kinds.set(kind, text);
  }
  const sets = new Map<string, readonly string[]>();
  let frontier: (readonly string[])[] = [base];
  let clash = false;
  while (frontier.length > 0) {
    const next: (readonly string[])[] = [];
    for (const set of frontier) {
      for (const text of kinds.values()) {
        if (set.includes(text)) continue;
        if (apart !== undefined && set.some((other) => apart(other) === apart(text))) {
          clash = true;
          continue;
        }
        const grown = [...set, text];
        // A plain operator looks at one value only.
        const kind = `${grown.length === 1} ${effect(grown)}`;
        if (sets.has(kind)) continue;
        sets.set(kind, grown);
        next.push(grown);
      }
    }
    frontier = next;
  }
  return { sets: [...sets.values()], clash };
}
