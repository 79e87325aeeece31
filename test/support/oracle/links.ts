import type { Phase } from '../../../lib/policy/keys.ts';
import type { Domain } from '../../../lib/policy/domain.ts';
import { patternsOf, references, type Mentions } from './mentions.ts';
import { factsOf } from '../../../lib/policy/operators.ts';
import type { TextPattern } from '../../../lib/policy/representatives.ts';
import { splitVariables, variableKeys } from '../../../lib/policy/variables.ts';
import { literalTokens } from '../../../lib/policy/wildcard.ts';

export interface Linked {
  /** What any of the keys that may have to equal this one is compared with. */
  readonly patterns: readonly TextPattern[];
  /** Familiar values of all of them, one that they may share, and one that only this key has. */
  readonly seeds: readonly string[];
  /** False: a link is not a plain `${key}`, so which values matter cannot be listed. */
  readonly complete: boolean;
}

/**
 * Keys whose values are compared with each other (`"workspaces:userId": "${saml:sub}"`) have to take each other's values,
 * or they could never meet in the search. All keys of such a group get the same texts in the same order, so that what
 * stands for a set of texts is the same text for each.
 */
export function linkedPatterns(
  key: string,
  mentions: Mentions,
  domains: ReadonlyMap<string, Domain>,
  phase: Phase,
): Linked {
  if (!mentions.variables.has(key)) return { patterns: [], seeds: [], complete: true };
  const group = groupOf(key, mentions);
  if (group.length < 2) return { patterns: [], seeds: [], complete: true };
  const patterns = group.flatMap((member) => textsOf(member, mentions, domains, phase));
  const folded = group.some((member) =>
    (mentions.byKey.get(member) ?? []).some(
      ({ condition, version }) =>
        condition.operator.base !== undefined &&
        factsOf(condition.operator.base).ignoreCase &&
        condition.values.some((value) => variableKeys(value, version).length > 0),
    ),
  );
  const familiar = group.flatMap((member) => domains.get(member)?.seeds ?? []);
  const seeds = folded
    ? [...familiar, ...familiar.map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`)]
    : familiar;
  const sources = group.filter((member) => mentions.variables.has(member));
  const own = sources.length < 2 ? [] : ['unlisted-value', `other-value-${sources.indexOf(key) + 1}`];
  return {
    patterns: folded ? [...patterns, ...patterns.map(({ tokens }) => ({ tokens, ignoreCase: true }))] : patterns,
    seeds: [...new Set([...seeds, ...own])],
    complete: group.every((member) => isPlain(member, mentions, domains, phase)),
  };
}

/** The key and all that are linked with it, however far, in order of their names. */
function groupOf(key: string, mentions: Mentions): readonly string[] {
  const group = new Set([key]);
  const neighbours = (one: string) =>
    [...mentions.byKey.keys()].flatMap((target) => {
      const sources = [...references(target, mentions)];
      if (target === one) return sources;
      return sources.includes(one) ? [target] : [];
    });
  for (const member of group) for (const other of neighbours(member)) group.add(other);
  return [...group].toSorted();
}

/** The texts without variables that a key is compared with, and those it always has. */
function textsOf(key: string, mentions: Mentions, domains: ReadonlyMap<string, Domain>, phase: Phase): TextPattern[] {
  const fixed = (domains.get(key)?.fixed ?? []).map((value) => ({ tokens: literalTokens(value), ignoreCase: false }));
  return [...patternsOf(mentions.byKey.get(key) ?? [], new Map(), phase), ...fixed];
}

/** Every link of the key is a plain variable, or the link is all that the key is compared with. */
function isPlain(key: string, mentions: Mentions, domains: ReadonlyMap<string, Domain>, phase: Phase): boolean {
  const values = (mentions.byKey.get(key) ?? []).flatMap(({ condition, version }) =>
    condition.values.map((value) => ({ parts: splitVariables(value, version), keys: variableKeys(value, version) })),
  );
  if (values.every(({ parts, keys }) => keys.length === 0 || parts.length === 1)) return true;
  const sources = references(key, mentions);
  return sources.size === 1 && textsOf(key, mentions, domains, phase).length === 0;
}
