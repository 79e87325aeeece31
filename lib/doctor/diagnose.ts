import type { Account } from '../federation/account.ts';
import { decideTrust, type ActualSignIn, type Outcome } from '../federation/actual-sign-in.ts';
import { asStreamRole, parseFact } from '../federation/stream-role.ts';
import type { Fact } from '../model/fact.ts';
import {
  signInCheckIds,
  type SignInCause,
  type SignInCheck,
  type SignInCheckId,
  type SignInDiagnosis,
} from '../model/sign-in-check.ts';
import type { SamlProvider } from '../model/snapshot.ts';
import { checkRelayState } from '../relay-state/check.ts';
import { recogniseSignInError, userSees } from '../saml/sign-in-errors.ts';
import { nearest } from '../text/nearest.ts';
import { readAssertion, tagsOf, type Assertion } from './assertion.ts';
import {
  checkAudience,
  checkNameIdFormat,
  checkRecipient,
  checkRoleSessionName,
  checkSessionDuration,
  checkSubjectConfirmation,
  checkTimes,
  recipientOf,
  singleValue,
  subjectTypesOf,
  type Receiver,
} from './assertion-checks.ts';
import { notApplicable, pass, refused, unknown, wrong, type CheckResult } from './check.ts';
import type { Captured } from './input.ts';
import type { ProviderKey } from './provider-keys.ts';
import { assertionNamespace, childrenOf, readResponse, RefusedDocument, type ResponseDocument } from './response.ts';
import { checkRoleAttribute, claimedProvider, type NamedRole } from './role-attribute.ts';
import { verifySignatures } from './signature.ts';
import { checkPrincipalTags, checkSourceIdentity, checkTransitiveTagKeys, transitiveTagKeysOf } from './tag-checks.ts';
import { checkNameIdForm, checkStreaming, tagNeeds, targetOf } from './targets.ts';

export interface DiagnosisQuestion {
  readonly account: Account;
  readonly captured: Captured;
  /** By ARN of the SAML provider: its signing certificates. */
  readonly keys: ReadonlyMap<string, Fact<readonly ProviderKey[]>>;
  /** Instead of the one that was captured. */
  readonly relayState?: string;
  /** What the user saw. */
  readonly error?: string;
  /** ISO 8601: the time to check for, and whether a person gave it. */
  readonly at: string;
  readonly atGiven: boolean;
}

type Results = Partial<Record<SignInCheckId, CheckResult>>;

/** Judges one captured sign-in: the response, what AWS's policies say to it, and where its relay state leads. */
export function diagnoseSignIn(question: DiagnosisQuestion): SignInDiagnosis {
  const relayState = question.relayState ?? question.captured.relayState;
  const relay = relayState === undefined ? undefined : judgeRelayState(question.account, relayState);
  const results: Results = {
    'relay-state': relay?.result ?? notApplicable('No relay state was given; --relay-state checks one.'),
  };
  let document: ResponseDocument;
  try {
    document = readResponse(question.captured);
  } catch (error) {
    if (!(error instanceof RefusedDocument)) throw error;
    results['response-readable'] = refused(error.message, {
      fix: 'Capture the response again, as the browser posts it to AWS; if it is the same, correct the identity provider.',
      userSees: 'invalid-response',
    });
    return conclude(question, results, {}, 'The response could not be read.', false);
  }
  if (document.assertion === undefined) return diagnoseEncrypted(question, document, results);
  return diagnosePlain(question, document, readAssertion(document.assertion), results, relay?.target);
}

function judgeRelayState(account: Account, relayState: string): { result: CheckResult; target: string | undefined } {
  const { status, target, problems } = checkRelayState(account.snapshot, relayState);
  const worst = problems.find(({ severity }) => severity !== 'informational') ?? problems[0];
  const fix = 'Configure the URL that "euc-saml-audit relay-state" prints for the directory or stack.';
  const result =
    status === 'fail'
      ? wrong(`The relay state is wrong: ${worst?.message ?? ''}`, { fix, userSees: 'redirect-uri' })
      : status === 'unknown'
        ? unknown(worst?.message ?? 'The relay state could not be checked.')
        : pass(
            target === null
              ? 'The relay state opens the catalog of entitled stacks.'
              : `The relay state leads to ${target}.`,
          );
  return { result, target: target ?? undefined };
}

// ---------------------------------------------------------------- an encrypted assertion, from outside

function diagnoseEncrypted(question: DiagnosisQuestion, document: ResponseDocument, results: Results): SignInDiagnosis {
  const { account } = question;
  results['response-readable'] = pass('The response is a SAML 2.0 Response with one encrypted assertion.');
  results['response-encrypted'] = unknown(
    'The assertion is encrypted, and only AWS has the key. Capture a response without encryption to check the rest.',
  );
  const issuer = childrenOf(document.root, assertionNamespace, 'Issuer')[0]?.text.trim();
  const providers = providersOf(account).filter(
    ({ metadata }) => metadata.state === 'known' && issuer !== undefined && metadata.value.issuers.includes(issuer),
  );
  const [provider] = providers.length === 1 ? providers : [];
  const known = providersOf(account);
  if (issuer === undefined || known.some(({ metadata }) => metadata.state === 'unreadable')) {
    results.issuer = unknown('Which SAML provider the encrypted assertion is for cannot be determined.');
  } else if (providers.length === 0) {
    results.issuer = refused(
      `No SAML provider of the account declares the issuer ${issuer} of the response.`,
      issuerFailure,
    );
  } else {
    results.issuer = pass(`The response is issued by ${issuer}.`);
  }
  const destination = document.root.attributes.get('Destination');
  if (destination !== undefined) {
    results.recipient = encryptedDestination(destination, account, provider);
  }
  const certificates = provider === undefined ? undefined : certificatesOf(question, provider.arn);
  const { status, message, fix } = verifySignatures(document, certificates);
  results.signature =
    status === 'fail' ? refused(message, { fix: fix ?? '', userSees: 'signature-invalid' }) : { status, message };
  const named = provider === undefined ? {} : { providerArn: provider.arn };
  return conclude(question, results, named, 'The assertion is encrypted.', false);
}

function encryptedDestination(destination: string, account: Account, provider: SamlProvider | undefined): CheckResult {
  const uuid = provider?.uuid.state === 'known' ? provider.uuid.value : undefined;
  const result = checkRecipient(destination, { partition: account.partition, uuid, encryptionRequired: true });
  return result.status === 'fail' ? result : unknown('The Recipient is inside the encrypted assertion.');
}

// ---------------------------------------------------------------- an assertion that can be read

function diagnosePlain(
  question: DiagnosisQuestion,
  document: ResponseDocument,
  claimed: Assertion,
  results: Results,
  relayTarget: string | undefined,
): SignInDiagnosis {
  const { account } = question;
  results['response-readable'] = pass('The response is a SAML 2.0 Response with one assertion.');
  const claimedArn = claimedProvider(claimed);
  const verified = verifySignatures(document, certificatesOf(question, claimedArn));
  results.signature =
    verified.status === 'fail'
      ? refused(verified.message, { fix: verified.fix ?? '', userSees: 'signature-invalid' })
      : { status: verified.status, message: verified.message };
  if (verified.assertion === undefined) {
    return conclude(
      question,
      results,
      {},
      'What the response says is not checked, because it is not proven signed.',
      false,
    );
  }
  const assertion = readAssertion(verified.assertion);
  const named = checkRoleAttribute(assertion, account);
  const { role, provider } = named;
  const receiver = receiverOf(account, provider);
  const times = checkTimes(assertion, question.at, question.atGiven);
  Object.assign(results, {
    'response-encrypted': checkEncryption(receiver),
    issuer: checkIssuer(assertion, provider),
    recipient: checkRecipient(recipientOf(assertion), receiver),
    audience: checkAudience(assertion, receiver),
    'time-window': times.result,
    'subject-confirmation': checkSubjectConfirmation(assertion),
    'name-id-format': checkNameIdFormat(assertion),
    'role-attribute': named.result,
    'role-session-name': checkRoleSessionName(assertion),
    'session-duration': checkSessionDuration(
      assertion,
      role?.maxSessionDuration.state === 'known' ? role.maxSessionDuration.value : undefined,
    ),
    'transitive-tag-keys': checkTransitiveTagKeys(assertion),
    'source-identity': checkSourceIdentity(assertion),
  } satisfies Results);
  judgeAuthorization(question, assertion, named, results, relayTarget);
  return conclude(
    question,
    results,
    named,
    'The sign-in cannot be evaluated, because the assertion names no role of the account.',
    times.stale,
  );
}

function receiverOf(account: Account, provider: SamlProvider | undefined): Receiver {
  const encryption = provider?.assertionEncryption;
  return {
    partition: account.partition,
    uuid: provider?.uuid.state === 'known' ? provider.uuid.value : undefined,
    // Without a provider there is none that requires encryption: what is wrong then is the Role attribute.
    encryptionRequired:
      encryption?.state === 'unreadable' ? undefined : encryption?.state === 'known' && encryption.value === 'Required',
  };
}

function checkEncryption({ encryptionRequired }: Receiver): CheckResult {
  if (encryptionRequired === undefined) {
    return unknown('The assertion is not encrypted; whether the SAML provider requires that could not be read.');
  }
  return encryptionRequired
    ? refused('The assertion is not encrypted, and the SAML provider accepts encrypted assertions only.', {
        fix: 'Enable assertion encryption in the identity provider with the certificate of the AWS service provider metadata.',
      })
    : pass('The assertion is not encrypted, and the SAML provider does not require it.');
}

const issuerFailure = {
  fix: 'Update the SAML provider in IAM with the metadata document of the identity provider that signs in the users.',
  userSees: 'issuer-not-present',
} as const;

function checkIssuer({ issuer }: Assertion, provider: SamlProvider | undefined): CheckResult {
  if (issuer === '') return refused('The assertion names no Issuer.', issuerFailure);
  if (provider === undefined) return unknown('Which issuers are accepted is not known without the SAML provider.');
  const { metadata } = provider;
  if (metadata.state === 'unreadable')
    return unknown(`The metadata of ${provider.name} could not be read (${metadata.call}: ${metadata.reason}).`);
  const issuers = metadata.state === 'known' ? metadata.value.issuers : [];
  if (issuers.includes(issuer)) return pass(`The issuer is ${issuer}, as in the metadata of ${provider.name}.`);
  const meant = nearest(issuer, issuers);
  const hint = meant === undefined ? '' : ` It declares ${meant}.`;
  return refused(
    `The issuer is ${issuer}, which the metadata of ${provider.name} does not declare.${hint}`,
    issuerFailure,
  );
}

const providersOf = (account: Account): readonly SamlProvider[] =>
  account.providers.state === 'known' ? account.providers.value : [];

/** Certificates of the provider that the response names; of all, where it names none of the account. */
function certificatesOf({ keys }: DiagnosisQuestion, provider: string | undefined): readonly string[] | undefined {
  const fact = provider === undefined ? undefined : keys.get(provider);
  const facts = fact === undefined ? [...keys.values()] : [fact];
  const known = facts.flatMap((one) => (one.state === 'known' ? one.value : []));
  if (known.length === 0 && (facts.length === 0 || facts.some(({ state }) => state === 'unreadable'))) return undefined;
  return known.map(({ certificate }) => certificate);
}

// ---------------------------------------------------------------- what the policies say

function judgeAuthorization(
  question: DiagnosisQuestion,
  assertion: Assertion,
  { role, providerArn }: NamedRole,
  results: Results,
  relayTarget: string | undefined,
): void {
  const { account } = question;
  if (role === undefined || providerArn === undefined) return;
  const signIn = actualSignIn(assertion, providerArn, question.at);
  const streamRole = asStreamRole(role);
  const streaming = checkStreaming(
    account,
    streamRole,
    signIn,
    relayTarget === undefined ? undefined : targetOf(account, relayTarget),
  );
  results['stream-permission'] = streaming.result;
  results['name-id-form'] = checkNameIdForm(assertion, streaming.targets, account);
  results['principal-tags'] = checkPrincipalTags(assertion, tagNeeds(streaming, account));
  const trust = parseFact(role.trust, `trust policy of role ${role.name}`);
  if (trust.state !== 'known') {
    results['trust-policy'] = unknown(trust.state === 'absent' ? 'The role has no trust policy.' : `${trust.detail}.`);
    return;
  }
  const ask = (action: string): Outcome => decideTrust(account, role, trust.value, action, signIn);
  results['trust-policy'] = trustResult(ask('sts:AssumeRoleWithSAML'), role.name);
  results['session-tags-allowed'] =
    tagsOf(assertion).length === 0
      ? notApplicable('No session tags are sent.')
      : actionResult(ask('sts:TagSession'), 'sts:TagSession', 'session tags', role.name);
  if (results['source-identity']?.status === 'pass') {
    const allowed = actionResult(ask('sts:SetSourceIdentity'), 'sts:SetSourceIdentity', 'a source identity', role.name);
    if (allowed.status !== 'pass') results['source-identity'] = allowed;
  }
}

function actualSignIn(assertion: Assertion, provider: string, at: string): ActualSignIn {
  const value = (name: string): string | undefined => {
    const found = singleValue(assertion, name);
    return found !== undefined && 'value' in found ? found.value : undefined;
  };
  const [audience, subject, sessionName] = [
    recipientOf(assertion),
    assertion.nameIds[0]?.value,
    value('RoleSessionName'),
  ];
  return {
    provider,
    at,
    subjectTypes: subjectTypesOf(assertion),
    issuer: assertion.issuer,
    tags: Object.fromEntries(tagsOf(assertion).map(({ name, values }) => [name, values[0] ?? ''])),
    transitiveTagKeys: transitiveTagKeysOf(assertion),
    sourceIdentity: value('SourceIdentity') ?? null,
    ...(audience === undefined ? {} : { audience }),
    ...(subject === undefined ? {} : { subject }),
    ...(sessionName === undefined ? {} : { sessionName }),
  };
}

function trustResult(outcome: Outcome, role: string): CheckResult {
  switch (outcome.kind) {
    case 'allowed':
      return pass(`${capital(outcome.by)} of role ${role} allows sts:AssumeRoleWithSAML.`);
    case 'unknown':
      return unknown(
        `Whether the trust policy of role ${role} allows this sign-in cannot be determined: ${outcome.why}.`,
      );
    case 'refused':
      return refused(`The trust policy of role ${role} refuses this sign-in: ${outcome.why}.`, {
        fix: `Correct the trust policy of role ${role}, or what the identity provider sends.`,
        userSees: 'not-authorized',
      });
  }
}

function actionResult(outcome: Outcome, action: string, what: string, role: string): CheckResult {
  switch (outcome.kind) {
    case 'allowed':
      return pass(`${capital(outcome.by)} of role ${role} allows ${action}.`);
    case 'unknown':
      return unknown(`Whether the trust policy of role ${role} allows ${action} cannot be determined: ${outcome.why}.`);
    case 'refused':
      return refused(
        `The assertion sends ${what}, and the trust policy of role ${role} refuses ${action}: ${outcome.why}.`,
        {
          fix: `Allow ${action} for the SAML provider in the trust policy of role ${role}, under the same conditions as the sign-in.`,
          userSees: 'not-authorized',
        },
      );
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

// ---------------------------------------------------------------- the first cause

/** In the order in which a cause comes before what follows from it. */
const causeOrder: readonly SignInCheckId[] = [
  'response-readable',
  'response-encrypted',
  'role-attribute',
  'signature',
  'issuer',
  'subject-confirmation',
  'recipient',
  'audience',
  'time-window',
  'role-session-name',
  'session-duration',
  'source-identity',
  'transitive-tag-keys',
  'name-id-format',
  'trust-policy',
  'session-tags-allowed',
  'principal-tags',
  'name-id-form',
  'stream-permission',
  'relay-state',
];

function conclude(
  { at, error }: DiagnosisQuestion,
  results: Results,
  { roleArn, providerArn }: Pick<NamedRole, 'roleArn' | 'providerArn'>,
  why: string,
  stale: boolean,
): SignInDiagnosis {
  const of = (id: SignInCheckId): CheckResult => results[id] ?? unknown(`Not checked. ${why}`);
  const checks = signInCheckIds.map((id): SignInCheck => ({ id, status: of(id).status, message: of(id).message }));
  // A capture that is merely old hides no other cause.
  const order = stale ? [...causeOrder.filter((id) => id !== 'time-window'), 'time-window' as const] : causeOrder;
  const inOrder = order.map((id) => of(id));
  const failing = inOrder.filter(({ status }) => status === 'fail');
  const open = inOrder.filter(({ status }) => status === 'unknown');
  const decision = failing.some(({ refuses }) => refuses === true)
    ? 'refused'
    : open.length > 0
      ? 'unknown'
      : 'allowed';
  // A NameID format that the trust policy accepts is not what refuses the sign-in.
  const format = of('name-id-format');
  const refusing = failing.filter(({ refuses }) => refuses === true);
  const first =
    (of('trust-policy').status === 'fail' && refusing[0] === of('trust-policy') && format.status === 'fail'
      ? format
      : refusing[0]) ?? failing[0];
  const cause = first ?? open[0];
  const seen = first?.userSees ?? (first === format && decision === 'refused' ? 'not-authorized' : undefined);
  return {
    status: failing.length > 0 ? 'fail' : open.length > 0 ? 'unknown' : 'pass',
    checks,
    signIn: {
      role: roleArn ?? null,
      provider: providerArn ?? null,
      decision,
      because: cause?.message ?? `${of('trust-policy').message} ${of('stream-permission').message}`,
    },
    ...(first?.fix === undefined ? {} : { fix: first.fix }),
    ...(seen === undefined ? {} : { userSees: userSees(seen) }),
    checkedAt: at,
    ...(error === undefined ? {} : { causes: causesOf(error, order, of) }),
  };
}

/** The failing checks that an error text stands for, those that AWS documents for it first. */
function causesOf(
  error: string,
  order: readonly SignInCheckId[],
  of: (id: SignInCheckId) => CheckResult,
): readonly SignInCause[] {
  const keys = new Set(recogniseSignInError(error).map(({ key }) => key));
  const failing = order.map((id) => of(id)).filter(({ status }) => status === 'fail');
  const fits = ({ userSees }: CheckResult): boolean => userSees !== undefined && keys.has(userSees);
  return [...failing.filter(fits), ...failing.filter((one) => !fits(one))].map(({ message, fix = '' }) => ({
    seenIn: 'identity-provider',
    message,
    fix,
  }));
}
