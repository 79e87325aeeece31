import type { Domain } from '../domain.ts';
import type { KeyInfo } from '../keys.ts';
import { fits } from '../representatives.ts';
import { growSets, passesTests, perfectOption, usefulOptions, type Options } from './effects.ts';
import { linkedPatterns, mentionsOf, patternsOf, type Mentions } from './mentions.ts';
import { prerequisites } from './order.ts';
import type { Values } from './session-keys.ts';
import { isKnown, isSource, resourceSlot, tagKeysSlot, type State } from './state.ts';
import { tagKeyOptions } from './tag-keys.ts';
import type { Task } from './task.ts';
import { likelyValues, valuesFor } from './values.ts';

/** What can stand in a slot: enough values to tell apart all that the living conditions can, and no more. */
export function optionsOf(task: Task, state: State, slot: string): Options {
  if (slot === resourceSlot) return resourceOptions(task, state);
  if (slot === tagKeysSlot) return tagKeyOptions(task, state);
  const info = task.infoOf(slot);
  if (info === undefined) return { options: [null] };
  const solved = task.seedsByResource(state, slot);
  const domain = domainOf(task, slot, info, solved.values);
  const mentions = mentionsOf(task, state, slot);
  return info.multivalued
    ? multivaluedOptions(task, state, slot, info, domain, mentions)
    : singleOptions(task, state, slot, info, domain, mentions, solved.complete);
}

/** What the caller knows of a slot, and else what is known of its key. */
function domainOf(task: Task, slot: string, info: KeyInfo, more: readonly string[]): Domain {
  const given = task.question.domains.get(slot);
  const shape = given?.shape ?? info.shape;
  return {
    ...given,
    always: given?.always === true || info.availability.kind === 'always',
    seeds: [...(given?.seeds ?? []), ...more],
    ...(shape === undefined ? {} : { shape }),
  };
}

/** The resource is a key like any other: familiar ones first, and all kinds only if these do not settle it. */
function resourceOptions(task: Task, state: State): Options {
  const { resources } = task.question;
  const first = (resources?.first ?? []).map((value) => [value]);
  const perfect = perfectOption(task, state, resourceSlot, first);
  if (perfect !== undefined) return { options: [perfect.values] };
  const { values, complete } = resources?.all(task.spend) ?? { values: [], complete: false };
  return usefulOptions(
    task,
    state,
    resourceSlot,
    values.map((value) => [value]),
    complete ? undefined : 'its resources have too many patterns to try them all',
  );
}

const tooMany = (slot: string): string => `the values of ${slot} are too many to try them all`;
/** `corp-${saml:sub}` beside other texts: which values of the key make which of them cannot be listed. */
const partial = (slot: string): string => `the value of ${slot} is only part of what other values are compared with`;

function singleOptions(
  task: Task,
  state: State,
  slot: string,
  info: KeyInfo,
  domain: Domain,
  mentions: Mentions,
  solved: boolean,
): Options {
  const perfect = perfectOption(task, state, slot, likelyOptions(task, state, slot, info, domain, mentions));
  if (perfect !== undefined) return { options: [perfect.values] };
  const { values, untried: left } = allValues(task, state, slot, info, domain, mentions);
  const untried = left ?? (solved ? undefined : partial(slot));
  const missing: Values[] = domain.always === true ? [] : [null];
  // Whoever asks for a value that is always there means one with text in it.
  const given = task.question.domains.get(slot)?.always === true;
  const empty: Values[] = !given && info.type === 'string' && fits('', domain.shape) ? [['']] : [];
  const options = [...values.map((value) => [value]), ...missing, ...empty];
  if (!isSource(state, slot)) return usefulOptions(task, state, slot, options, untried);
  const circular = [...prerequisites(task, state, slot)].some((other) => other !== slot && !isKnown(state, other));
  const reason = circular ? `the variables of ${slot} refer to each other in a circle` : untried;
  return {
    options: options.filter((values) => passesTests(task, state, slot, values)),
    ...(reason === undefined ? {} : { untried: reason }),
  };
}

/** Options that need no search; the first that is best in every condition settles the slot. */
function* likelyOptions(
  task: Task,
  state: State,
  slot: string,
  info: KeyInfo,
  domain: Domain,
  mentions: Mentions,
): Generator<Values> {
  const compared = mentions.bySlot.get(slot) ?? [];
  const patterns = () => patternsOf(compared, (phase) => task.contextOf(phase, state.known));
  const tried = new Set<string>();
  for (const value of likelyValues(info, domain.seeds ?? [], patterns, compared)) {
    if (value === '' || tried.has(value) || !fits(value, domain.shape)) continue;
    tried.add(value);
    yield [value];
  }
  if (domain.always !== true) yield null;
}

function allValues(task: Task, state: State, slot: string, info: KeyInfo, domain: Domain, mentions: Mentions) {
  const compared = mentions.bySlot.get(slot) ?? [];
  const domains = new Map([...task.question.domains, [slot, domain]]);
  if (mentions.variables.has(slot)) {
    for (const [other, fixed] of state.known) domains.set(other, { ...domains.get(other), fixed });
    for (const other of mentions.variables) {
      const { values } = task.seedsByResource(state, other);
      const seeds = [...(domains.get(other)?.seeds ?? []), ...values];
      if (values.length > 0) domains.set(other, { ...domains.get(other), seeds: [...new Set(seeds)] });
    }
  }
  const linked = linkedPatterns(task, slot, mentions, domains);
  const made = valuesFor(
    info,
    compared,
    () => ({
      patterns: [...linked.patterns, ...patternsOf(compared, (phase) => task.contextOf(phase, state.known))],
      seeds: linked.seeds.length > 0 ? linked.seeds : (domain.seeds ?? []),
      shape: domain.shape,
    }),
    task.spend,
  );
  const untried = !linked.complete ? partial(slot) : made.complete ? undefined : tooMany(slot);
  return { values: made.values, untried };
}

function multivaluedOptions(
  task: Task,
  state: State,
  slot: string,
  info: KeyInfo,
  domain: Domain,
  mentions: Mentions,
): Options {
  const { values, untried } = allValues(task, state, slot, info, domain, mentions);
  const missing: Values[] = domain.always === true ? [] : [null];
  const options = [...missing, ...growSets(task, state, slot, [], values).sets];
  return usefulOptions(task, state, slot, options, untried);
}
