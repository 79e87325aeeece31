import type { Role } from '../model/snapshot.ts';
import type { Context } from '../policy/context.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Domain } from '../policy/domain.ts';
import { coverage, type NamedDocument } from '../policy/evaluate.ts';
import { keyInfo, tagNameShape } from '../policy/keys.ts';
import { find, match, type Answer, type Resources, type Test } from '../policy/search.ts';
import { unclear, type Truth } from '../policy/truth.ts';
import type { Account } from './account.ts';
import { epochSeconds } from './moment.ts';
import { somebodyElse, subject, type StreamRequest } from './permission.ts';
import { services, streamAction, type Service, type StreamRole } from './stream-role.ts';
import {
  assumeRoleWithSaml,
  audienceKind,
  mentionedKeys,
  signInDomains,
  type AudienceKind,
  type SignIn,
} from './trust.ts';

/* TRIAL. What the rules ask, in their words; each answer is one of three, and none can be taken for another. */

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

const tagSession = 'sts:TagSession';

export interface SignInWish {
  readonly subjectType?: (type: string | undefined) => Truth;
  readonly audience?: (kind: AudienceKind, audience: string | undefined) => Truth;
  /** Names of `PrincipalTag:` attributes that the assertion carries. */
  readonly tags?: readonly string[];
  /** Subject types that the caller tells apart besides the usual ones. */
  readonly subjectTypes?: readonly string[];
  /** `passes tags`: may assume the role and pass the tags. */
  readonly outcome: 'gets in' | 'passes tags' | 'is refused';
}

/** Is there such a sign-in through this provider? */
export function findSignIn(
  account: Account,
  role: Role,
  trust: PolicyDocument,
  provider: string,
  wish: SignInWish,
): Reply<SignIn> {
  const uuid = account.providerUuid(provider);
  const kind = (context: Context): AudienceKind => audienceKind(context.get('saml:aud')?.[0], account.partition, uuid);
  const domains = new Map(domainsOf(account, role, trust, provider, uuid, wish.tags ?? []));
  const { subjectType, audience } = wish;
  if (wish.subjectTypes !== undefined) {
    const known = domains.get('saml:sub_type');
    domains.set('saml:sub_type', { ...known, seeds: [...new Set([...(known?.seeds ?? []), ...wish.subjectTypes])] });
  }
  const tests: Test[] = [
    ...(subjectType === undefined
      ? []
      : [{ keys: ['saml:sub_type'], holds: (context: Context) => subjectType(context.get('saml:sub_type')?.[0]) }]),
    ...(audience === undefined
      ? []
      : [{ keys: ['saml:aud'], holds: (context: Context) => audience(kind(context), context.get('saml:aud')?.[0]) }]),
  ];
  const documents = [{ name: 'trust policy', document: trust }];
  const actions = wish.outcome === 'passes tags' ? [assumeRoleWithSaml, tagSession] : [assumeRoleWithSaml];
  const answer = find({
    phase: 'assume',
    tagNames: tagNameShape,
    domains,
    tests,
    asks: actions.map((action) => ({
      effect: wish.outcome === 'is refused' ? 'refused' : 'allowed',
      layers: [documents],
      target: { phase: 'assume', action, federatedPrincipal: provider },
    })),
  });
  return reply(answer, ({ context, decisions }) => ({
    provider,
    context,
    subjectType: context.get('saml:sub_type')?.[0],
    audience: context.get('saml:aud')?.[0],
    audienceKind: kind(context),
    assume: decisions[0] ?? { effect: 'not-allowed' },
    tag: decisions[1] ?? { effect: 'not-allowed' },
  }));
}

/** The same for every question about one trust policy and provider. */
const domainMemo = new WeakMap<PolicyDocument, Map<string, ReadonlyMap<string, Domain>>>();

function domainsOf(
  account: Account,
  role: Role,
  trust: PolicyDocument,
  provider: string,
  uuid: string | undefined,
  tags: readonly string[],
): ReadonlyMap<string, Domain> {
  const memo = domainMemo.get(trust) ?? new Map<string, ReadonlyMap<string, Domain>>();
  domainMemo.set(trust, memo);
  const key = [role.arn, provider, uuid, account.asOf, ...tags].join(' ');
  const known = memo.get(key);
  if (known !== undefined) return known;
  const { partition, id: accountId, asOf } = account;
  const made = signInDomains(
    { role, trust, partition, accountId, provider, ...(uuid === undefined ? {} : { providerUuid: uuid }), tags, asOf },
    mentionedKeys(trust),
  );
  for (const one of mentionedKeys(trust)) {
    const shape = keyInfo('assume', one)?.shape;
    if (shape !== undefined && made.get(one)?.fixed === undefined) made.set(one, { ...made.get(one), shape });
  }
  memo.set(key, made);
  return made;
}

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
    ...services.filter((one) => one !== service).map((one): [string, Domain] => [`${one}:userid`, { fixed: null }]),
    ['aws:currenttime', { fixed: [account.asOf] }],
    ['aws:epochtime', { fixed: [epochSeconds(account.asOf)] }],
    ['aws:securetransport', { fixed: ['true'] }],
    ['aws:principalarn', { fixed: [role.role.arn] }],
    ['aws:principalaccount', { fixed: [account.id] }],
    ['aws:principaltype', { fixed: ['AssumedRole'] }],
    ['aws:resourceaccount', { fixed: [account.id] }],
  ]);
  const tests: Test[] = [
    { keys: ['saml:sub'], holds: (context) => !isLeftover(value(context, 'saml:sub') ?? '') },
    { keys: [userIdKey], holds: (context) => !isLeftover(value(context, userIdKey) ?? '') },
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
