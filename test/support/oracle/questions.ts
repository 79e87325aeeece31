import { somebodyElse, subject } from '../../../lib/federation/permission.ts';
import { epochSeconds } from '../../../lib/federation/moment.ts';
import { services, streamAction, type Service, type StreamRole } from '../../../lib/federation/stream-role.ts';
import {
  assumeRoleWithSaml,
  audienceKind,
  isPersistent,
  mentionedKeys,
  signInDomains,
  tagSession,
  type TrustQuestion,
} from '../../../lib/federation/trust.ts';
import type { Context } from '../../../lib/policy/context.ts';
import type { Domain } from '../../../lib/policy/domain.ts';
import type { NamedDocument } from '../../../lib/policy/evaluate.ts';
import type { Question, Test } from '../../../lib/policy/search.ts';
import { every, type Truth } from '../../../lib/policy/truth.ts';

/** A question about policies as the rules put it, for the search and for the oracle alike. */
export interface Asked {
  readonly name: string;
  readonly question: Question;
  readonly actions: readonly string[];
}

const test = (keys: readonly string[], holds: (context: Context) => Truth): Test => ({ keys, holds });
const valueIn = (context: Context, key: string): string | undefined => context.get(key)?.[0];

/** What the rules ask about a trust policy. */
export function trustQuestions(given: TrustQuestion): readonly Asked[] {
  const documents = [{ name: 'trust policy', document: given.trust }];
  const kindOf = (context: Context) => audienceKind(valueIn(context, 'saml:aud'), given.partition, given.providerUuid);
  const isPossible = (context: Context) => ['sign-in', 'unknown-path'].includes(kindOf(context));
  const persistent = test(['saml:sub_type'], (context) => valueIn(context, 'saml:sub_type') === 'persistent');
  const documented = test(['saml:aud'], (context) => kindOf(context) === 'sign-in');
  const possible = test(['saml:aud'], isPossible);
  const domainsWith = (tags: readonly string[]) => signInDomains({ ...given, tags }, mentionedKeys(given.trust));
  const [untagged, tagged] = [domainsWith([]), domainsWith(['Email'])];
  const ask = (
    name: string,
    tests: readonly Test[],
    { domains = untagged, actions = [assumeRoleWithSaml], effect = 'allowed' }: Partial<TrustWish> = {},
  ): Asked => ({
    name,
    actions,
    question: {
      phase: 'assume',
      domains,
      tests,
      asks: actions.map((action) => ({
        effect,
        layers: [documents],
        target: { phase: 'assume', action, federatedPrincipal: given.provider },
      })),
    },
  });
  const both = [assumeRoleWithSaml, tagSession];
  return [
    ask('a subject that is not persistent', [
      test(['saml:sub_type'], (context) => !isPersistent(valueIn(context, 'saml:sub_type'))),
      possible,
    ]),
    ask('a correct sign-in', [persistent, documented]),
    ask('a correct sign-in that is refused', [persistent, documented], { effect: 'refused' }),
    ask('a sign-in on an AWS host', [persistent, possible]),
    ask('another audience', [test(['saml:aud'], (context) => kindOf(context) !== 'sign-in')]),
    ask('a correct sign-in with a tag', [persistent, documented], { domains: tagged, actions: both }),
    ask('any sign-in with a tag', [], { domains: tagged, actions: both }),
  ];
}

interface TrustWish {
  readonly domains: ReadonlyMap<string, Domain>;
  readonly actions: readonly string[];
  readonly effect: 'allowed' | 'refused';
}

export interface StreamGiven {
  readonly role: StreamRole;
  readonly documents: readonly NamedDocument[];
  readonly boundary?: NamedDocument;
  readonly service: Service;
  readonly resource: string;
  readonly accountId: string;
  readonly asOf: string;
}

/** What the rules ask about permissions. `namesMayBeMissing`: also requests without NameID or user id. */
export function streamQuestions(given: StreamGiven, namesMayBeMissing = false): readonly Asked[] {
  const { role, documents, boundary, service, resource, accountId, asOf } = given;
  const userId = `${service}:userid`;
  const always = !namesMayBeMissing;
  const domains = new Map<string, Domain>([
    ['saml:sub', { seeds: [subject], always }],
    ['saml:sub_type', { seeds: ['persistent', 'transient'] }],
    [userId, { seeds: [subject, somebodyElse], always, comparedWith: 'saml:sub' }],
    ...services.filter((one) => one !== service).map((one): [string, Domain] => [`${one}:userid`, { fixed: null }]),
    ['aws:currenttime', { fixed: [asOf] }],
    ['aws:epochtime', { fixed: [epochSeconds(asOf)] }],
    ['aws:securetransport', { fixed: ['true'] }],
    ['aws:principalarn', { fixed: [role.role.arn] }],
    ['aws:principalaccount', { fixed: [accountId] }],
    ['aws:principaltype', { fixed: ['AssumedRole'] }],
    ['aws:resourceaccount', { fixed: [accountId] }],
  ]);
  // No user is called "": such a session is neither the user's own nor another user's.
  const isOwn = (context: Context) =>
    valueIn(context, userId)?.toLowerCase() === valueIn(context, 'saml:sub')?.toLowerCase();
  const own = test(['saml:sub', userId], (context) => isOwn(context) && (valueIn(context, userId) ?? '') !== '');
  const others = test(['saml:sub', userId], (context) => !isOwn(context));
  const ask = (name: string, tests: readonly Test[], effect: 'allowed' | 'refused' = 'allowed'): Asked => ({
    name: namesMayBeMissing ? `${name}, names may be missing` : name,
    actions: [streamAction(service)],
    question: {
      phase: 'stream',
      domains,
      tests,
      asks: [
        {
          effect,
          layers: [documents, ...(boundary === undefined ? [] : [[boundary]])],
          target: { phase: 'stream', action: streamAction(service), resource },
        },
      ],
    },
  });
  return [
    ask("another user's session", [others]),
    ask('their own session', [own]),
    ask('their own session, refused', [own], 'refused'),
    ask('any session', []),
  ];
}

/** All tests of a question in one. */
export const passes = ({ tests }: Question, context: Context): Truth => every(tests, ({ holds }) => holds(context));
