import { expect } from 'vitest';
import type { Service, StreamRole } from '../../../lib/federation/stream-role.ts';
import type { Role } from '../../../lib/model/snapshot.ts';
import type { PolicyDocument } from '../../../lib/policy/document.ts';
import { evaluate, type Decision, type NamedDocument } from '../../../lib/policy/evaluate.ts';
import { isAbsent, keyInfo, type Phase } from '../../../lib/policy/keys.ts';
import { fits } from '../../../lib/policy/representatives.ts';
import type { Context } from '../../../lib/policy/request.ts';
import { find, type Answer, type Question } from '../../../lib/policy/search.ts';
import { exampleAccountId, exampleAsOf } from '../../../lib/explain/example.ts';
import { oracleAnswer } from '../oracle/oracle.ts';
import { passes, streamQuestions, trustQuestions, type Asked } from '../oracle/questions.ts';
import { naiveAnswer, type Json, type NaiveRequest } from './evaluate.ts';
import { grid, type Known } from './grid.ts';

/** Of the generated policies; fast-check prints it when they disagree. Try another: POLICY_SEED=7. */
export const seed = Number(process.env['POLICY_SEED'] ?? 20_261_101);
/** How many policies of a kind are generated: a few where every change is tested, many in `npm run test:long`. */
export const policyCount = Number(process.env['POLICY_COUNT'] ?? 400);

/** How often the two opinions were compared, and how often ours was "unclear", so that there was nothing to compare. */
export const counts = {
  compared: 0,
  unclear: 0,
  questions: 0,
  open: 0,
  /** Against the oracle: the same answer, one where the oracle has none, none where it has one, and its "none" refuted. */
  same: 0,
  better: 0,
  worse: 0,
  overruled: 0,
  /** Steps of the longest search. */
  most: 0,
};

export function shareOfUnclear(): string {
  const share = (part: number, whole: number) => `${((100 * part) / (part + whole)).toFixed(1)} %`;
  return (
    `${counts.compared} decisions agree, ${share(counts.unclear, counts.compared)} unclear; ` +
    `${counts.questions} questions agree, ${((100 * counts.open) / counts.questions).toFixed(1)} % unclear; ` +
    `oracle: ${counts.same} same, ${counts.better} only ours, ${counts.worse} only its, ${counts.overruled} overruled; ` +
    `at most ${counts.most} steps`
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

const keysOf = (context: Context): Keys => Object.fromEntries(context);
const contextOf = (keys: Keys): Context => new Map(Object.entries(keys));

/** Asks the search; the naive evaluator and the oracle have to agree with what it says. */
function compareAnswer({ name, question, actions }: Asked, policies: readonly Json[], contexts: readonly Keys[]): void {
  const answer = find(question);
  counts.questions += 1;
  counts.most = Math.max(counts.most, answer.steps);
  const about = () => `\n${JSON.stringify({ policies, answer: shown(answer) }, null, 1)}`;
  const isSo = (keys: Keys) => question.asks.every((ask) => naivelySo(ask, policies, keys));
  if (answer.kind === 'unclear') counts.open += 1;
  if (answer.kind === 'found' && !isSo(keysOf(answer.witness.context))) {
    expect.fail(`${name}: the naive evaluator calls the witness false${about()}`);
  }
  if (answer.kind === 'none') {
    const keys = contexts.find((one) => conforms(one, question) && isSo(one));
    if (keys !== undefined) expect.fail(`${name}: none, but see ${JSON.stringify(keys)}${about()}`);
  }
  const oracle = oracleAnswer(question, actions);
  if (oracle.kind === answer.kind) counts.same += 1;
  else if (oracle.kind === 'unclear') counts.better += 1;
  else if (answer.kind === 'unclear') counts.worse += 1;
  else if (answer.kind === 'found') counts.overruled += 1;
  else expect.fail(`${name}: the oracle found a request, the search says none${about()}`);
}

const shown = (answer: Answer) =>
  answer.kind === 'found' ? { kind: answer.kind, context: [...answer.witness.context] } : answer;

function naivelySo({ target, effect }: Question['asks'][number], policies: readonly Json[], keys: Keys): boolean {
  const { action, federatedPrincipal: provider, resource } = target;
  const answer = naiveAnswer(policies, {
    action,
    keys,
    ...(provider === undefined ? {} : { provider }),
    ...(resource === undefined ? {} : { resource }),
  });
  return (answer === 'allowed') === (effect === 'allowed');
}

/** The question is about such a request at all. */
function conforms(keys: Keys, question: Question): boolean {
  const { phase, domains } = question;
  const tags = Object.keys(keys).filter((key) => key.startsWith(requestTag));
  const listed = (keys['aws:tagkeys'] ?? []).map((name) => name.toLowerCase());
  if (tags.length !== listed.length || tags.some((tag) => !listed.includes(tag.slice(requestTag.length)))) return false;
  const named = new Set([...Object.keys(keys), ...domains.keys(), 'sts:rolesessionname']);
  const fitting = [...named].every((key) => {
    const domain = domains.get(key);
    const info = keyInfo(phase, key);
    const values = keys[key] ?? [];
    if (domain?.fixed !== undefined) return values.join('\n') === (domain.fixed ?? []).join('\n');
    if (domain?.always === true && (values[0] ?? '') === '') return false;
    if (info?.availability.kind === 'always' && values.length === 0) return false;
    const name = domain?.tagName;
    if (name !== undefined && keys['aws:tagkeys']?.includes(name) !== true) return false;
    return values.every((value) => fits(value, domain?.shape ?? info?.shape));
  });
  return fitting && passes(question, contextOf(keys)) === true;
}

const requestTag = 'aws:requesttag/';

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
  const contexts = grid([policy], known, gridSize);
  for (const keys of everySixth(contexts)) {
    for (const action of [assumeRole, tagSession]) {
      const request = { phase: 'assume', action, federatedPrincipal: provider, context: contextOf(keys) } as const;
      compareDecision([policy], evaluate(documents, request), { action, provider, keys });
    }
  }
  const given = {
    role,
    trust,
    partition: 'aws',
    accountId: exampleAccountId,
    provider,
    ...(providerUuid === undefined ? {} : { providerUuid }),
    tags: [],
    asOf: exampleAsOf,
  };
  for (const asked of trustQuestions(given)) compareAnswer(asked, [policy], contexts);
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
  const action = `${service}:Stream`;
  const contexts = grid(policies, known, gridSize);
  for (const keys of everySixth(contexts)) {
    const request = { phase: 'stream', action, resource, context: contextOf(keys) } as const;
    compareDecision(policies, evaluate(documents, request), { action, resource, keys });
  }
  const given = { role, documents, service, resource, accountId: exampleAccountId, asOf: exampleAsOf };
  for (const missing of [false, true]) {
    for (const asked of streamQuestions(given, missing)) compareAnswer(asked, policies, contexts);
  }
}
