import { directoryArn, stackArn } from '../model/arn.ts';
import { actionMatches, completeArn, type Decision } from '../policy/evaluate.ts';
import type { Context } from '../policy/request.ts';
import { resourceTokens } from '../policy/resource-variables.ts';
import { globTokens, matchTokens, type Token } from '../policy/wildcard.ts';
import { streamAction, type Service, type StreamGrant, type StreamRole } from './stream-role.ts';

/** One streaming request that the role's policies can tell from others, and what they say to it. */
export interface StreamRequest {
  readonly service: Service;
  readonly resource: string;
  readonly context: Context;
  /** `saml:sub_type` of the session. */
  readonly subjectType: string | undefined;
  /** NameID of the signed-in user. */
  readonly subject: string | undefined;
  /** Whose session is asked for: `workspaces:userId` or `appstream:userId`. */
  readonly userId: string | undefined;
  readonly decision: Decision;
}

/** The user who signs in, and a colleague whose session is none of their business. */
export const subject = 'jdoe';
export const somebodyElse = 'asmith';

/** The signed-in user asks for their own session; Windows user names ignore case. */
export const isOwnSession = (request: StreamRequest): boolean =>
  request.userId !== undefined && request.userId.toLowerCase() === request.subject?.toLowerCase();

/**
 * Resources to try a role's grants on: for each pattern a real directory or stack that it covers, or else one made up
 * to fit. With a Deny or a NotResource in play every covered resource counts, because they may differ.
 */
export function sampleResources(
  role: StreamRole,
  service: Service,
  real: readonly string[],
  account: { readonly id: string; readonly partition: string; readonly region: string },
): readonly string[] {
  const grants = role.grants.filter((grant) => grant.service === service);
  const patterns = grants.flatMap(({ statement, document }) =>
    statement.resources?.negated
      ? [globTokens('*')]
      : (statement.resources?.patterns ?? []).map((pattern) => completeArn(resourceTokens(pattern, document.version))),
  );
  const differ = grants.some((grant) => grant.statement.resources?.negated === true) || hasStreamDeny(role, service);
  const samples = patterns.flatMap((pattern) => {
    if (pattern.every(({ kind }) => kind === 'char')) return [written(pattern)];
    const covered = real.filter((arn) => matchTokens(pattern, arn));
    if (covered.length === 0) return [instance(pattern, service, account)];
    return differ ? covered : covered.slice(0, 1);
  });
  return [...new Set(samples)].toSorted();
}

const hasStreamDeny = (role: StreamRole, service: Service): boolean =>
  role.policies.state === 'known' &&
  role.policies.value.some(({ document }) =>
    document.statements.some(
      (statement) => statement.effect === 'Deny' && actionMatches(statement, streamAction(service)),
    ),
  );

/** A made-up ARN that the pattern covers, as close to a real one as the pattern allows. */
function instance(
  pattern: readonly Token[],
  service: Service,
  account: { readonly id: string; readonly partition: string; readonly region: string },
): string {
  const typical =
    service === 'workspaces'
      ? directoryArn(account.partition, account.region, account.id, 'd-0000000000')
      : stackArn(account.partition, account.region, account.id, 'any-stack');
  if (matchTokens(pattern, typical)) return typical;
  const parts = typical.split(':');
  return written(pattern)
    .split(':')
    .map((part, index) => (part === 'any' ? (parts[index] ?? 'any') : part))
    .join(':');
}

/** A text that the pattern matches. */
const written = (pattern: readonly Token[]): string =>
  pattern.map((token) => (token.kind === 'char' ? token.char : token.kind === 'one' ? '0' : 'any')).join('');

/** Where a grant stands, for evidence: `policy stream-eu, statement 1 (Sid)`. */
export const describeGrant = ({ policy, statement }: StreamGrant): string =>
  `policy ${policy.name}, statement ${statement.index + 1}${statement.sid === undefined ? '' : ` (${statement.sid})`}`;
