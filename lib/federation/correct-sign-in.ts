import type { Unreadable } from '../model/fact.ts';
import type { Role } from '../model/snapshot.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Shape } from '../policy/domain.ts';
import { tagNameShape } from '../policy/keys.ts';
import { find, type Answer, type Question, type Test } from '../policy/search.ts';
import { every, unclear, type Truth } from '../policy/truth.ts';
import type { Context } from '../policy/context.ts';
import { classifyAudience, signInAudiences } from '../saml/audiences.ts';
import { hasNameQualifierForm, nameQualifier, type NameQualifier } from '../saml/name-qualifier.ts';
import type { Account } from './account.ts';
import { trustPolicyName } from './statement-words.ts';
import { assumeRoleWithSaml, mentionedKeys, setSourceIdentity, signInDomains, tagSession } from './trust.ts';

/** What AWS shows of the sign-ins that one SAML provider can bring. */
export interface ProviderFacts {
  readonly provider: string;
  /** AWS accepts encrypted assertions only; they are received at `/saml/acs/<UUID>`. */
  readonly encryptionRequired: boolean;
  /** `undefined`: not known. */
  readonly uuid: string | undefined;
  /** Issuers that the provider's metadata declares; `undefined`: not known. */
  readonly issuers: readonly string[] | undefined;
  /** What could not be read, where it may matter. */
  readonly unread?: Unreadable;
}

/**
 * The facts about a provider as they are, or all that they can be where they could not be read: an answer counts when
 * it is the same for each.
 */
export function providerFacts(account: Account, arn: string): readonly ProviderFacts[] {
  const listed = account.snapshot.samlProviders;
  const found = listed.state === 'known' ? listed.value.find((candidate) => candidate.arn === arn) : undefined;
  if (found === undefined) {
    const missing = { provider: arn, uuid: undefined, issuers: undefined };
    if (listed.state !== 'unreadable') return [{ ...missing, encryptionRequired: false }];
    return [false, true].map((encryptionRequired) => ({ ...missing, encryptionRequired, unread: listed }));
  }
  const { uuid, assertionEncryption: encryption, metadata } = found;
  const unread = [uuid, encryption, metadata].find((fact) => fact.state === 'unreadable');
  const facts = {
    provider: arn,
    uuid: uuid.state === 'known' ? uuid.value : undefined,
    issuers: metadata.state === 'known' && metadata.value.issuers.length > 0 ? metadata.value.issuers : undefined,
    ...(unread?.state === 'unreadable' ? { unread } : {}),
  };
  const modes =
    encryption.state === 'unreadable'
      ? [false, true]
      : [encryption.state === 'known' && encryption.value === 'Required'];
  return modes.map((encryptionRequired) => ({ ...facts, encryptionRequired }));
}

/** Which Recipients a question is about. */
export type Recipients =
  /** The one that most identity providers send: the URL without a Region. */
  | 'usual'
  /** That URL with the id of the provider, as IAM shows it too. */
  | 'usual, with the id'
  /** Every documented URL at which this provider's assertions are received. */
  | 'documented'
  /** Also those of providers that do not require encryption. */
  | 'in any encryption mode'
  /** Also other forms of a URL on an AWS sign-in host, which AWS does not document. */
  | 'on an AWS host'
  /** Any text. */
  | 'anywhere';

export interface SignInQuestion {
  readonly account: Account;
  readonly role: Role;
  /** The role's trust policy, or a part of it. */
  readonly trust: PolicyDocument;
  readonly facts: ProviderFacts;
  readonly recipients: Recipients;
  /** A further demand on the Recipient. */
  readonly audience?: (audience: string) => Truth;
  /** Instead of a persistent subject. `undefined` in the request: the assertion names no NameID format. */
  readonly subjectType?: { readonly holds: (type: string | undefined) => Truth; readonly seeds: readonly string[] };
  /** Names of the `PrincipalTag:` attributes that the assertion carries. */
  readonly tags: readonly string[];
  /** It can carry other tags too. */
  readonly otherTags: boolean;
  readonly sourceIdentity: 'none' | 'sent';
  /** All have to be allowed, or one that is refused. */
  readonly actions: readonly string[];
  readonly outcome: 'allowed' | 'refused';
}

/** What a sign-in brings besides what it needs; each takes an action of its own in the trust policy. */
export interface Brings {
  readonly otherTags: boolean;
  readonly sourceIdentity: 'none' | 'sent';
}

/** The least first: with or without other tags, with or without a source identity. */
export const everythingBrought: readonly Brings[] = [
  { otherTags: false, sourceIdentity: 'none' },
  { otherTags: true, sourceIdentity: 'none' },
  { otherTags: false, sourceIdentity: 'sent' },
  { otherTags: true, sourceIdentity: 'sent' },
];

/** The actions that such a sign-in with these tags takes: STS refuses it as a whole when one is not allowed. */
export const actionsFor = (tags: readonly string[], { otherTags, sourceIdentity }: Brings): readonly string[] => [
  assumeRoleWithSaml,
  ...(tags.length > 0 || otherTags ? [tagSession] : []),
  ...(sourceIdentity === 'sent' ? [setSourceIdentity] : []),
];

/**
 * Is there such a sign-in by a user who does everything right: persistent subject, an issuer of the provider's
 * metadata, `saml:doc` and name qualifier of the provider, and a Recipient at which AWS receives its assertions? A
 * question can replace the subject type or the Recipient.
 */
export const findCorrectSignIn = (question: SignInQuestion): Answer => find(correctSignIn(question));

/** The same as a question of the search, to be asked by itself or together with the session that follows. */
export function correctSignIn(question: SignInQuestion): Question {
  const { account, role, trust, facts, tags, outcome } = question;
  const mentioned = mentionedKeys(trust);
  const domains = signInDomains(
    {
      role,
      trust,
      partition: account.partition,
      accountId: account.id,
      provider: facts.provider,
      ...(facts.uuid === undefined ? {} : { providerUuid: facts.uuid }),
      tags,
      asOf: account.asOf,
    },
    mentioned,
  );
  const { subjectType } = question;
  domains.set('saml:sub_type', subjectType === undefined ? { fixed: ['persistent'] } : { seeds: subjectType.seeds });
  domains.set('sts:sourceidentity', question.sourceIdentity === 'none' ? { fixed: null } : { always: true });
  // Nobody is called like a wildcard or a left-over of a template.
  domains.set('saml:sub', { seeds: ['jdoe'], always: true, shape: subjectShape });
  domains.set('sts:rolesessionname', { always: true, seeds: ['jdoe'] });
  for (const key of mentioned) {
    if (key.startsWith(requestTag) && !domains.has(key) && !question.otherTags) domains.set(key, { fixed: null });
  }
  const tests: Test[] =
    subjectType === undefined
      ? []
      : [{ keys: ['saml:sub_type'], holds: (context) => subjectType.holds(context.get('saml:sub_type')?.[0]) }];
  const demand = (key: string, seeds: () => readonly string[], holds: (value: string) => Truth) => {
    if (!mentioned.has(key)) return;
    domains.set(key, { always: true, seeds: seeds() });
    tests.push({ keys: [key], holds: (context: Context) => holds(context.get(key)?.[0] ?? '') });
  };
  const recipient = recipientTest(question);
  demand(
    'saml:aud',
    () => domains.get('saml:aud')?.seeds ?? [],
    (value) => every([recipient, question.audience ?? (() => true)], (holds) => holds(value)),
  );
  demand(
    'saml:iss',
    () => facts.issuers ?? [],
    (value) =>
      facts.issuers === undefined
        ? unclear(`the issuers of ${facts.provider} are not known`)
        : facts.issuers.includes(value),
  );
  demand(
    'saml:namequalifier',
    () => nameQualifiers(facts, account.id).flatMap(({ documented, described }) => [documented, described]),
    (value) => isNameQualifier(value, facts, account.id),
  );
  if (!question.otherTags && mentioned.has('aws:tagkeys')) {
    const names = new Set(tags.map((tag) => tag.toLowerCase()));
    tests.push({
      keys: ['aws:tagkeys'],
      holds: (context) => (context.get('aws:tagkeys') ?? []).every((name) => names.has(name.toLowerCase())),
    });
  }
  const documents = [{ name: trustPolicyName, document: trust }];
  return {
    phase: 'assume',
    domains,
    tests,
    tagNames: tagNameShape,
    asks: question.actions.map((action) => ({
      effect: outcome,
      layers: [documents],
      target: { phase: 'assume', action, federatedPrincipal: facts.provider },
    })),
  };
}

/** A NameID that is a user name or an email address. */
const subjectShape: Shape = { char: /^[^*?${}]$/u, least: 1, most: 256 };

const requestTag = 'aws:requesttag/';

function recipientTest({ account, facts, recipients }: SignInQuestion): (audience: string) => Truth {
  if (recipients === 'anywhere') return () => true;
  const { encryptionRequired, uuid } = facts;
  const [usual] = signInAudiences(account.partition);
  if (usual === undefined) return () => unclear(`the sign-in URLs of partition ${account.partition} are not known`);
  const ownId = (id: string): Truth =>
    uuid === undefined ? unclear(`the id of ${facts.provider} is not known`) : id === uuid;
  return (audience) => {
    const place = classifyAudience(account.partition, audience);
    if (place.kind === 'unknown-path') return recipients === 'on an AWS host';
    if (place.kind !== 'sign-in') return false;
    const { providerUuid } = place;
    if (recipients === 'usual' || recipients === 'usual, with the id') {
      // A provider that accepts plain assertions too is usually sent them at the plain URL.
      const withId = encryptionRequired || recipients === 'usual, with the id';
      if (providerUuid === undefined) return !withId && audience === usual;
      return withId && audience.startsWith(`${usual}/acs/`) && ownId(providerUuid);
    }
    if (providerUuid !== undefined) return ownId(providerUuid);
    return !encryptionRequired || recipients === 'in any encryption mode';
  };
}

/** One for each issuer of the provider, as far as they are known. */
export const nameQualifiers = ({ issuers, provider }: ProviderFacts, accountId: string): readonly NameQualifier[] =>
  (issuers ?? []).map((issuer) => nameQualifier(issuer, accountId, provider.slice(provider.lastIndexOf('/') + 1)));

function isNameQualifier(value: string, facts: ProviderFacts, accountId: string): Truth {
  if (!hasNameQualifierForm(value)) return false;
  if (facts.issuers === undefined) return unclear(`the issuers of ${facts.provider} are not known`);
  const known = nameQualifiers(facts, accountId);
  if (known.some(({ documented }) => documented === value)) return true;
  const contradicts = known.some(({ described }) => described === value);
  return contradicts && unclear('AWS documents saml:namequalifier in two ways that contradict each other');
}
