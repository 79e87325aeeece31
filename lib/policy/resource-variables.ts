import type { NamedDocument } from './evaluate.ts';
import { actionMatches, resourceTokensMatch } from './evaluate.ts';
import { splitVariables, variableKeys } from './variables.ts';
import type { PolicyVersion } from './document.ts';
import { globTokens, literalTokens, matchTokens, type Token } from './wildcard.ts';

export interface VariableSeeds {
  /** Key (lower case) → the values with which some `Resource` that refers to it covers the resource. */
  readonly seeds: ReadonlyMap<string, readonly string[]>;
  /** False: some `Resource` refers to several keys, or leaves too much room, to list all values. */
  readonly complete: boolean;
}

const valueLimit = 16;

/**
 * Values of the keys that `Resource` elements refer to (`stack/${aws:PrincipalTag/team}`), solved for one resource. A
 * search that does not try them would take such a statement for one that never covers anything.
 */
export function resourceVariableSeeds(
  documents: readonly NamedDocument[],
  action: string,
  resource: string,
): VariableSeeds {
  const seeds = new Map<string, string[]>();
  let complete = true;
  for (const { document } of documents) {
    for (const statement of document.statements) {
      if (!actionMatches(statement, action)) continue;
      for (const pattern of statement.resources?.patterns ?? []) {
        const keys = [...new Set(variableKeys(pattern, document.version))];
        const [key] = keys;
        if (key === undefined || !matchTokens(resourceTokens(pattern, document.version), resource)) continue;
        const values = keys.length === 1 ? valuesFor(pattern, document.version, resource) : undefined;
        if (values === undefined) complete = false;
        else seeds.set(key, [...(seeds.get(key) ?? []), ...values]);
      }
    }
  }
  return { seeds, complete };
}

/** A `Resource` as pattern tokens in which each variable stands for any text, as `*` does. */
export const resourceTokens = (pattern: string, version: PolicyVersion | undefined): readonly Token[] =>
  substitute(pattern, version, [{ kind: 'many' }]);

function substitute(pattern: string, version: PolicyVersion | undefined, value: readonly Token[]): readonly Token[] {
  return splitVariables(pattern, version).flatMap((part): readonly Token[] => {
    switch (part.kind) {
      case 'text':
        return globTokens(part.text);
      case 'special':
        return literalTokens(part.char);
      case 'malformed':
        return literalTokens(part.text);
      case 'variable':
        return value;
    }
  });
}

/** A variable may only stand after the fifth colon, so its value is some part of what the resource has there. */
function valuesFor(pattern: string, version: PolicyVersion | undefined, resource: string): string[] | undefined {
  const name = resource.split(':').slice(5).join(':');
  const found = new Set<string>();
  for (let start = 0; start < name.length; start++) {
    for (let end = start + 1; end <= name.length; end++) {
      const value = name.slice(start, end);
      const tokens = substitute(pattern, version, literalTokens(value));
      if (!found.has(value) && resourceTokensMatch(tokens, pattern, resource) !== false) found.add(value);
      if (found.size > valueLimit) return undefined;
    }
  }
  return [...found];
}
