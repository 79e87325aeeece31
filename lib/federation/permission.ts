import { directoryArn, stackArn } from '../model/arn.ts';
import { contextSpace, type Domain } from '../policy/contexts.ts';
import { actionMatches, evaluate, type Decision, type NamedDocument } from '../policy/evaluate.ts';
import type { Context } from '../policy/request.ts';
import { matchGlob, hasWildcard } from '../policy/wildcard.ts';
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

export interface StreamAnswer {
  readonly requests: readonly StreamRequest[];
  readonly complete: boolean;
}

export interface StreamQuestion {
  readonly role: StreamRole;
  /** The role's identity policies, or these together with nothing else (a boundary asked by itself). */
  readonly documents: readonly NamedDocument[];
  readonly service: Service;
  readonly resource: string;
  readonly accountId: string;
  readonly asOf: string;
  /** Further keys that are the same in every such request. */
  readonly fixed?: ReadonlyMap<string, Domain>;
}

/** The user who signs in, and a colleague whose session is none of their business. */
export const subject = 'jdoe';
export const somebodyElse = 'asmith';

/** Tries every request for one directory or stack that the policies can tell apart. */
export function tryStreaming(question: StreamQuestion): StreamAnswer {
  const { role, documents, service, resource, accountId, asOf } = question;
  const userIdKey = `${service}:userid`;
  const domains = new Map<string, Domain>([
    ['saml:sub', { seeds: [subject], always: true }],
    ['saml:sub_type', { seeds: ['persistent', 'transient', 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified'] }],
    [userIdKey, { seeds: [subject, somebodyElse], always: true }],
    ['aws:currenttime', { fixed: [asOf] }],
    ['aws:securetransport', { fixed: ['true'] }],
    ['aws:principalarn', { fixed: [role.role.arn] }],
    ['aws:principalaccount', { fixed: [accountId] }],
    ['aws:principaltype', { fixed: ['AssumedRole'] }],
    ['aws:resourceaccount', { fixed: [accountId] }],
    ...(question.fixed ?? []),
  ]);
  const action = streamAction(service);
  const { contexts, complete } = contextSpace(documents, 'stream', [action], domains);
  const requests = contexts.map((context): StreamRequest => {
    const value = (key: string) => context.get(key)?.[0];
    return {
      service,
      resource,
      context,
      subjectType: value('saml:sub_type'),
      subject: value('saml:sub'),
      userId: value(userIdKey),
      decision: evaluate(documents, { phase: 'stream', action, resource, context }),
    };
  });
  return { requests, complete };
}

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
  const patterns = grants.flatMap((grant) =>
    grant.statement.resources?.negated ? ['*'] : (grant.statement.resources?.patterns ?? []),
  );
  const differ = grants.some((grant) => grant.statement.resources?.negated === true) || hasStreamDeny(role, service);
  const samples = patterns.flatMap((pattern) => {
    if (!hasWildcard(pattern)) return [pattern];
    const covered = real.filter((arn) => matchGlob(pattern, arn));
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
  pattern: string,
  service: Service,
  account: { readonly id: string; readonly partition: string; readonly region: string },
): string {
  const typical =
    service === 'workspaces'
      ? directoryArn(account.partition, account.region, account.id, 'd-0000000000')
      : stackArn(account.partition, account.region, account.id, 'any-stack');
  if (matchGlob(pattern, typical)) return typical;
  const parts = typical.split(':');
  return pattern
    .split(':')
    .map((part, index) => (part === '*' ? (parts[index] ?? 'any') : part.replaceAll('*', 'any').replaceAll('?', '0')))
    .join(':');
}

/** Where a grant stands, for evidence: `policy stream-eu, statement 1 (Sid)`. */
export const describeGrant = ({ policy, statement }: StreamGrant): string =>
  `policy ${policy.name}, statement ${statement.index + 1}${statement.sid === undefined ? '' : ` (${statement.sid})`}`;
