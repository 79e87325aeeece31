import type { NamedDocument } from '../policy/evaluate.ts';
import type { Statement } from '../policy/document.ts';
import { actionMatches } from '../policy/evaluate.ts';

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
