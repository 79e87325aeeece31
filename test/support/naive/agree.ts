import { expect } from 'vitest';
import { isOwnSession, tryStreaming, type StreamRequest } from '../../../lib/federation/permission.ts';
import type { Service, StreamRole } from '../../../lib/federation/stream-role.ts';
import { isCorrect, isPersistent, isPossible, trySignIns, type SignIn } from '../../../lib/federation/trust.ts';
import type { Role } from '../../../lib/model/snapshot.ts';
import type { PolicyDocument } from '../../../lib/policy/document.ts';
import { evaluate, type Decision, type NamedDocument } from '../../../lib/policy/evaluate.ts';
import { isAbsent, type Phase } from '../../../lib/policy/keys.ts';
import type { Context } from '../../../lib/policy/request.ts';
import { exampleAccountId, exampleAsOf } from '../../../lib/explain/example.ts';
import { naiveAnswer, type Json, type NaiveRequest } from './evaluate.ts';
import { grid, type Known } from './grid.ts';

/** Of the generated policies; fast-check prints it when they disagree. Try another: POLICY_SEED=7. */
export const seed = Number(process.env['POLICY_SEED'] ?? 20_261_101);

/** How often the two opinions were compared, and how often ours was "unclear", so that there was nothing to compare. */
export const counts = { compared: 0, unclear: 0, questions: 0, open: 0 };

export function shareOfUnclear(): string {
  const share = (part: number, whole: number) => `${((100 * part) / (part + whole)).toFixed(1)} %`;
  return (
    `${counts.compared} decisions agree, ${share(counts.unclear, counts.compared)} unclear; ` +
    `${counts.questions} questions agree, ${share(counts.open, counts.questions)} unclear`
  );
}

const gridSize = 72;
const everySixth = <T>(items: readonly T[]): readonly T[] => items.filter((_, index) => index % 6 === 0);

type Keys = NaiveRequest['keys'];

function compareDecision(policies: readonly Json[], ours: Decision, request: NaiveRequest): void {
  if (ours.effect === 'unclear') counts.unclear += 1;
  else {
    counts.compared += 1;
    const naive = naiveAnswer(policies, request);
    // An explicit Deny that is unclear on our side changes nothing where nothing is allowed.
    const same = ours.effect === 'not-allowed' ? naive !== 'allowed' : ours.effect === naive;
    if (!same) {
      expect.fail(`ours: ${ours.effect}, naive: ${naive}\n${JSON.stringify({ policies, request }, null, 1)}`);
    }
  }
}

interface Question<T> {
  readonly name: string;
  readonly policies: readonly Json[];
  /** What our search tried. */
  readonly found: readonly T[];
  readonly complete: boolean;
  readonly wanted: (one: T) => boolean;
  readonly decisions: (one: T) => readonly Decision[];
  readonly keysOf: (one: T) => Keys;
  /** The naive side: contexts to try, and which of them count. */
  readonly contexts: readonly Keys[];
  readonly counts: (keys: Keys) => boolean;
  readonly allows: (keys: Keys) => boolean;
}

/** "Is there such a request that gets in?" Our yes needs a request that the naive side lets in too; our no, that it finds none. */
function compareQuestion<T>({ name, policies, ...question }: Question<T>): void {
  const wanted = question.found.filter(question.wanted);
  const admitted = wanted.find((one) => question.decisions(one).every(({ effect }) => effect === 'allowed'));
  if (admitted !== undefined) {
    counts.questions += 1;
    const keys = question.keysOf(admitted);
    if (!question.counts(keys) || !question.allows(keys)) {
      expect.fail(`${name}: ours yes, naive no\n${JSON.stringify({ policies, keys }, null, 1)}`);
    }
    return;
  }
  const doubtful = wanted.some((one) => {
    const effects = question.decisions(one).map(({ effect }) => effect);
    return effects.every((effect) => effect === 'allowed' || effect === 'unclear');
  });
  if (doubtful || !question.complete) {
    counts.open += 1;
    return;
  }
  counts.questions += 1;
  const keys = question.contexts.find((one) => question.counts(one) && question.allows(one));
  if (keys !== undefined) expect.fail(`${name}: ours no, naive yes\n${JSON.stringify({ policies, keys }, null, 1)}`);
}

const keysOf = (context: Context): Keys => Object.fromEntries(context);
const contextOf = (keys: Keys): Context => new Map(Object.entries(keys));
const first = (keys: Keys, key: string): string | undefined => keys[key]?.[0];

const always: Known = {
  'aws:currenttime': { only: [exampleAsOf] },
  'aws:epochtime': { only: ['1793491200'] },
  'aws:securetransport': { only: ['true'] },
};

interface TrustCase {
  readonly role: Role;
  readonly trust: PolicyDocument;
  readonly policy: Json;
  readonly provider: string;
  readonly roleTags: Readonly<Record<string, string>>;
  readonly providerUuid?: string;
}

/** Every context of a grid is decided alike, and the same sign-ins get in. Partition `aws`. */
export function agreeOnTrust({ role, trust, policy, provider, roleTags, providerUuid }: TrustCase): void {
  const known: Known = {
    ...always,
    'saml:sub_type': { try: ['persistent', 'transient', 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'] },
    'saml:aud': { try: ['https://signin.aws.amazon.com/saml', 'https://eu-west-1.signin.aws.amazon.com/saml'] },
    'saml:sub': { try: ['jdoe'] },
    'saml:doc': { only: [`${exampleAccountId}/${provider.slice(provider.lastIndexOf('/') + 1)}`] },
    ...tagKeys([policy], roleTags),
    ...absentKeys([policy], 'assume'),
  };
  const documents = [{ name: 'trust', document: trust }];
  const ask = (action: string, keys: Keys) => naiveAnswer([policy], { action, provider, keys }) === 'allowed';
  const contexts = grid([policy], known, gridSize);
  for (const keys of everySixth(contexts)) {
    for (const action of [assumeRole, tagSession]) {
      const request = { phase: 'assume', action, federatedPrincipal: provider, context: contextOf(keys) } as const;
      compareDecision([policy], evaluate(documents, request), { action, provider, keys });
    }
  }
  const search = (tags: readonly string[]) =>
    trySignIns({
      role,
      trust,
      partition: 'aws',
      accountId: exampleAccountId,
      provider,
      ...(providerUuid === undefined ? {} : { providerUuid }),
      tags,
      asOf: exampleAsOf,
    });
  const question = (
    name: string,
    { signIns, complete }: ReturnType<typeof search>,
    wanted: (signIn: SignIn) => boolean,
    counts: (keys: Keys) => boolean,
    actions: readonly string[],
  ) =>
    compareQuestion({
      name,
      policies: [policy],
      found: signIns,
      complete,
      wanted,
      decisions: ({ assume, tag }) => (actions.length > 1 ? [assume, tag] : [assume]),
      keysOf: ({ context }) => keysOf(context),
      contexts,
      counts,
      allows: (keys) => actions.every((action) => ask(action, keys)),
    });
  const right = (keys: Keys) => correct(keys) && endpointFits(keys, providerUuid);
  const plain = search([]);
  question(
    'a sign-in with a subject that is not persistent',
    plain,
    (signIn) => isPossible(signIn) && !isPersistent(signIn.subjectType),
    (keys) => possible(keys) && endpointFits(keys, providerUuid) && !looselyPersistent(keys),
    [assumeRole],
  );
  question('a correct sign-in', plain, isCorrect, right, [assumeRole]);
  question(
    'a correct sign-in with a tag',
    search(['Email']),
    isCorrect,
    (keys) => right(keys) && (first(keys, 'aws:requesttag/email') ?? '') !== '',
    [assumeRole, tagSession],
  );
}

/** Keys that are in no such request: they are no keys of AWS's, or the request is not one that carries them. */
function absentKeys(policies: readonly Json[], phase: Phase): Known {
  const texts = JSON.stringify(policies).matchAll(/"([a-z-]+:[^"*?$]+)":|\$\{([a-z-]+:[^${},]+)/gi);
  const named = [...texts].map(([, key, variable]) => (key ?? variable ?? '').toLowerCase());
  return Object.fromEntries(named.filter((key) => isAbsent(phase, key)).map((key) => [key, { only: [undefined] }]));
}

const assumeRole = 'sts:AssumeRoleWithSAML';
const tagSession = 'sts:TagSession';

/** A role's tags are what they are, and those it has not are not there. */
function tagKeys(policies: readonly Json[], tags: Readonly<Record<string, string>>): Known {
  const named = [...JSON.stringify(policies).matchAll(/(aws|iam):resourcetag\/([^"}]+)/gi)].map(([key]) =>
    key.toLowerCase(),
  );
  const value = (key: string) =>
    Object.entries(tags).find(([name]) => name.toLowerCase() === key.slice(key.indexOf('/') + 1))?.[1];
  return Object.fromEntries(named.map((key) => [key, { only: [value(key)] }]));
}

const hasSubject = (keys: Keys) => (first(keys, 'saml:sub') ?? '') !== '';
const audience = (keys: Keys) => first(keys, 'saml:aud') ?? '';
/** An URL where an assertion could be sent, as far as this account's partition goes. */
const possible = (keys: Keys) =>
  hasSubject(keys) && /^https:\/\/[^/]/.test(audience(keys)) && !audience(keys).includes('amazonaws-us-gov');
const persistent = (keys: Keys) => first(keys, 'saml:sub_type') === 'persistent';
const correct = (keys: Keys) =>
  hasSubject(keys) &&
  persistent(keys) &&
  /^https:\/\/(([a-z]{2}-[a-z]+-\d)\.)?signin\.aws\.amazon\.com\/saml(\/acs\/[^/]+)?$/.test(audience(keys));
const looselyPersistent = (keys: Keys) =>
  /^(urn:oasis:names:tc:saml:2\.0:nameid-format:)?persistent$/i.test(first(keys, 'saml:sub_type') ?? '');

/** The endpoint of another provider receives none of this one's assertions. */
const endpointFits = (keys: Keys, uuid: string | undefined): boolean => {
  const [, named] = /\/saml\/acs\/([^/]+)$/.exec(audience(keys)) ?? [];
  return named === undefined || uuid === undefined || named === uuid;
};

interface StreamCase {
  readonly role: StreamRole;
  readonly documents: readonly NamedDocument[];
  readonly policies: readonly Json[];
  readonly service: Service;
  readonly resource: string;
}

/** Every context of a grid is decided alike, and the same sessions are opened. */
export function agreeOnStreaming({ role, documents, policies, service, resource }: StreamCase): void {
  const userId = `${service}:userid`;
  const known: Known = {
    ...always,
    'saml:sub': { try: ['jdoe', 'alice'] },
    'saml:sub_type': { try: ['persistent', 'transient'] },
    [userId]: { try: ['jdoe', 'asmith'] },
    [service === 'workspaces' ? 'appstream:userid' : 'workspaces:userid']: { only: [undefined] },
    'aws:principaltag/desk': { try: ['d-906731a2b4'] },
    'aws:principalarn': { only: [role.role.arn] },
    ...absentKeys(policies, 'stream'),
  };
  const real = (keys: Keys) =>
    (first(keys, 'saml:sub') ?? '') !== '' &&
    !/[{}]|saml:sub/i.test(first(keys, 'saml:sub') ?? '') &&
    (first(keys, userId) ?? '') !== '';
  const own = (keys: Keys) => first(keys, 'saml:sub')?.toLowerCase() === first(keys, userId)?.toLowerCase();
  const action = `${service}:Stream`;
  const contexts = grid(policies, known, gridSize);
  for (const keys of everySixth(contexts)) {
    const request = { phase: 'stream', action, resource, context: contextOf(keys) } as const;
    compareDecision(policies, evaluate(documents, request), { action, resource, keys });
  }
  const { requests, complete } = tryStreaming({
    role,
    documents,
    service,
    resource,
    accountId: exampleAccountId,
    asOf: exampleAsOf,
  });
  const question = (name: string, wanted: (request: StreamRequest) => boolean, counts: (keys: Keys) => boolean) =>
    compareQuestion({
      name,
      policies,
      found: requests,
      complete,
      wanted,
      decisions: ({ decision }) => [decision],
      keysOf: ({ context }) => keysOf(context),
      contexts,
      counts,
      allows: (keys) => naiveAnswer(policies, { action, resource, keys }) === 'allowed',
    });
  question(
    "somebody else's session",
    (request) => !isOwnSession(request),
    (keys) => real(keys) && !own(keys),
  );
  question('their own session', isOwnSession, (keys) => real(keys) && own(keys));
}
