import type { Domain } from '../policy/contexts.ts';
import type { NamedDocument, StatementRef } from '../policy/evaluate.ts';
import { some, unclear, type Truth } from '../policy/truth.ts';
import type { Account } from './account.ts';
import { grantAlone } from './grants.ts';
import { isOwnSession, somebodyElse, subject, tryStreaming, type StreamRequest } from './permission.ts';
import { allowed } from './questions.ts';
import { coveredResources, grantPatterns } from './resources.ts';
import type { StreamGrant, StreamRole } from './stream-role.ts';

/** How a grant ties the session that is asked for to the user who signed in. */
export interface SessionBinding {
  /** The directories or stacks that were tried. */
  readonly resources: readonly string[];
  /** A session that is not the user's own, and is let in. */
  readonly open?: StreamRequest;
  /** Whether the user's own session is let in anywhere. */
  readonly own: Truth;
  /** The user's own session, refused: what shows that `own` is false. */
  readonly refused?: StreamRequest;
  /** The Deny without which the user's own session would be let in. */
  readonly refusedBy?: StatementRef;
  /** Why nothing open was found, although there may be something. */
  readonly doubt?: string;
}

/**
 * Tries sessions against one grant: its statement, every Deny of the role, and the boundary where there is one.
 * Unlike in a normal sign-in, the user id and the NameID may be missing: IfExists, ForAllValues and the default value of
 * a variable let such requests in, and a policy must not depend on nobody ever sending one.
 */
export function bindingOf(
  grant: StreamGrant,
  role: StreamRole,
  account: Account,
  documents: readonly NamedDocument[],
  boundary: NamedDocument | undefined,
): SessionBinding {
  const alone = grantAlone(grant, documents);
  const bounds = boundary === undefined ? {} : { boundary };
  const resources = resourcesOf(grant, account, boundary === undefined ? alone : [...alone, boundary]);
  const ask = (question: { documents: readonly NamedDocument[]; boundary?: NamedDocument }) => {
    const answers = resources.map((resource) =>
      tryStreaming({
        role,
        service: grant.service,
        resource,
        accountId: account.id,
        asOf: account.asOf,
        fixed: new Map<string, Domain>([
          ['saml:sub', { seeds: [subject] }],
          [`${grant.service}:userid`, { seeds: [subject, somebodyElse] }],
        ]),
        ...question,
      }),
    );
    return {
      requests: answers.flatMap(({ requests }) => requests).filter(isOfSomebody),
      complete: answers.every(({ complete }) => complete),
    };
  };

  const { requests, complete } = ask({ documents: alone, ...bounds });
  const others = requests.filter((request) => !isOwnSession(request));
  const open = others.find(({ decision }) => decision.effect === 'allowed');
  const unsure = some(others, ({ decision }) => allowed(decision));
  const doubt = typeof unsure === 'object' ? unsure.unclear : complete ? undefined : tooMany;

  // What a boundary hides is another question: whether the user gets in is asked of the policies alone.
  const asked = boundary === undefined ? { requests, complete } : ask({ documents: alone });
  const mine = asked.requests.filter(isOwnSession);
  const found = some(mine, ({ decision }) => allowed(decision));
  const own = found === false && !asked.complete ? unclear(tooMany) : found;
  const seen = { resources, ...(open === undefined ? {} : { open }), own, ...(doubt === undefined ? {} : { doubt }) };
  if (own !== false) return seen;
  const withoutDeny = ask({ documents: grantAlone(grant, documents, () => false) }).requests;
  const lost = withoutDeny.find((request) => isOwnSession(request) && request.decision.effect === 'allowed');
  const refused = mine.find(
    ({ resource, userId }) => lost === undefined || (resource === lost.resource && userId === lost.userId),
  );
  return {
    ...seen,
    ...(refused === undefined ? {} : { refused }),
    ...(lost !== undefined && refused?.decision.effect === 'denied' ? { refusedBy: refused.decision.by } : {}),
  };
}

const tooMany = 'there are too many combinations of conditions to try them all';

const resourcesOf = (grant: StreamGrant, account: Account, documents: readonly NamedDocument[]): readonly string[] => [
  ...new Set(
    grantPatterns(grant).flatMap(
      (pattern) => coveredResources(account, grant.service, pattern, grant.document.version, documents).resources,
    ),
  ),
];

/** Left-overs of templates (`&{saml:sub}`, `{saml:sub}`) are compared as plain text: no user is named so. */
export const isLeftover = (text: string): boolean => /[{}]|saml[:.]\s*sub/i.test(text);

const isOfSomebody = ({ subject, userId }: StreamRequest): boolean =>
  !isLeftover(subject ?? '') && !isLeftover(userId ?? '');
