import { directoryArn, stackArn } from '../model/arn.ts';
import { contextSpace, type Domain } from '../policy/contexts.ts';
import { actionMatches, completeArn, evaluate, type Decision, type NamedDocument } from '../policy/evaluate.ts';
import type { Context, Request } from '../policy/request.ts';
import { resourceTokens, resourceVariableSeeds } from '../policy/resource-variables.ts';
import { globTokens, matchTokens, type Token } from '../policy/wildcard.ts';
import { epochSeconds } from './moment.ts';
import { services, streamAction, type Service, type StreamGrant, type StreamRole } from './stream-role.ts';

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
  /** What may come in a key, where that is more or less than in any such request. */
  readonly fixed?: ReadonlyMap<string, Domain>;
  /** A permissions boundary that has to allow the request too. */
  readonly boundary?: NamedDocument;
}

/** The user who signs in, and a colleague whose session is none of their business. */
export const subject = 'jdoe';
export const somebodyElse = 'asmith';

/** A NameID with braces or `saml:sub` in it is no user's: it is a placeholder in a policy that nobody filled in, such as `&{saml:sub}`. */
const hasUserName = (context: Context): boolean => !/[{}]|saml:sub/i.test(context.get('saml:sub')?.[0] ?? '');

/** Tries every request for one directory or stack that the policies can tell apart. */
export function tryStreaming(question: StreamQuestion): StreamAnswer {
  const { role, documents, service, resource, accountId, asOf, boundary } = question;
  const userIdKey = `${service}:userid`;
  const bounds = boundary === undefined ? [] : [boundary];
  const domains = new Map<string, Domain>([
    ['saml:sub', { seeds: [subject], always: true }],
    [
      'saml:sub_type',
      looksAtSubjectType([...documents, ...bounds]) ? { seeds: subjectTypes } : { fixed: ['persistent'] },
    ],
    [userIdKey, { seeds: [subject, somebodyElse], always: true }],
    // Each service puts its own user id into the request, never the other's (Service Authorization Reference).
    ...services
      .filter((other) => other !== service)
      .map((other): [string, Domain] => [`${other}:userid`, { fixed: null }]),
    ['aws:currenttime', { fixed: [asOf] }],
    ['aws:epochtime', { fixed: [epochSeconds(asOf)] }],
    ['aws:securetransport', { fixed: ['true'] }],
    ['aws:principalarn', { fixed: [role.role.arn] }],
    ['aws:principalaccount', { fixed: [accountId] }],
    ['aws:principaltype', { fixed: ['AssumedRole'] }],
    ['aws:resourceaccount', { fixed: [accountId] }],
    ...(question.fixed ?? []),
  ]);
  const action = streamAction(service);
  domains.set(userIdKey, { ...domains.get(userIdKey), comparedWith: 'saml:sub' });
  const solved = resourceVariableSeeds([...documents, ...bounds], action, resource);
  for (const [key, values] of solved.seeds) {
    const domain = domains.get(key);
    domains.set(key, { ...domain, seeds: [...(domain?.seeds ?? []), ...values] });
  }
  const { contexts, complete } = contextSpace([...documents, ...bounds], 'stream', [action], domains);
  const requests = contexts.filter(hasUserName).map((context): StreamRequest => {
    const value = (key: string) => context.get(key)?.[0];
    return {
      service,
      resource,
      context,
      subjectType: value('saml:sub_type'),
      subject: value('saml:sub'),
      userId: value(userIdKey),
      decision: decide(documents, bounds, { phase: 'stream', action, resource, context }),
    };
  });
  return { requests, complete: complete && solved.complete };
}

const subjectTypes = ['persistent', 'transient', 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified'];

/** Most policies do not, and then one subject type stands for all. */
const looksAtSubjectType = (documents: readonly NamedDocument[]): boolean =>
  /saml:sub_type/i.test(JSON.stringify(documents));

/** The identity policies' decision, unless a boundary says less: both have to allow. */
function decide(documents: readonly NamedDocument[], bounds: readonly NamedDocument[], request: Request): Decision {
  const decision = evaluate(documents, request);
  if (bounds.length === 0 || decision.effect === 'denied' || decision.effect === 'not-allowed') return decision;
  const within = evaluate(bounds, request);
  return within.effect === 'allowed' ? decision : within;
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
