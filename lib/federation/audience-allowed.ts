import { conditionHolds } from '../policy/condition.ts';
import type { PolicyDocument, Statement } from '../policy/document.ts';
import { actionMatches } from '../policy/evaluate.ts';
import { letsIn } from './saml-trust.ts';
import { assumeRoleWithSaml } from './trust.ts';

/**
 * Whether the trust policy admits sign-ins with this `saml:aud`, as far as its conditions on that key say: every other
 * condition is taken to hold. What this tool does not model counts as admitted.
 */
export function audienceAllowed(trust: PolicyDocument, provider: string, audience: string): boolean {
  const about = trust.statements.filter(
    (statement) => actionMatches(statement, assumeRoleWithSaml) && letsIn(statement, provider),
  );
  const context = new Map([['saml:aud', [audience]]]);
  const holds = ({ conditions }: Statement): boolean =>
    conditions
      .filter(({ key }) => key === 'saml:aud')
      .every(
        (condition) =>
          conditionHolds(condition, trust.version, { phase: 'assume', action: assumeRoleWithSaml, context }) !== false,
      );
  const denied = about.some(
    (statement) =>
      statement.effect === 'Deny' &&
      statement.conditions.length > 0 &&
      statement.conditions.every(({ key }) => key === 'saml:aud') &&
      holds(statement),
  );
  const allows = about.filter(({ effect }) => effect === 'Allow');
  return !denied && (allows.length === 0 || allows.some(holds));
}
