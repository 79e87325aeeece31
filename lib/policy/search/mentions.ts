import type { Context } from '../context.ts';
import type { Condition } from '../document.ts';
import type { Domain } from '../domain.ts';
import { factsOf, isPresenceTest } from '../operators.ts';
import type { TextPattern } from '../representatives.ts';
import { resolve, splitVariables, variableKeys } from '../variables.ts';
import { literalTokens } from '../wildcard.ts';
import { isKnown, type Compared, type State } from './state.ts';
import type { Task } from './task.ts';

/** Which slots the living conditions look at. */
export interface Mentions {
  /** Slot → where it is compared. */
  readonly bySlot: ReadonlyMap<string, readonly Compared[]>;
  /** Slots that values refer to (`${saml:sub}`). */
  readonly variables: ReadonlySet<string>;
}

/** For the options of one slot. */
export function mentionsOf(task: Task, state: State, slot: string): Mentions {
  const bySlot = new Map<string, Compared[]>();
  const variables = new Set<string>();
  const seen = new Set<Condition>();
  const add = (key: string, compared: Compared) => {
    const list = bySlot.get(key);
    if (list === undefined) bySlot.set(key, [compared]);
    else list.push(compared);
  };
  for (const { compared, needs } of state.clauses) {
    if (compared === undefined) for (const other of needs) variables.add(other);
    if (compared === undefined || seen.has(compared.condition)) continue;
    seen.add(compared.condition);
    add(task.slotOf(compared.phase, compared.condition.key), compared);
    for (const other of referencesOf(task, compared)) variables.add(other);
  }
  const { domains, session } = task.question;
  const phase = session === undefined ? task.question.phase : 'stream';
  for (const [one, { comparedWith }] of domains) {
    if (comparedWith === undefined) continue;
    // In a circle of variables the other one may come first.
    const [later, earlier] = isKnown(state, one) && one !== slot ? [comparedWith, one] : [one, comparedWith];
    variables.add(earlier);
    add(later, { condition: equality(later, earlier), version: '2012-10-17', phase });
  }
  return { bySlot, variables };
}

/** What the caller asks, as if a policy asked it. */
const equality = (key: string, other: string): Condition => ({
  operator: { asWritten: 'StringEqualsIgnoreCase', base: 'StringEqualsIgnoreCase', ifExists: false },
  key,
  keyAsWritten: key,
  values: [`\${${other}}`],
});

/** Slots that the values of a condition refer to. */
const referencesOf = (task: Task, { condition, version, phase }: Compared): readonly string[] =>
  condition.values.flatMap((value) => variableKeys(value, version).map((key) => task.slotOf(phase, key)));

/** Other slots that the values compared with a slot refer to. */
function references(task: Task, slot: string, { bySlot }: Mentions): ReadonlySet<string> {
  const found = (bySlot.get(slot) ?? []).flatMap((compared) => referencesOf(task, compared));
  return new Set(found.filter((other) => other !== slot));
}

/** The texts that a slot is compared with, as patterns; variables have their values from the context. */
export function patternsOf(
  compared: readonly Compared[],
  contextOf: (phase: Compared['phase']) => Context,
): TextPattern[] {
  return compared.flatMap(({ condition, version, phase }) => {
    const base = condition.operator.base;
    if (base === undefined || isPresenceTest(base)) return [];
    const { wildcards, ignoreCase } = factsOf(base);
    const request = { phase, action: '', context: contextOf(phase) };
    return condition.values.flatMap((value) => {
      const tokens = resolve(value, version, request, wildcards);
      return tokens === null || 'unclear' in tokens ? [] : [{ tokens, ignoreCase }];
    });
  });
}

// -------------------------------------------------------------------------------------------------------- links

export interface Linked {
  /** What any of the slots that may have to equal this one is compared with. */
  readonly patterns: readonly TextPattern[];
  /** Familiar values of all of them, one that they may share, and one that only this slot has. */
  readonly seeds: readonly string[];
  /** False: a link is not a plain `${key}`, so which values matter cannot be listed. */
  readonly complete: boolean;
}

const notLinked: Linked = { patterns: [], seeds: [], complete: true };

/**
 * Slots whose values are compared with each other (`"workspaces:userId": "${saml:sub}"`) have to take each other's values,
 * or they could never meet in the search. All of such a group get the same texts in the same order, so that what stands
 * for a set of texts is the same text for each.
 */
export function linkedPatterns(
  task: Task,
  slot: string,
  mentions: Mentions,
  domains: ReadonlyMap<string, Domain>,
): Linked {
  if (!mentions.variables.has(slot)) return notLinked;
  const group = groupOf(task, slot, mentions);
  if (group.length < 2) return notLinked;
  const patterns = group.flatMap((member) => textsOf(member, mentions, domains));
  const folded = group.some((member) =>
    (mentions.bySlot.get(member) ?? []).some(
      ({ condition, version }) =>
        condition.operator.base !== undefined &&
        factsOf(condition.operator.base).ignoreCase &&
        condition.values.some((value) => variableKeys(value, version).length > 0),
    ),
  );
  const seeds = group.flatMap((member) => domains.get(member)?.seeds ?? []);
  const sources = group.filter((member) => mentions.variables.has(member));
  const own = sources.length < 2 ? [] : ['unlisted-value', `other-value-${sources.indexOf(slot) + 1}`];
  return {
    patterns: folded ? [...patterns, ...patterns.map(({ tokens }) => ({ tokens, ignoreCase: true }))] : patterns,
    seeds: [...new Set([...seeds, ...own])],
    complete: group.every((member) => isPlain(task, member, mentions, domains)),
  };
}

/** The slot and all that are linked with it, however far, in order of their names. */
function groupOf(task: Task, slot: string, mentions: Mentions): readonly string[] {
  const group = new Set([slot]);
  const neighbors = (one: string) =>
    [...mentions.bySlot.keys()].flatMap((target) => {
      const sources = [...references(task, target, mentions)];
      if (target === one) return sources;
      return sources.includes(one) ? [target] : [];
    });
  for (const member of group) for (const other of neighbors(member)) group.add(other);
  return [...group].toSorted();
}

const nothing: Context = new Map<string, readonly string[]>();

/** The texts without variables that a slot is compared with, and those it always has. */
function textsOf(slot: string, mentions: Mentions, domains: ReadonlyMap<string, Domain>): readonly TextPattern[] {
  const fixed = (domains.get(slot)?.fixed ?? []).map((value) => ({ tokens: literalTokens(value), ignoreCase: false }));
  return [...patternsOf(mentions.bySlot.get(slot) ?? [], () => nothing), ...fixed];
}

/** Every link of the slot is a plain variable, or the link is all that it is compared with. */
function isPlain(task: Task, slot: string, mentions: Mentions, domains: ReadonlyMap<string, Domain>): boolean {
  const values = (mentions.bySlot.get(slot) ?? []).flatMap(({ condition, version }) =>
    condition.values.map((value) => ({ parts: splitVariables(value, version), keys: variableKeys(value, version) })),
  );
  if (values.every(({ parts, keys }) => keys.length === 0 || parts.length === 1)) return true;
  // A test by itself may want a value that no condition names, and only some value of the variable would make.
  const { tests } = task.question;
  const tested = tests.some(({ keys }) => keys.length === 1 && keys[0] === slot);
  if (tested && domains.get(slot)?.comparedWith === undefined) return false;
  return references(task, slot, mentions).size === 1 && textsOf(slot, mentions, domains).length === 0;
}
