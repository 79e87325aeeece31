import type { Account } from './account.ts';
import type { StatementLocation } from '../model/finding.ts';
import type { Statement } from '../policy/document.ts';
import { actionMatches, type NamedDocument } from '../policy/evaluate.ts';
import { findSession } from './ask.ts';
import { choicesOf, grantPatterns } from './resources.ts';
import { streamAction, type StreamGrant, type StreamRole } from './stream-role.ts';

/** The grant's own statement, and those of the role's Deny statements that `counts` accepts. */
export function grantAlone(
  grant: StreamGrant,
  documents: readonly NamedDocument[],
  counts: (deny: Statement) => boolean = () => true,
): readonly NamedDocument[] {
  const { policy, document, statement } = grant;
  const denies = documents.map(({ name, document }) => ({
    name,
    document: { ...document, statements: document.statements.filter((one) => one.effect === 'Deny' && counts(one)) },
  }));
  return [{ name: policy.name, document: { ...document, statements: [statement] } }, ...denies];
}

/** Grants that no Deny without conditions takes back altogether. */
export const liveGrants = (
  role: StreamRole,
  account: Account,
  documents: readonly NamedDocument[],
): readonly StreamGrant[] => role.grants.filter((grant) => !isTakenBack(grant, role, account, documents));

function isTakenBack(
  grant: StreamGrant,
  role: StreamRole,
  account: Account,
  documents: readonly NamedDocument[],
): boolean {
  const { service } = grant;
  const flat = (deny: Statement) => deny.conditions.length === 0 && actionMatches(deny, streamAction(service));
  const alone = grantAlone(grant, documents, flat);
  if (alone.every(({ document }) => document.statements.every(({ effect }) => effect === 'Allow'))) return false;
  return grantPatterns(grant).every((pattern) => {
    // Whoever asks, and whatever the statement itself leaves out: only the Denies are in question.
    const resources = { negated: false, patterns: [pattern] };
    const documents = grantAlone({ ...grant, statement: { ...grant.statement, conditions: [], resources } }, alone);
    const resource = choicesOf(account, service, [pattern], grant.document.version, documents);
    return (
      findSession(account, { role, documents, service, resource, session: 'any', outcome: 'opened' }).kind === 'none'
    );
  });
}

/** AWS's own path to an element of the grant's statement, after the policy's name. */
export const grantPath = ({ policy, statement }: StreamGrant, element: 'Action' | 'Resource' | 'Condition'): string => {
  const patterns = element === 'Action' ? statement.actions : element === 'Resource' ? statement.resources : undefined;
  return `${policy.name}.Statement[${statement.index}].${patterns?.negated === true ? 'Not' : ''}${element}`;
};

/** The same place in the words of findings. */
export const grantLocation = (
  { policy, statement }: StreamGrant,
  element: 'Action' | 'Resource' | 'Condition',
): StatementLocation => ({
  policy: policy.name,
  index: statement.index,
  ...(statement.sid === undefined ? {} : { sid: statement.sid }),
  element,
});
