import { exists, findSignIn, type SignInWish } from '../../lib/federation/ask.ts';
import type { Account } from '../../lib/federation/account.ts';
import { triedProviders } from '../../lib/federation/questions.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { samlStatements } from '../../lib/federation/trust.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import { factsOf, isNegated } from '../../lib/policy/operators.ts';
import type { Condition, PolicyDocument, Statement } from '../../lib/policy/document.ts';
import type { Truth } from '../../lib/policy/truth.ts';
import { classifyAudience, usualAudience } from '../../lib/saml/audiences.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming, withTrust } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, appstreamPage, iamGuide, workspacesGuide, workspacesPage } from '../../lib/rule/sources.ts';
import { fail, need, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

const signInUrl = 'https://signin.aws.amazon.com/saml';

export default defineRule({
  id: 'stream-role-conditions-satisfiable',
  title: 'A correct sign-in can meet the conditions of the trust policy',
  severity: 'high',
  effect: 'locked-out',
  sources: [
    workspacesGuide('Step 2.7'),
    appstreamGuide('Step 2.5 to 2.7'),
    iamGuide('IAM and AWS STS condition context keys', 'reference_policies_iam-condition-keys'),
    workspacesPage('Configure SAML 2.0 and create a WorkSpaces Pools directory', 'create-directory-pools'),
    appstreamPage('Setting up SAML', 'external-identity-providers-setting-up-saml'),
  ],
  statements: ['R6'],
  reads: ['iam:GetAccountAuthorizationDetails', 'iam:ListSAMLProviders', 'iam:GetSAMLProvider'],
  userSees: 'AccessDenied: "Not authorized to perform sts:AssumeRoleWithSAML", for every user.',
  remediation: `Compare SAML:sub_type with "persistent", and SAML:aud (if at all) with the sign-in URL of the partition, e.g. ${signInUrl}.`,
  evaluate: {
    'iam.role': {
      scope: [streaming],
      judge: (role, account) => withTrust(role, (trust) => judge(trust, role, account)),
    },
  },
});

function judge(trust: PolicyDocument, role: StreamRole, account: Account): Verdict {
  const shut = triedProviders(role, account).map((provider) => ({
    provider,
    ...admits(role, account, trust, provider),
  }));
  const locked = shut.find(({ correct }) => correct === false);
  const dead = samlStatements(trust).flatMap((statement) => causes(statement, account));
  if (locked !== undefined) {
    const [first = generalCause(trust), ...others] = dead;
    return fail(`No correct sign-in from ${locked.provider} can meet the conditions: ${wording([first, ...others])}.`, [
      first,
      ...others,
    ]);
  }
  const doubt = shut.find(({ correct }) => correct !== true)?.correct;
  if (typeof doubt === 'object') return unknown(`Whether a correct sign-in gets in cannot be told: ${doubt.unclear}.`);
  if (endpointsOf(trust).length > 0) need(account.snapshot.samlProviders);

  const deadStatements = samlStatements(trust).flatMap((statement) =>
    isDead(role, account, trust, statement) ? causes(statement, account) : [],
  );
  const [first, ...others] = deadStatements;
  if (first === undefined)
    return pass('A sign-in with a persistent subject at a documented sign-in URL meets the conditions.');
  return fail(
    `A correct sign-in gets in, but not by every statement: ${wording([first, ...others])}.`,
    [first, ...others],
    { severity: 'low' },
  );
}

const wording = (evidence: readonly Evidence[]): string => evidence.map(({ actual }) => actual).join('; ');

/** Whether a correct sign-in of one provider may assume the role; unclear also where only the audience is doubtful. */
function admits(role: StreamRole, account: Account, trust: PolicyDocument, provider: string): { correct: Truth } {
  const ask = (audience: NonNullable<SignInWish['audience']>) =>
    findSignIn(account, role.role, trust, provider, {
      subjectType: (type) => type === 'persistent',
      audience,
      outcome: 'gets in',
    });
  const correct = exists(ask((kind) => kind === 'sign-in'));
  if (correct !== false) {
    // A provider's own endpoint can only be told from another's by the provider's id.
    const elsewhere = () => ask((kind, audience) => kind === 'sign-in' && audience?.includes('/acs/') !== true);
    if (correct === true && endpointsOf(trust).length > 0 && elsewhere().kind !== 'found')
      needProviderId(account, provider);
    return { correct };
  }
  const maybe = ask((kind) => kind === 'sign-in' || kind === 'unknown-path' || kind === 'unrecognised');
  if (maybe.kind !== 'found') return { correct: exists(maybe) };
  return {
    correct: { unclear: `it is not known whether AWS receives assertions at ${maybe.found.audience ?? 'no URL'}` },
  };
}

function needProviderId(account: Account, arn: string): void {
  const provider = (need(account.snapshot.samlProviders) ?? []).find((candidate) => candidate.arn === arn);
  if (provider !== undefined) need(provider.uuid);
}

const endpointsOf = (trust: PolicyDocument): string[] =>
  trust.statements.flatMap(({ conditions }) =>
    conditions
      .filter(({ key }) => key === 'saml:aud')
      .flatMap(({ values }) => values.filter((value) => value.includes('/acs/'))),
  );

/** The statement alone, without its neighbours, lets no correct sign-in in. */
function isDead(role: StreamRole, account: Account, trust: PolicyDocument, statement: Statement): boolean {
  const alone = { ...trust, statements: [statement] };
  return triedProviders(role, account).every(
    (provider) =>
      findSignIn(account, role.role, alone, provider, {
        subjectType: (type) => type === 'persistent',
        audience: (kind) => kind === 'sign-in' || kind === 'unknown-path' || kind === 'unrecognised',
        outcome: 'gets in',
      }).kind === 'none',
  );
}

/** Conditions that can never be true, named in words (domain-facts 3.5). */
function causes(statement: Statement, account: Account): Evidence[] {
  return statement.conditions.flatMap((condition): Evidence[] => {
    const why = impossible(condition, statement, account);
    if (why === undefined) return [];
    return [
      {
        path: `AssumeRolePolicyDocument.Statement[${statement.index}].Condition.${condition.operator.asWritten}.${condition.keyAsWritten}`,
        actual: why,
        expected: condition.key === 'saml:aud' ? usualAudience(account.partition) : 'persistent',
      },
    ];
  });
}

function impossible(
  { key, keyAsWritten, operator, values }: Condition,
  statement: Statement,
  account: Account,
): string | undefined {
  if (operator.base === 'Null') {
    const demanded = statement.conditions.some(
      (other) =>
        other.key === key &&
        other.operator.base !== undefined &&
        other.operator.base !== 'Null' &&
        !isNegated(other.operator.base) &&
        !other.operator.ifExists,
    );
    return values.includes('true') && !values.includes('false') && demanded
      ? `${keyAsWritten} must be missing and must have a value`
      : undefined;
  }
  if (operator.base === undefined || isNegated(operator.base)) return undefined;
  const { ignoreCase } = factsOf(operator.base);
  const why = values.map((value) =>
    key === 'saml:aud'
      ? neverAudience(value, account)
      : key === 'saml:sub_type'
        ? neverSubjectType(value, ignoreCase)
        : undefined,
  );
  return why.every((reason) => reason !== undefined) ? why.join(', ') : undefined;
}

function neverSubjectType(value: string, ignoreCase: boolean): string | undefined {
  if (/^https?:\/\//.test(value))
    return `saml:sub_type is compared with ${value}, a sign-in URL, which belongs to saml:aud`;
  if (value.startsWith('urn:oasis:names:tc:SAML:2.0:nameid-format:'))
    return `saml:sub_type is compared with ${value}, but IAM cuts that prefix off`;
  if (value !== 'persistent' && value.toLowerCase() === 'persistent' && !ignoreCase)
    return `saml:sub_type is compared with "${value}", but values are case-sensitive`;
  if (value === '' || value.startsWith('urn:amazon'))
    return `saml:sub_type is compared with "${value}", which is no NameID format`;
  return undefined;
}

function neverAudience(value: string, account: Account): string | undefined {
  if (/[*?$]/.test(value)) return undefined;
  const audience = classifyAudience(account.partition, value);
  switch (audience.kind) {
    case 'not-a-url':
      return value === 'persistent'
        ? 'saml:aud is compared with "persistent", which belongs to saml:sub_type'
        : `saml:aud is compared with ${value}, but it holds the Recipient URL, never an audience URN or other text`;
    case 'other-partition':
      return `saml:aud is compared with ${value}, a sign-in URL of partition ${audience.partition}`;
    case 'sign-in':
      return audience.providerUuid === undefined || isOwnEndpoint(audience.providerUuid, account)
        ? undefined
        : `saml:aud is compared with ${value}, the endpoint of another provider`;
    case 'unknown-path':
    case 'unrecognised':
      return undefined;
  }
}

/** No provider of the account is known to have another id than this one. */
const isOwnEndpoint = (uuid: string, account: Account): boolean =>
  account.providers.state !== 'known' ||
  account.providers.value.some((provider) => provider.uuid.state !== 'known' || provider.uuid.value === uuid);

const generalCause = (trust: PolicyDocument): Evidence => {
  const denies = trust.statements.some(({ effect }) => effect === 'Deny');
  return {
    path: 'AssumeRolePolicyDocument',
    actual: denies
      ? 'a Deny statement or the conditions exclude every correct sign-in'
      : 'the conditions exclude every correct sign-in',
    expected: 'conditions that NameID format persistent and a documented sign-in URL meet',
  };
};
