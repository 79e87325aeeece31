import type { Condition, PolicyVersion } from '../document.ts';
import type { Phase } from '../keys.ts';
import type { Request } from '../request.ts';
import type { Truth } from '../truth.ts';
import type { Ask, Test } from './question.ts';
import type { Values } from './session-keys.ts';

/*
 * How far a request is settled, and what is left of the policies (residual evaluation): a statement with one false
 * condition is dropped, a condition that holds is dropped from its statement, and only what still depends on keys that
 * are open stays. Nothing looks at a key that no living statement and no test looks at.
 */

/** A condition with what its meaning depends on. */
export interface Compared {
  readonly condition: Condition;
  readonly version: PolicyVersion | undefined;
  readonly phase: Phase;
}

/** A condition, or a Resource element, that is not decided yet. */
export interface Clause {
  /** The slots (see `session-keys.ts`) that it waits for. */
  readonly needs: readonly string[];
  /** Missing: it is a Resource element. */
  readonly compared?: Compared;
  /** Steps that one evaluation takes. */
  readonly weight: number;
  readonly holds: (request: Request) => Truth;
}

/** A statement that may still apply. */
export interface Living {
  readonly allow: boolean;
  readonly clauses: readonly Clause[];
  /** Something in it is unclear: it cannot hold any more, but it can still turn out false. */
  readonly doubt?: string;
}

/** One layer of one ask, as far as the request is known. */
export interface Side {
  readonly living: readonly Living[];
  readonly allowed: boolean;
  readonly allowDoubt?: string;
  readonly denied: boolean;
  readonly denyDoubt?: string;
}

export interface State {
  readonly known: ReadonlyMap<string, Values>;
  readonly resource: string | undefined;
  /** Tags in the request: slot → name as spelled. */
  readonly tags: ReadonlyMap<string, string>;
  /** By ask, by layer. */
  readonly sides: readonly (readonly Side[])[];
  /** Of all living statements. */
  readonly clauses: readonly Clause[];
  /** Not answered yet. */
  readonly tests: readonly Test[];
  readonly testDoubt?: string;
  /** A test has failed. */
  readonly dead?: true;
}

/** The slot of the resource. Its "conditions" are the Resource elements. */
export const resourceSlot = '@resource';
/** Derived: the names of the tags that are there. */
export const tagKeysSlot = 'aws:tagkeys';
export const tagPrefix = 'aws:requesttag/';

export const slotOfTag = (name: string): string => tagPrefix + name.toLowerCase();

export const isKnown = (state: State, slot: string): boolean =>
  slot === resourceSlot ? state.resource !== undefined : state.known.has(slot);

/** What waits for this slot waits for nothing else. */
export const waitsOnlyFor = (state: State, needs: readonly string[], slot: string): boolean =>
  needs.includes(slot) && needs.every((other) => other === slot || isKnown(state, other));

/** Something waits for this slot and for another one, so its values cannot be weighed by what they do now. */
export const isSource = (state: State, slot: string): boolean =>
  state.clauses.some(({ needs }) => needs.includes(slot) && !waitsOnlyFor(state, needs, slot)) ||
  state.tests.some(({ keys }) => keys.includes(slot) && !waitsOnlyFor(state, keys, slot));

// ------------------------------------------------------------------------------------------------------- bounds

/** 0 no, 1 unclear, 2 yes. */
export type Rank = 0 | 1 | 2;

export const rankOf = (truth: Truth): Rank => (truth === true ? 2 : truth === false ? 0 : 1);
const lower = (a: Rank, b: Rank): Rank => (a < b ? a : b);
const opposite = (a: Rank): Rank => (a === 2 ? 0 : a === 0 ? 2 : 1);

/** The least and the most that can still come of the question. Both are needed: one alone proves nothing. */
export function boundsOf(state: State, asks: readonly Ask[]): { readonly least: Rank; readonly most: Rank } {
  if (state.dead) return { least: 0, most: 0 };
  let most: Rank = state.testDoubt === undefined ? 2 : 1;
  let least: Rank = state.tests.length > 0 ? 0 : most;
  for (const [at, layers] of state.sides.entries()) {
    let low: Rank = 2;
    let high: Rank = 2;
    for (const side of layers) {
      low = lower(low, leastAllowed(side));
      high = lower(high, mostAllowed(side));
    }
    const wantsAllowed = asks[at]?.effect === 'allowed';
    least = lower(least, wantsAllowed ? low : opposite(high));
    most = lower(most, wantsAllowed ? high : opposite(low));
  }
  return { least, most };
}

function mostAllowed({ living, allowed, allowDoubt, denied, denyDoubt }: Side): Rank {
  if (denied) return 0;
  const certain = allowed || living.some(({ allow, doubt }) => allow && doubt === undefined);
  if (certain) return denyDoubt === undefined ? 2 : 1;
  return allowDoubt !== undefined || living.some(({ allow }) => allow) ? 1 : 0;
}

/** A living Deny without a doubt can still take everything; one with a doubt can make it unclear. */
function leastAllowed({ living, allowed, allowDoubt, denied, denyDoubt }: Side): Rank {
  if (denied || living.some(({ allow, doubt }) => !allow && doubt === undefined)) return 0;
  if (!allowed) return allowDoubt === undefined ? 0 : 1;
  return denyDoubt !== undefined || living.some(({ allow }) => !allow) ? 1 : 2;
}

/** Why the answer is unclear in a state in which it is. */
export const doubtOf = ({ sides, testDoubt }: State): string =>
  sides
    .flat()
    .map(
      ({ allowed, allowDoubt, denyDoubt, living }) =>
        (allowed ? undefined : allowDoubt) ?? denyDoubt ?? living.find(({ doubt }) => doubt !== undefined)?.doubt,
    )
    .find((reason) => reason !== undefined) ??
  testDoubt ??
  'the policies cannot be evaluated for some requests';
