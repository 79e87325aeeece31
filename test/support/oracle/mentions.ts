import type { Condition, PolicyVersion, Statement } from '../../../lib/policy/document.ts';
import { actionMatches, type NamedDocument } from '../../../lib/policy/evaluate.ts';
import type { Domain } from '../../../lib/policy/domain.ts';
import type { Phase } from '../../../lib/policy/keys.ts';
import { factsOf } from '../../../lib/policy/operators.ts';
import type { TextPattern } from '../../../lib/policy/representatives.ts';
import type { Context } from '../../../lib/policy/request.ts';
import { resolve, variableKeys } from '../../../lib/policy/variables.ts';

/** Conditions on one key, each with the version of its document. */
export type Compared = readonly { readonly condition: Condition; readonly version: PolicyVersion | undefined }[];

/** Which keys the policies look at, for requests of some actions. */
export interface Mentions {
  /** Lower-case key → where it is compared. */
  readonly byKey: ReadonlyMap<string, Compared>;
  /** Keys that values refer to (`${saml:sub}`). */
  readonly variables: ReadonlySet<string>;
  /** Lower-case tag key → the tag's name as people write it. */
  readonly tagNames: Map<string, string>;
}

export const tagPrefix = 'aws:requesttag/';

export function collectMentions(
  documents: readonly NamedDocument[],
  actions: readonly string[],
  domains: ReadonlyMap<string, Domain>,
): Mentions {
  const byKey = new Map<string, { condition: Condition; version: PolicyVersion | undefined }[]>();
  const variables = new Set<string>();
  const tagNames = new Map<string, string>();
  for (const { document } of documents) {
    for (const statement of document.statements) {
      if (!actions.some((action) => actionMatches(statement, action))) continue;
      for (const value of valuesOf(statement))
        for (const key of variableKeys(value, document.version)) variables.add(key);
      for (const condition of statement.conditions) {
        const list = byKey.get(condition.key) ?? [];
        list.push({ condition, version: document.version });
        byKey.set(condition.key, list);
        if (condition.key.startsWith(tagPrefix)) {
          tagNames.set(condition.key, condition.keyAsWritten.slice(tagPrefix.length));
        }
      }
    }
  }
  for (const [key, { comparedWith }] of domains) {
    if (comparedWith === undefined) continue;
    variables.add(comparedWith);
    byKey.set(key, [...(byKey.get(key) ?? []), { condition: equality(key, comparedWith), version: '2012-10-17' }]);
  }
  return { byKey, variables, tagNames };
}

/** What the caller asks, as if a policy asked it. */
const equality = (key: string, other: string): Condition => ({
  operator: { asWritten: 'StringEqualsIgnoreCase', base: 'StringEqualsIgnoreCase', ifExists: false },
  key,
  keyAsWritten: key,
  values: [`\${${other}}`],
});

const valuesOf = (statement: Statement): string[] => [
  ...statement.conditions.flatMap((condition) => condition.values),
  ...(statement.resources?.patterns ?? []),
];

/** Other keys that the values compared with a key refer to. */
export function references(key: string, mentions: Mentions): ReadonlySet<string> {
  const compared = mentions.byKey.get(key) ?? [];
  const found = compared.flatMap(({ condition, version }) =>
    condition.values.flatMap((value) => variableKeys(value, version)),
  );
  return new Set(found.filter((other) => other !== key));
}

/** The texts that a key is compared with, as patterns; variables have their values from the context. */
export function patternsOf(compared: Compared, context: Context, phase: Phase): TextPattern[] {
  const request = { phase, action: '', context };
  return compared.flatMap(({ condition, version }) => {
    const base = condition.operator.base;
    if (base === undefined || base === 'Null') return [];
    const { wildcards, ignoreCase } = factsOf(base);
    return condition.values.flatMap((value) => {
      const tokens = resolve(value, version, request, wildcards);
      if (tokens === null || 'unclear' in tokens) return [];
      return [{ tokens, ignoreCase }];
    });
  });
}
