import { exists, findSession, findSignIn } from '../../lib/federation/ask.ts';
import type { Account } from '../../lib/federation/account.ts';
import { triedProviders } from '../../lib/federation/questions.ts';
import { services, streamAction, type StreamRole } from '../../lib/federation/stream-role.ts';
import { isPersistent, type SignIn } from '../../lib/federation/trust.ts';
import { describeSignIn, signInWitness } from '../../lib/federation/witness.ts';
import type { PolicyDocument } from '../../lib/policy/document.ts';
import { actionMatches, type NamedDocument } from '../../lib/policy/evaluate.ts';
import { some, type Truth } from '../../lib/policy/truth.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-requires-persistent-subject',
  title: 'Streaming role lets in sign-ins with a persistent subject, and no others',
  severity: 'medium',
  effect: 'exposed',
  sources: [
    workspacesGuide('Step 2.5, 2.6 and Step 5'),
    appstreamGuide('Step 2.6, 2.14 and Step 5'),
    iamGuide('Condition operators', 'reference_policies_elements_condition_operators'),
  ],
  statements: ['R5'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  userSees:
    'Nothing when the role is too open. Where no sign-in can meet the condition: AccessDenied for sts:AssumeRoleWithSAML.',
  remediation:
    'Add "StringEquals": {"SAML:sub_type": "persistent"} to every trust statement that allows sts:AssumeRoleWithSAML, and have the identity provider send NameID format persistent.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

function judge(role: StreamRole, account: Account): Verdict {
  const documents = need(role.policies) ?? [];
  const trust = need(role.trust);
  if (trust === undefined) return unknown('The role has no trust policy.');

  const results = triedProviders(role, account).map((provider) => lookInto(role, account, trust, documents, provider));
  const open = results.find((result) => result.bad !== undefined);
  if (open?.bad !== undefined) return openVerdict(open.bad, trust);
  const locked = results.find((result) => result.correct === false);
  if (locked !== undefined) {
    return fail(
      `No assertion with a persistent subject from ${locked.provider} can assume this role: its conditions exclude every correct sign-in.`,
      [
        {
          path: 'AssumeRolePolicyDocument',
          actual: conditionsOf(trust),
          expected: 'a condition that NameID format persistent meets',
        },
      ],
    );
  }
  const doubt = results.map((result) => result.doubt).find((reason) => reason !== undefined);
  if (doubt !== undefined) return unknown(`Whether other subjects get in cannot be told: ${doubt}.`);
  return pass(`Only sign-ins with a persistent subject get in.${setOperatorAdvice(trust)}`, {
    path: 'AssumeRolePolicyDocument',
    actual: conditionsOf(trust),
  });
}

interface Result {
  readonly provider: string;
  /** A sign-in that gets in and should not. */
  readonly bad?: SignIn;
  /** Whether a correct sign-in gets in. */
  readonly correct: Truth;
  readonly doubt?: string;
}

function lookInto(
  role: StreamRole,
  account: Account,
  trust: PolicyDocument,
  documents: readonly NamedDocument[],
  provider: string,
): Result {
  const correct = exists(
    findSignIn(account, role.role, trust, provider, {
      subjectType: (type) => type === 'persistent',
      audience: (kind) => kind === 'sign-in',
      outcome: 'gets in',
    }),
  );
  const byType = new Map<string | undefined, Truth>();
  const streams = (type: string | undefined): Truth => {
    const known = byType.get(type) ?? maySubjectStream(role, account, documents, type);
    byType.set(type, known);
    return known;
  };
  const other = findSignIn(account, role.role, trust, provider, {
    // No identity provider sends a URL as NameID format: alone it locks everybody out, beside others it is one more way in.
    subjectType: (type) =>
      isPersistent(type) || (correct === false && /^https?:/.test(type ?? '')) ? false : streams(type),
    audience: (kind) => kind === 'sign-in' || kind === 'unknown-path' || kind === 'unrecognised',
    subjectTypes: streamedTypes(documents),
    outcome: 'gets in',
  });
  if (other.kind === 'found') return { provider, bad: other.found, correct };
  const doubt = other.kind === 'unclear' ? other.reason : typeof correct === 'object' ? correct.unclear : undefined;
  return { provider, correct, ...(doubt === undefined ? {} : { doubt }) };
}

/** Subject types that Stream statements compare with: the trust policy alone might not tell them apart. */
const streamedTypes = (documents: readonly NamedDocument[]): string[] =>
  documents.flatMap(({ document }) =>
    document.statements.flatMap(({ conditions }) =>
      conditions
        .filter(({ key, operator }) => key === 'saml:sub_type' && operator.base !== 'Null')
        .flatMap(({ values }) => values.map((value) => value.replaceAll('*', 'any').replaceAll('?', 'x')))
        .filter((text) => text !== ''),
    ),
  );

/** A Stream statement may ask for the subject type too: then a wrong sign-in assumes the role and can do nothing. */
function maySubjectStream(
  role: StreamRole,
  account: Account,
  documents: readonly NamedDocument[],
  subjectType: string | undefined,
): Truth {
  const asked = documents.some(({ document }) =>
    document.statements.some(
      (statement) =>
        services.some((service) => actionMatches(statement, streamAction(service))) &&
        statement.conditions.some(({ key }) => key === 'saml:sub_type'),
    ),
  );
  if (!asked) return true;
  return some(role.services, (service) =>
    some(account.samples(role, service), (resource) => {
      return exists(
        findSession(account, {
          role,
          documents,
          service,
          resource,
          session: 'any',
          subjectType: subjectType ?? null,
          outcome: 'opened',
        }),
      );
    }),
  );
}

function openVerdict(bad: SignIn, trust: PolicyDocument): Verdict {
  const audienceOpen =
    !trust.statements.some((statement) => statement.conditions.some(({ key }) => key === 'saml:aud')) ||
    bad.audienceKind !== 'sign-in';
  return fail(
    `Not only persistent subjects get in: ${describeSignIn(bad)} may assume this role.${guideConflict(trust)}`,
    [
      {
        path: 'AssumeRolePolicyDocument',
        actual: conditionsOf(trust),
        expected:
          '"StringEquals": {"SAML:sub_type": "persistent"} in every statement that allows sts:AssumeRoleWithSAML',
      },
    ],
    { severity: audienceOpen ? 'high' : 'medium', witness: signInWitness(bad, 'may assume this role') },
  );
}

/** The AppStream guide says SAML:aud in Step 2.5 and explains sub_type in 2.6, 2.14 and 5: literal readers end here. */
const guideConflict = (trust: PolicyDocument): string => {
  const keys = trust.statements.flatMap((statement) => statement.conditions.map(({ key }) => key));
  return keys.includes('saml:aud') && !keys.includes('saml:sub_type')
    ? ' It checks only the audience, as the AppStream guide says in Step 2.5 and newer WorkSpaces samples show; Step 2.6 and Step 5 ask for the subject type.'
    : '';
};

/** The conditions as they stand, for evidence. */
const conditionsOf = (trust: PolicyDocument): string =>
  trust.statements
    .map((statement) => {
      const conditions = statement.conditions.map(
        ({ operator, keyAsWritten, values }) => `${operator.asWritten} ${keyAsWritten} ${JSON.stringify(values)}`,
      );
      return `${statement.effect}: ${conditions.length === 0 ? 'no condition' : conditions.join(' and ')}`;
    })
    .join('; ');

const setOperatorAdvice = (trust: PolicyDocument): string =>
  trust.statements.some((statement) =>
    statement.conditions.some(({ key, operator }) => key === 'saml:sub_type' && operator.quantifier === 'ForAnyValue'),
  )
    ? ' ForAnyValue is meant for keys with several values; a plain StringEquals says the same.'
    : '';
