import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { trySignIns, isCorrect, isPersistent, isPossible, type SignIn } from '../../lib/federation/trust.ts';
import { isOwnSession, tryStreaming, type StreamRequest } from '../../lib/federation/permission.ts';
import { asStreamRole } from '../../lib/federation/stream-role.ts';
import { evaluate, type Decision } from '../../lib/policy/evaluate.ts';
import type { Context } from '../../lib/policy/request.ts';
import { exampleAccountId, exampleAsOf, exampleSnapshot, guideWorkspacesPolicy } from '../../lib/rule/example.ts';
import { naiveAnswer, type Json, type NaiveRequest } from '../support/naive/evaluate.ts';
import { grid, type Known } from '../support/naive/grid.ts';
import { directory, provider, streamPolicy, trustPolicy } from '../support/naive/policies.ts';
import { parsed } from './support.ts';

/**
 * The evaluator and the search against a second, naive opinion, on generated policies. Where ours says "unclear" the
 * naive one has nothing to compare; how often that is so is counted and printed.
 */
const seed = Number(process.env['POLICY_SEED'] ?? 20_261_101);
const scale = Number(process.env['POLICY_SCALE'] ?? 1);
const counts = { compared: 0, unclear: 0, questions: 0, open: 0 };

afterAll(() => {
  const share = (part: number, whole: number) => `${((100 * part) / (part + whole)).toFixed(1)} %`;
  console.log(
    `${counts.compared} decisions agree, ${share(counts.unclear, counts.compared)} unclear; ` +
      `${counts.questions} questions agree, ${share(counts.open, counts.questions)} unclear`,
  );
});

const snapshot = exampleSnapshot({
  roles: [{ name: 'Desktops', tags: { env: 'prod' }, inline: { S: guideWorkspacesPolicy } }],
});
const role = snapshot.roles.state === 'known' ? snapshot.roles.value[0] : undefined;
const streamRole = role && asStreamRole(role);
if (role === undefined || streamRole === undefined) throw new Error('the example has a stream role');

type Keys = NaiveRequest['keys'];

function compareDecision(policy: Json, ours: Decision, request: NaiveRequest): void {
  if (ours.effect === 'unclear') counts.unclear += 1;
  else {
    counts.compared += 1;
    const naive = naiveAnswer([policy], request);
    // An explicit Deny that is unclear on our side changes nothing where nothing is allowed.
    const same = ours.effect === 'not-allowed' ? naive !== 'allowed' : ours.effect === naive;
    if (!same) {
      expect.fail(`ours: ${ours.effect}, naive: ${naive}\n${JSON.stringify({ policy, request }, null, 1)}`);
    }
  }
}

interface Question<T> {
  readonly name: string;
  readonly policy: Json;
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
function compareQuestion<T>({ name, policy, ...question }: Question<T>): void {
  const wanted = question.found.filter(question.wanted);
  const admitted = wanted.find((one) => question.decisions(one).every(({ effect }) => effect === 'allowed'));
  if (admitted !== undefined) {
    counts.questions += 1;
    const keys = question.keysOf(admitted);
    if (!question.counts(keys) || !question.allows(keys)) {
      expect.fail(`${name}: ours yes, naive no\n${JSON.stringify({ policy, keys }, null, 1)}`);
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
  if (keys !== undefined) expect.fail(`${name}: ours no, naive yes\n${JSON.stringify({ policy, keys }, null, 1)}`);
}

const keysOf = (context: Context): Keys => Object.fromEntries(context);
const contextOf = (keys: Keys): Context => new Map(Object.entries(keys));
const first = (keys: Keys, key: string): string | undefined => keys[key]?.[0];

const always: Known = {
  'aws:currenttime': { only: [exampleAsOf] },
  'aws:epochtime': { only: ['1793491200'] },
  'aws:securetransport': { only: ['true'] },
};

describe('a trust policy', () => {
  const known: Known = {
    ...always,
    'saml:sub_type': { try: ['persistent', 'transient', 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'] },
    'saml:aud': { try: ['https://signin.aws.amazon.com/saml', 'https://eu-west-1.signin.aws.amazon.com/saml'] },
    'saml:sub': { try: ['jdoe'] },
    'saml:doc': { only: [`${exampleAccountId}/ExampleIdP`] },
    'aws:resourcetag/env': { only: ['prod'] },
  };
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

  it('is decided alike in every context, and lets in the same sign-ins', () => {
    fc.assert(
      fc.property(trustPolicy, (policy) => {
        const trust = parsed(policy);
        const documents = [{ name: 'trust', document: trust }];
        const ask = (action: string, keys: Keys) => naiveAnswer([policy], { action, provider, keys }) === 'allowed';
        const contexts = grid([policy], known, 96);
        for (const keys of contexts.filter((_, index) => index % 6 === 0)) {
          for (const action of ['sts:AssumeRoleWithSAML', 'sts:TagSession']) {
            const request = {
              phase: 'assume',
              action,
              federatedPrincipal: provider,
              context: contextOf(keys),
            } as const;
            compareDecision(policy, evaluate(documents, request), { action, provider, keys });
          }
        }
        const search = (tags: readonly string[]) =>
          trySignIns({
            role,
            trust,
            partition: 'aws',
            accountId: exampleAccountId,
            provider,
            tags,
            asOf: exampleAsOf,
          });
        const plain = search([]);
        const tagged = search(['Email']);
        const question = (
          name: string,
          { signIns, complete }: typeof plain,
          wanted: (signIn: SignIn) => boolean,
          counts: (keys: Keys) => boolean,
          actions: readonly string[],
        ) =>
          compareQuestion({
            name,
            policy,
            found: signIns,
            complete,
            wanted,
            decisions: ({ assume, tag }) => (actions.length > 1 ? [assume, tag] : [assume]),
            keysOf: ({ context }) => keysOf(context),
            contexts,
            counts,
            allows: (keys) => actions.every((action) => ask(action, keys)),
          });
        const assume = ['sts:AssumeRoleWithSAML'];
        question(
          'a sign-in with a subject that is not persistent',
          plain,
          (signIn) => isPossible(signIn) && !isPersistent(signIn.subjectType),
          (keys) => possible(keys) && !looselyPersistent(keys),
          assume,
        );
        question('a correct sign-in', plain, isCorrect, correct, assume);
        question(
          'a correct sign-in with a tag',
          tagged,
          isCorrect,
          (keys) => correct(keys) && (first(keys, 'aws:requesttag/email') ?? '') !== '',
          [...assume, 'sts:TagSession'],
        );
      }),
      { numRuns: Math.round(6000 * scale), seed },
    );
  }, 600_000);
});

describe('an identity policy', () => {
  const known: Known = {
    ...always,
    'saml:sub': { try: ['jdoe', 'alice'] },
    'saml:sub_type': { try: ['persistent', 'transient'] },
    'workspaces:userid': { try: ['jdoe', 'asmith'] },
    'appstream:userid': { only: [undefined] },
    'aws:principaltag/desk': { try: ['d-906731a2b4'] },
    'aws:principalarn': { only: ['arn:aws:iam::111122223333:role/Desktops'] },
    'saml:aud': { only: [undefined] },
  };
  const real = (keys: Keys) =>
    (first(keys, 'saml:sub') ?? '') !== '' &&
    !/[{}]/.test(first(keys, 'saml:sub') ?? '') &&
    (first(keys, 'workspaces:userid') ?? '') !== '';
  const own = (keys: Keys) =>
    first(keys, 'saml:sub')?.toLowerCase() === first(keys, 'workspaces:userid')?.toLowerCase();

  it('is decided alike in every context, and opens the same sessions', () => {
    fc.assert(
      fc.property(streamPolicy, (policy) => {
        const documents = [{ name: 'Stream', document: parsed(policy) }];
        const action = 'workspaces:Stream';
        const contexts = grid([policy], known, 96);
        for (const keys of contexts.filter((_, index) => index % 6 === 0)) {
          const request = { phase: 'stream', action, resource: directory, context: contextOf(keys) } as const;
          compareDecision(policy, evaluate(documents, request), { action, resource: directory, keys });
        }
        const { requests, complete } = tryStreaming({
          role: streamRole,
          documents,
          service: 'workspaces',
          resource: directory,
          accountId: exampleAccountId,
          asOf: exampleAsOf,
        });
        const question = (name: string, wanted: (request: StreamRequest) => boolean, counts: (keys: Keys) => boolean) =>
          compareQuestion({
            name,
            policy,
            found: requests,
            complete,
            wanted,
            decisions: ({ decision }) => [decision],
            keysOf: ({ context }) => keysOf(context),
            contexts,
            counts,
            allows: (keys) => naiveAnswer([policy], { action, resource: directory, keys }) === 'allowed',
          });
        question(
          "somebody else's session",
          (request) => !isOwnSession(request),
          (keys) => real(keys) && !own(keys),
        );
        question('their own session', isOwnSession, (keys) => real(keys) && own(keys));
      }),
      { numRuns: Math.round(4000 * scale), seed },
    );
  }, 600_000);
});
