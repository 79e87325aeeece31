import type { Context } from '../policy/context.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Domain } from '../policy/domain.ts';
import { coverage, type NamedDocument } from '../policy/evaluate.ts';
import { find, match, type Answer, type Resources, type Test } from '../policy/search.ts';
import { unclear, type Truth } from '../policy/truth.ts';
import type { Account } from './account.ts';
import { somebodyElse, subject, type StreamRequest } from './permission.ts';
import { sessionDomains } from './session-domains.ts';
import { streamAction, type Service, type StreamRole } from './stream-role.ts';
/* What the rules ask, in their words; each answer is one of three, and none can be taken for another. */

export type Reply<T> =
  | { readonly kind: 'found'; readonly found: T }
  | { readonly kind: 'none' }
  | { readonly kind: 'unclear'; readonly reason: string };

/** "Is there one?" as a truth value. */
export const exists = (reply: Reply<unknown>): Truth =>
  reply.kind === 'found' ? true : reply.kind === 'none' ? false : unclear(reply.reason);

const reply = <T>(answer: Answer, of: (witness: Extract<Answer, { kind: 'found' }>['witness']) => T): Reply<T> =>
  match<Reply<T>>(answer, {
    found: (witness) => ({ kind: 'found', found: of(witness) }),
    none: () => ({ kind: 'none' }),
    unclear: (reason) => ({ kind: 'unclear', reason }),
  });

/** As `exists(findSession(…))`, once for all resources that the policies treat alike. */
export function sessionExists(account: Account, wish: SessionWish & { readonly resource: string }): Truth {
  const { role, documents, boundary, service, resource, session, outcome, subjectType } = wish;
  const all = [...documents, ...(boundary === undefined ? [] : [boundary])];
  const alike = coverage(all, { phase: 'stream', action: streamAction(service), resource });
  if (alike === undefined) return exists(findSession(account, wish));
  const key = [
    role.role.arn,
    service,
    alike,
    session,
    outcome,
    String(subjectType),
    ...all.map(({ document }) => idOf(document)),
  ].join(' ');
  const memo = sessionMemo.get(account) ?? new Map<string, Truth>();
  sessionMemo.set(account, memo);
  const known = memo.get(key);
  if (known !== undefined) return known;
  const truth = exists(findSession(account, wish));
  memo.set(key, truth);
  return truth;
}

const sessionMemo = new WeakMap<Account, Map<string, Truth>>();
const ids = new WeakMap<PolicyDocument, number>();
let lastId = 0;
const idOf = (document: PolicyDocument): number => {
  const id = ids.get(document) ?? ++lastId;
  ids.set(document, id);
  return id;
};

export interface SessionWish {
  readonly role: StreamRole;
  readonly documents: readonly NamedDocument[];
  readonly boundary?: NamedDocument;
  readonly service: Service;
  /** One, or a choice of them. */
  readonly resource: string | Resources;
  readonly session: 'own' | "somebody else's" | 'any';
  /** User id and NameID may be missing. */
  readonly namesMayBeMissing?: boolean;
  readonly userId?: string;
  /** Sessions with this `saml:sub_type` only (null: with none). */
  readonly subjectType?: string | null;
  readonly outcome: 'opened' | 'refused';
}

const looks = new WeakMap<PolicyDocument, boolean>();
const looksAtSubjectType = (documents: readonly NamedDocument[]): boolean =>
  documents.some(({ document }) => {
    const known = looks.get(document) ?? /saml:sub_type/i.test(JSON.stringify(document));
    looks.set(document, known);
    return known;
  });

/** Left-overs of templates (`&{saml:sub}`) are compared as plain text: no user is named so. */
const isLeftover = (text: string): boolean => /[{}]|saml[:.]\s*sub/i.test(text);

/**
 * The user of a WorkSpace is named by the logon name of Active Directory, which has none of these characters: a policy
 * that asks for DOMAIN\\user allows the session of no user.
 */
const isUserId = (service: Service, text: string): boolean =>
  !isLeftover(text) && (service !== 'workspaces' || !/["/\\[\]:;|=,+*?<>]/.test(text));

const value = (context: Context, key: string): string | undefined => context.get(key)?.[0];

export function findSession(account: Account, wish: SessionWish): Reply<StreamRequest> {
  const { role, documents, boundary, service, resource } = wish;
  const userIdKey = `${service}:userid`;
  const always = wish.namesMayBeMissing !== true;
  /** Nobody is called "": such a session is neither the user's own nor somebody else's. */
  const isWanted = (context: Context): boolean => {
    const userId = value(context, userIdKey)?.toLowerCase();
    const same = userId !== undefined && userId === value(context, 'saml:sub')?.toLowerCase();
    return wish.session === 'own' ? same && userId !== '' : !same;
  };
  const all = [...documents, ...(boundary === undefined ? [] : [boundary])];
  const domains = new Map<string, Domain>([
    ['saml:sub', { seeds: [subject], always }],
    [
      'saml:sub_type',
      wish.subjectType !== undefined
        ? { fixed: wish.subjectType === null ? null : [wish.subjectType] }
        : looksAtSubjectType(all)
          ? { seeds: ['persistent', 'transient'] }
          : { fixed: ['persistent'] },
    ],
    [
      userIdKey,
      wish.userId === undefined
        ? { seeds: [subject, somebodyElse], always, comparedWith: 'saml:sub' }
        : { fixed: [wish.userId] },
    ],
    ...sessionDomains(account, role, service),
  ]);
  const tests: Test[] = [
    { keys: ['saml:sub'], holds: (context) => !isLeftover(value(context, 'saml:sub') ?? '') },
    { keys: [userIdKey], holds: (context) => isUserId(service, value(context, userIdKey) ?? '') },
    ...(wish.session === 'any' ? [] : [{ keys: ['saml:sub', userIdKey], holds: isWanted }]),
  ];
  const single = typeof resource === 'string' ? { resource } : {};
  const answer = find({
    phase: 'stream',
    domains,
    tests,
    ...(typeof resource === 'string' ? {} : { resources: resource }),
    asks: [
      {
        effect: wish.outcome === 'opened' ? 'allowed' : 'refused',
        layers: [documents, ...(boundary === undefined ? [] : [[boundary]])],
        target: { phase: 'stream', action: streamAction(service), ...single },
      },
    ],
  });
  return reply(answer, ({ context, resource: found, decisions }) => ({
    service,
    resource: found ?? '',
    context,
    subjectType: value(context, 'saml:sub_type'),
    subject: value(context, 'saml:sub'),
    userId: value(context, userIdKey),
    decision: decisions[0] ?? { effect: 'not-allowed' },
  }));
}
