import type { Domain } from './domain.ts';
import { patternsOf, type Mentions } from './mentions.ts';
import type { TextPattern } from './representatives.ts';
import { splitVariables, variableKeys } from './variables.ts';
import { literalTokens } from './wildcard.ts';

export interface Linked {
  /** What the keys that refer to this one are compared with. */
  readonly patterns: readonly TextPattern[];
  /** A value that no other key has, where two variables may have to differ. */
  readonly seeds: readonly string[];
  /** False: the link is not a plain `${key}`, so which values matter cannot be listed. */
  readonly complete: boolean;
}

/**
 * A key whose value others are compared with (`"workspaces:userId": "${saml:sub}"`) has to take the values that these
 * others are compared with besides, or the two could never meet in the search.
 */
export function linkedPatterns(key: string, mentions: Mentions, domains: ReadonlyMap<string, Domain>): Linked {
  if (!mentions.variables.has(key)) return { patterns: [], seeds: [], complete: true };
  const patterns: TextPattern[] = [];
  let complete = true;
  const seen = new Set([key]);
  const queue = [key];
  for (let source = queue.shift(); source !== undefined; source = queue.shift()) {
    for (const [target, compared] of mentions.byKey) {
      const links = compared.flatMap(({ condition, version }) =>
        condition.values
          .filter((value) => variableKeys(value, version).includes(source))
          .map((value) => ({ plain: splitVariables(value, version).length === 1, operator: condition.operator })),
      );
      if (links.length === 0 || target === source) continue;
      const fixed = domains.get(target)?.fixed ?? [];
      const besides = compared.map(({ condition, version }) => ({
        version,
        condition: { ...condition, values: condition.values.filter((value) => !refers(value, version, source)) },
      }));
      const others = patternsOf(besides, new Map(), 'assume');
      const variables = besides.some(({ condition, version }) =>
        condition.values.some((value) => variableKeys(value, version).length > 0),
      );
      if (!links.every(({ plain }) => plain) && (others.length > 0 || fixed.length > 0 || variables)) complete = false;
      const found = [...others, ...fixed.map((value) => ({ tokens: literalTokens(value), ignoreCase: false }))];
      patterns.push(...found);
      if (links.some(({ operator }) => operator.base?.endsWith('IgnoreCase'))) {
        patterns.push(...found.map(({ tokens }) => ({ tokens, ignoreCase: true })));
      }
      if (!seen.has(target)) {
        seen.add(target);
        queue.push(target);
      }
    }
  }
  const rank = [...mentions.variables].indexOf(key);
  return {
    patterns,
    seeds: mentions.variables.size < 2 ? [] : [`unlisted-value`, `other-value-${rank + 1}`],
    complete,
  };
}

const refers = (value: string, version: Parameters<typeof variableKeys>[1], key: string): boolean =>
  variableKeys(value, version).includes(key);
