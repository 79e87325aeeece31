import { conditionHolds } from '../condition.ts';
import type { Condition, PolicyDocument, PolicyVersion, Statement } from '../document.ts';
import { hasVariables, resourceMatches, speaksAbout } from '../evaluate.ts';
import { openKey, type Phase } from '../keys.ts';
import { variableKeys } from '../variables.ts';
import type { Ask } from './question.ts';
import type { Values } from './session-keys.ts';
import {
  isKnown,
  resourceSlot,
  slotOfTag,
  tagKeysSlot,
  tagPrefix,
  type Clause,
  type Living,
  type Side,
  type State,
} from './state.ts';
import type { Task } from './task.ts';

/** The state in which nothing is settled but what the caller fixes. */
export function begin(task: Task): State {
  const { asks, domains, tests } = task.question;
  for (const [slot, { tagName }] of domains) if (tagName !== undefined) task.tagNames.set(slot, tagName);
  const known = new Map<string, Values>();
  for (const [slot, { fixed }] of domains) if (fixed !== undefined) known.set(slot, fixed);
  const sides = asks.map((ask) =>
    ask.layers.map((documents): Side => {
      const living = documents.flatMap(({ document }) =>
        document.statements.flatMap((statement) => livingOf(task, ask, document, statement) ?? []),
      );
      return { living, allowed: false, denied: false };
    }),
  );
  return settle(task, { known, resource: undefined, tags: new Map(), sides, clauses: [], tests });
}

/** `undefined`: the statement is about something else. */
function livingOf(task: Task, ask: Ask, document: PolicyDocument, statement: Statement): Living | undefined {
  const { target } = ask;
  // The resource is searched for, unless the target names one.
  const open = target.resource === undefined && target.phase === 'stream';
  const about = open
    ? speaksAbout(anyResource(statement), document, { ...target, resource: '*' })
    : speaksAbout(statement, document, target);
  if (about === false) return undefined;
  const clauses = statement.conditions.map((condition) => clauseOf(task, condition, document.version, target.phase));
  const variables = hasVariables(statement.resources, document);
  if (statement.resources !== undefined && (open || variables)) {
    const patterns = variables ? statement.resources.patterns : [];
    clauses.push({
      needs: [
        ...(open ? [resourceSlot] : []),
        ...patterns.flatMap((pattern) => slotsIn(task, pattern, document.version, target.phase)),
      ],
      weight: statement.resources.patterns.length,
      holds: (request) => resourceMatches(statement.resources, document, request),
    });
  }
  return { allow: statement.effect === 'Allow', clauses, ...(about === true ? {} : { doubt: about.unclear }) };
}

const anyResource = (statement: Statement): Statement =>
  statement.resources === undefined ? statement : { ...statement, resources: { negated: false, patterns: ['*'] } };

function clauseOf(task: Task, condition: Condition, version: PolicyVersion | undefined, phase: Phase): Clause {
  const slot = task.slotOf(phase, condition.key);
  if (slot.startsWith(tagPrefix) && !task.tagNames.has(slot)) {
    task.tagNames.set(slot, condition.keyAsWritten.slice(condition.keyAsWritten.indexOf('/') + 1));
  }
  const own = isTried(task, phase, condition.key) ? [slot] : [];
  return {
    needs: [...new Set([...own, ...condition.values.flatMap((value) => slotsIn(task, value, version, phase))])],
    compared: { condition, version, phase },
    weight: Math.max(1, condition.values.length),
    holds: (request) => conditionHolds(condition, version, request),
  };
}

/** A key that is missing in such requests, or unknown, is decided at once: nothing waits for it. */
const isTried = (task: Task, phase: Phase, key: string): boolean =>
  openKey(phase, key) !== undefined && task.infoOf(task.slotOf(phase, key)) !== undefined;

/** Slots whose values a text waits for. */
const slotsIn = (task: Task, text: string, version: PolicyVersion | undefined, phase: Phase): string[] =>
  variableKeys(text, version)
    .filter((key) => isTried(task, phase, key) && task.infoOf(task.slotOf(phase, key))?.multivalued !== true)
    .map((key) => task.slotOf(phase, key));

/** The state in which a slot has these values, with nothing concluded from it yet. */
export function place(task: Task, state: State, slot: string, values: Values): State {
  if (slot === resourceSlot) {
    const resource = values?.[0];
    return { ...state, resource };
  }
  const known = new Map(state.known).set(slot, values);
  if (slot !== tagKeysSlot && !(slot.startsWith(tagPrefix) && values !== null)) return { ...state, known };
  const tags = new Map(state.tags);
  if (slot === tagKeysSlot) {
    // Names that only `aws:TagKeys` looks at are tags with some value.
    for (const name of values ?? []) {
      const tag = slotOfTag(name);
      if (!known.has(tag)) known.set(tag, ['unlisted-value']);
      tags.set(tag, name);
    }
  } else tags.set(slot, tagNameOf(task, slot));
  return { ...state, known, tags };
}

export const tagNameOf = (task: Task, slot: string): string => task.tagNames.get(slot) ?? slot.slice(tagPrefix.length);

/** Decides what can be decided by now, and drops it. */
export function settle(task: Task, state: State): State {
  const sides = state.sides.map((layers, at) => {
    const request = task.request(at, state.known, state.resource);
    return layers.map((side): Side => settleSide(task, state, side, (clause) => clause.holds(request)));
  });
  const clauses = sides.flatMap((layers) => layers.flatMap(({ living }) => living.flatMap((one) => one.clauses)));
  if (state.tests.length === 0) return { ...state, sides, clauses };
  const context = task.contextOf(task.question.phase, state.known);
  let { testDoubt } = state;
  let failed = false;
  const tests = state.tests.filter(({ keys, holds }) => {
    if (keys.some((key) => !isKnown(state, key))) return true;
    task.spend(1);
    const truth = holds(context);
    if (truth === false) failed = true;
    else if (truth !== true) testDoubt ??= truth.unclear;
    return false;
  });
  if (failed) return { ...state, sides, clauses, dead: true };
  return { ...state, sides, clauses, tests, ...(testDoubt === undefined ? {} : { testDoubt }) };
}

function settleSide(task: Task, state: State, side: Side, ask: (clause: Clause) => ReturnType<Clause['holds']>): Side {
  const living: Living[] = [];
  let { allowed, allowDoubt, denied, denyDoubt } = side;
  for (const statement of side.living) {
    const left: Clause[] = [];
    let { doubt } = statement;
    let dead = false;
    for (const clause of statement.clauses) {
      if (clause.needs.some((slot) => !isKnown(state, slot))) {
        left.push(clause);
        continue;
      }
      task.spend(clause.weight);
      const truth = ask(clause);
      if (truth === false) {
        dead = true;
        break;
      }
      if (truth !== true) doubt ??= truth.unclear;
    }
    if (dead) continue;
    if (left.length > 0) {
      const same = left.length === statement.clauses.length && doubt === statement.doubt;
      living.push(
        same ? statement : { allow: statement.allow, clauses: left, ...(doubt === undefined ? {} : { doubt }) },
      );
    } else if (statement.allow) {
      if (doubt === undefined) allowed = true;
      else allowDoubt ??= doubt;
    } else if (doubt === undefined) denied = true;
    else denyDoubt ??= doubt;
  }
  return {
    // What is denied stays denied.
    living: denied ? [] : living,
    allowed,
    denied,
    ...(allowDoubt === undefined ? {} : { allowDoubt }),
    ...(denyDoubt === undefined ? {} : { denyDoubt }),
  };
}
