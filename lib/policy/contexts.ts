import type { NamedDocument } from './evaluate.ts';
import { openKey, type KeyInfo, type Phase } from './keys.ts';
import { covers, formatAddress, parseCidr } from './network.ts';
import { readInstant } from './condition.ts';
import { acceptanceOf, representatives, type TextPattern } from './representatives.ts';
import { emptyContext, extended, type Context } from './context.ts';
import type { Domain, Shape } from './domain.ts';
import { linkedPatterns, type Linked } from './links.ts';
import { collectMentions, patternsOf, references, tagPrefix, type Compared, type Mentions } from './mentions.ts';

export type { Domain } from './domain.ts';

export interface ContextSpace {
  readonly contexts: readonly Context[];
  /** False: there were too many combinations to try them all, so "none found" proves nothing. */
  readonly complete: boolean;
}

const contextLimit = 20_000;
/** Every context is compared with every value of the policies. */
const comparisonLimit = 1_000_000;

/**
 * Every request context that the policies can tell apart, for requests of the given actions: the product of the
 * representative values of each condition key that their statements mention, and of the keys the caller names.
 * `aws:TagKeys` is not free: it is the list of the `aws:RequestTag/…` keys that are there.
 */
export function contextSpace(
  documents: readonly NamedDocument[],
  phase: Phase,
  actions: readonly string[],
  domains: ReadonlyMap<string, Domain>,
): ContextSpace {
  const mentions = collectMentions(documents, actions, domains);
  let complete = phase === 'stream' || addTagNames(mentions, domains);
  const { keys, circular } = orderKeys(mentions, domains, phase);
  if (circular) complete = false;
  const limit = Math.min(contextLimit, Math.ceil(comparisonLimit / countValues(mentions)));
  let contexts: Context[] = [emptyContext];
  for (const key of keys) {
    const linked = linkedPatterns(key, mentions, domains);
    const optionsIn = (context: Context) => optionsFor(key, phase, mentions, domains.get(key), linked, context);
    const same = references(key, mentions).size === 0 ? optionsIn(emptyContext) : undefined;
    const next: typeof contexts = [];
    for (const context of contexts) {
      const { options, complete: all } = same ?? optionsIn(context);
      complete &&= all;
      for (const option of options) next.push(option === null ? context : extended(context, key, option));
      if (next.length > limit) break;
    }
    if (next.length > limit) complete = false;
    contexts = next.slice(0, limit);
  }
  if (phase === 'assume') contexts = contexts.map((context) => withTagKeys(context, mentions));
  return { contexts, complete };
}

const countValues = ({ byKey }: Mentions): number =>
  [...byKey.values()].flat().reduce((sum, { condition }) => sum + condition.values.length, 1);

/**
 * Tag names that only `aws:TagKeys` mentions, a name that nothing mentions, and those the caller asks about. False: the
 * policies tell names apart in a way that is not tried, such as by letter case.
 */
function addTagNames(mentions: Mentions, domains: ReadonlyMap<string, Domain>): boolean {
  for (const [key, { tagName }] of domains) {
    if (key.startsWith(tagPrefix)) mentions.tagNames.set(key, tagName ?? key.slice(tagPrefix.length));
  }
  const conditions = mentions.byKey.get('aws:tagkeys') ?? [];
  if (conditions.length === 0) return true;
  const { values, complete } = representatives(patternsOf(conditions, new Map(), 'assume'), ['UnlistedTag']);
  let told = complete && references('aws:tagkeys', mentions).size === 0;
  for (const name of values) {
    const key = tagPrefix + name.toLowerCase();
    const known = mentions.tagNames.get(key);
    if (known === undefined) mentions.tagNames.set(key, name);
    else if (known !== name && domains.get(key)?.tagName === undefined) told = false;
  }
  return told;
}

function withTagKeys(context: Context, mentions: Mentions): Context {
  const names = [...mentions.tagNames].filter(([key]) => context.has(key)).map(([, name]) => name);
  return names.length === 0 ? context : extended(context, 'aws:tagkeys', names);
}

/**
 * Keys that others refer to come first, so that `${…}` has its value when the referring key's options are made. Where
 * keys refer to each other in a circle, no order does that.
 */
function orderKeys(
  mentions: Mentions,
  domains: ReadonlyMap<string, Domain>,
  phase: Phase,
): { keys: readonly string[]; circular: boolean } {
  const wanted = new Set([...domains.keys(), ...mentions.variables, ...mentions.byKey.keys()]);
  if (phase === 'assume') for (const key of mentions.tagNames.keys()) wanted.add(key);
  wanted.delete('aws:tagkeys');
  const ordered = new Set<string>();
  let circular = false;
  const place = (key: string, above: readonly string[]) => {
    if (ordered.has(key)) return;
    if (above.includes(key)) circular = true;
    else {
      const before = domains.get(key)?.fixed === undefined ? references(key, mentions) : [];
      for (const other of before) place(other, [...above, key]);
      ordered.add(key);
    }
  };
  for (const key of wanted) place(key, []);
  return { keys: [...ordered], circular };
}

type Option = readonly string[] | null;

function optionsFor(
  key: string,
  phase: Phase,
  mentions: Mentions,
  domain: Domain | undefined,
  linked: Linked,
  context: Context,
): { options: readonly Option[]; complete: boolean } {
  if (domain?.fixed !== undefined) return { options: [domain.fixed], complete: true };
  const info = openKey(phase, key);
  // A key that is not modelled stays out: the evaluator calls every condition on it unclear.
  if (info === undefined) return { options: [null], complete: true };
  const compared = mentions.byKey.get(key) ?? [];
  const seeds = linked.seeds.length > 0 ? linked.seeds : (domain?.seeds ?? []);
  const { values, complete: all } = valuesFor(info, compared, linked.patterns, seeds, context, phase, domain?.shape);
  const complete = all && linked.complete;
  const mayBeEmpty = all && domain?.always !== true && !info.multivalued;
  const empty = mayBeEmpty && emptyDiffers(info, compared, values, context, phase);
  const single: Option[] = values.map((value) => [value]);
  const missing: Option[] = [...(domain?.always === true ? [] : [null]), ...(empty ? [['']] : [])];
  if (!info.multivalued || values.length < 2) return { options: [...single, ...missing], complete };
  // A set operator tells sets of values apart, not single values.
  const few = values.length <= subsetLimit;
  return { options: [...single, ...(few ? subsets(values) : [values]), ...missing], complete: complete && few };
}

/**
 * Whether a key with an empty value can be told both from a missing key and from the other values: by a pattern that
 * takes it, or by a set operator or Null (to which it is missing) beside a plain one (to which it is not).
 */
function emptyDiffers(
  info: KeyInfo,
  compared: Compared,
  values: readonly string[],
  context: Context,
  phase: Phase,
): boolean {
  if (info.type !== 'string' || compared.length === 0) return false;
  const tested = compared.filter(({ condition }) => condition.operator.base !== 'Null');
  const sets = tested.filter(({ condition }) => condition.operator.quantifier !== undefined);
  if (sets.length > 0 && sets.length < tested.length) return true;
  if (tested.length > 0 && tested.length < compared.length) return true;
  if (sets.some(({ condition: { operator } }) => operator.ifExists && operator.quantifier === 'ForAnyValue'))
    return true;
  const acceptance = acceptanceOf(patternsOf(compared, context, phase));
  const ofNothing = acceptance('');
  return values.every((value) => acceptance(value) !== ofNothing);
}

const subsetLimit = 5;

/** Every choice of two or more of the values. */
const subsets = (values: readonly string[]): string[][] =>
  Array.from({ length: 2 ** values.length }, (_, mask) =>
    values.filter((_value, bit) => (mask >> bit) % 2 === 1),
  ).filter((chosen) => chosen.length > 1);

function valuesFor(
  info: KeyInfo,
  compared: Compared,
  linked: readonly TextPattern[],
  seeds: readonly string[],
  context: Context,
  phase: Phase,
  shape?: Shape,
): { values: readonly string[]; complete: boolean } {
  const literals = compared.flatMap(({ condition }) => (condition.operator.base === 'Null' ? [] : condition.values));
  switch (info.type) {
    case 'bool':
      return { values: ['true', 'false'], complete: true };
    case 'numeric':
      return { values: around(literals.map(Number), String), complete: true };
    case 'date':
      return {
        values: around(
          literals.map((literal) => readInstant(literal) ?? Number.NaN),
          (time) => new Date(time).toISOString(),
        ),
        complete: true,
      };
    case 'ip':
      return { values: addressesAround(literals.slice(0, rangeLimit)), complete: literals.length <= rangeLimit };
    case 'string':
    case 'arn':
      return representatives([...linked, ...patternsOf(compared, context, phase)], seeds, {
        apart: seeds,
        ...(shape === undefined ? {} : { shape }),
      });
  }
}

/** On a line cut by some points, each point and a place on either side of it meet every stretch. */
function around(points: readonly number[], write: (value: number) => string): string[] {
  const cuts = points.filter((point) => Number.isFinite(point));
  const values = cuts.length === 0 ? [0] : cuts.flatMap((cut) => [cut - 1, cut, cut + 1]);
  return [...new Set(values)].map(write);
}

/** Each range is held against each. */
const rangeLimit = 500;

/** Every combination of ranges begins at the lowest address, at the start of a range, or right behind the end of one. */
function addressesAround(literals: readonly string[]): string[] {
  const ranges = literals.flatMap((literal) => parseCidr(literal) ?? []);
  const edges = ranges.flatMap(({ family, first, last }) => {
    const top = family === 4 ? (1n << 32n) - 1n : (1n << 128n) - 1n;
    return [formatAddress(family, first), ...(last < top ? [formatAddress(family, last + 1n)] : [])];
  });
  const told = new Map<string, string>();
  for (const text of ['192.0.2.1', '2001:db8:0:0:0:0:0:1', ...edges, '0.0.0.0', '0:0:0:0:0:0:0:0']) {
    const address = parseCidr(text);
    if (address === undefined) continue;
    const within = [address.family, ...ranges.map((range) => covers(range, address))].join();
    if (!told.has(within)) told.set(within, text);
  }
  return [...told.values()];
}
