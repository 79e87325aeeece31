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

/** For each SAML provider (ARN) the names of the roles with administrator rights that it signs in to. */
export function administratorsOf(roles: readonly Role[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const role of roles) {
    const saml = asSamlRole(role);
    if (saml === undefined || !hasAdminRights(saml.documents)) continue;
    for (const provider of saml.providers) names.set(provider, [...(names.get(provider) ?? []), role.name]);
  }
  return names;
}
