import type { Unreadable } from '../model/fact.ts';
import type { Role } from '../model/snapshot.ts';
import type { NamedDocument } from '../policy/evaluate.ts';
import type { Statement } from '../policy/document.ts';
import { actionMatches } from '../policy/evaluate.ts';
import { asSamlRole } from './saml-role.ts';

/** Actions whose holder can give itself everything else. */
const masterKeys = [
  'iam:CreatePolicyVersion',
  'iam:AttachRolePolicy',
  'iam:PutRolePolicy',
  'iam:PassRole',
  'organizations:CreateAccount',
];

/**
 * Whether a statement grants what an administrator has: every action of every service, or changes to IAM, on everything.
 * Conditions are not weighed: they rarely make such a grant harmless.
 */
export const isAdminLike = (statement: Statement): boolean =>
  statement.effect === 'Allow' &&
  (statement.resources?.negated === true || statement.resources?.patterns.includes('*') === true) &&
  masterKeys.some((action) => actionMatches(statement, action));

export const hasAdminRights = (documents: readonly NamedDocument[]): boolean =>
  documents.some(({ document }) => document.statements.some(isAdminLike));

/** Who else signs in through a SAML provider, and with administrator permissions. */
export interface ProviderUse {
  /** Names of the roles with administrator permissions. */
  readonly administrators: readonly string[];
  /** Policies of other roles that could not be read: they could have such permissions. */
  readonly unread: readonly { readonly role: string; readonly fact: Unreadable }[];
}

/** By ARN of the provider; `*` for roles that any provider of the account signs in to. */
export function providerUses(roles: readonly Role[]): ReadonlyMap<string, ProviderUse> {
  const uses = new Map<string, ProviderUse>();
  for (const role of roles) {
    const saml = asSamlRole(role);
    if (saml === undefined) continue;
    const administrator = hasAdminRights(saml.documents);
    if (!administrator && saml.unread === undefined) continue;
    for (const provider of saml.providers) {
      const { administrators, unread } = uses.get(provider) ?? { administrators: [], unread: [] };
      uses.set(provider, {
        administrators: administrator ? [...administrators, role.name] : administrators,
        unread:
          saml.unread === undefined || administrator ? unread : [...unread, { role: role.name, fact: saml.unread }],
      });
    }
  }
  return uses;
}
