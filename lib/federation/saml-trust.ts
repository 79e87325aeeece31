import { mapFact, type Fact } from '../model/fact.ts';
import type { Role } from '../model/snapshot.ts';
import type { Statement } from '../policy/document.ts';
import { parseFact } from './stream-role.ts';
import { samlStatements } from './trust.ts';

/** A role of any purpose, and the statements of its trust policy that grant `sts:AssumeRoleWithSAML`. */
export interface SamlTrust {
  readonly role: Role;
  readonly statements: Fact<readonly Statement[]>;
}

export const samlTrustOf = (role: Role): SamlTrust => ({
  role,
  statements: mapFact(parseFact(role.trust, `trust policy of role ${role.name}`), samlStatements),
});

/** Whether the statement's principal is this provider, or so wide that it includes it. */
export function letsIn({ principal }: Statement, provider: string): boolean {
  if (principal === undefined) return false;
  const named = principal.federated.includes(provider);
  if (principal.negated) return !named;
  return named || principal.everyone || principal.aws.includes('*') || principal.federated.includes('*');
}
