import type { Rule } from '../rule/rule.ts';
import { nearest } from '../text/nearest.ts';

export class UnknownRuleError extends Error {
  override readonly name = 'UnknownRuleError';
}

/**
 * The rules with the given ids, in their own order; all of them when no id is given.
 * @throws {UnknownRuleError} naming the id and the nearest one that exists.
 */
export function selectRules(rules: readonly Rule[], ids: readonly string[] = []): readonly Rule[] {
  const known = rules.map(({ id }) => id);
  for (const id of ids) {
    if (known.includes(id)) continue;
    const near = nearest(id, known);
    throw new UnknownRuleError(
      `There is no rule "${id}".${near === undefined ? '' : ` Did you mean "${near}"?`} "euc-saml-audit rules" lists them all.`,
    );
  }
  return ids.length === 0 ? rules : rules.filter(({ id }) => ids.includes(id));
}
