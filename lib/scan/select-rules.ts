import { defaultConfig, type Config } from '../config/config.ts';
import type { Rule } from '../rule/rule.ts';
import { nearest } from '../text/nearest.ts';

export class UnknownRuleError extends Error {
  override readonly name = 'UnknownRuleError';
}

/**
 * The rules with the given ids, in their own order; when no id is given, all that are not off. What is asked for by
 * name is judged, off or not: no finding must not come to mean "not looked".
 *
 * @throws {UnknownRuleError} naming the id and the nearest one that exists.
 */
export function selectRules<R extends Rule>(
  rules: readonly R[],
  ids: readonly string[] = [],
  { off }: Pick<Config, 'off'> = defaultConfig,
): readonly R[] {
  const known = rules.map(({ id }) => id);
  for (const id of ids) {
    if (known.includes(id)) continue;
    const near = nearest(id, known);
    throw new UnknownRuleError(
      `There is no rule "${id}".${near === undefined ? '' : ` Did you mean "${near}"?`} "euc-saml-audit rules" lists them all.`,
    );
  }
  return rules.filter(({ id }) => (ids.length === 0 ? !off.includes(id) : ids.includes(id)));
}
