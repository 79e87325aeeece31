import type { Account } from '../../lib/federation/account.ts';
import { findAllowedSignIn, type AllowedSignIn, type SignInReply } from '../../lib/federation/any-sign-in.ts';
import { exists, findSession } from '../../lib/federation/ask.ts';
import { triedProviders } from '../../lib/federation/questions.ts';
import { locate, trustPolicyName } from '../../lib/federation/statement-words.ts';
import { services, streamAction, type StreamRole } from '../../lib/federation/stream-role.ts';
import { isPersistent } from '../../lib/federation/trust.ts';
import { diagnoseTrust } from '../../lib/federation/trust-diagnosis.ts';
import { describeSignIn, signInWitness } from '../../lib/federation/witness.ts';
import type { PolicyDocument } from '../../lib/policy/document.ts';
import { actionMatches, type NamedDocument } from '../../lib/policy/evaluate.ts';
import { isPresenceTest } from '../../lib/policy/operators.ts';
import { some, type Truth } from '../../lib/policy/truth.ts';
import { classifyAudience } from '../../lib/saml/audiences.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-requires-persistent-subject',
  title: 'Streaming role can be assumed only with a persistent NameID',
  severity: 'medium',
  effect: 'exposed',
  sources: [
    workspacesGuide('Step 2.5, 2.6 and Step 5'),
    appstreamGuide('Step 2.6, 2.14 and Step 5'),
    iamGuide('Condition operators', 'reference_policies_elements_condition_operators'),
  ],
  statements: ['R5'],
  reads: ['iam:GetAccountAuthorizationDetails', 'iam:ListSAMLProviders', 'iam:GetSAMLProvider'],
  userSees: 'Nothing: the sign-in succeeds.',
  remediation:
    'Add "StringEquals": {"SAML:sub_type": "persistent"} to every statement of the trust policy that allows sts:AssumeRoleWithSAML. Configure the identity provider to send NameID format persistent.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

function judge(role: StreamRole, account: Account): Verdict {
  const documents = need(role.policies) ?? [];
  const trust = need(role.trust);
  if (trust === undefined) return unknown('The role has no trust policy.');

  const providers = triedProviders(role, account);
  const replies = providers.map((provider) => otherSubject(role, account, trust, documents, provider));
  const open = replies.find((reply) => reply.kind === 'found');
  if (open?.kind === 'found') return openVerdict(open.found, role, account, trust);
  if (providers.every((provider) => diagnoseTrust(role, provider, account).status === 'blocked'))
    return laterVerdict(role, account, trust, documents, providers);
  const doubt = replies.find((reply) => reply.kind === 'unclear');
  if (doubt?.kind === 'unclear')
    return unknown(`Cannot determine whether other NameID formats are accepted: ${doubt.reason}.`);
  return pass(`Only sign-ins with a persistent NameID can assume the role.${setOperatorAdvice(trust)}`, {
    path: 'AssumeRolePolicyDocument',
    actual: conditionsOf(trust),
  });
}

/** Formats that identity providers send, as `saml:sub_type` shows them (IAM User Guide, "SAML assertions"). */
const usualFormats = [
  'transient',
  'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  'unspecified',
  'kerberos',
  'entity',
  'encrypted',
  'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName',
  'urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName',
];

/** A sign-in without a persistent subject that can assume the role and stream. */
function otherSubject(
  role: StreamRole,
  account: Account,
  trust: PolicyDocument,
  documents: readonly NamedDocument[],
  provider: string,
  audience?: (audience: string) => Truth,
): SignInReply {
  const byType = new Map<string | undefined, Truth>();
  const streams = (type: string | undefined): Truth => {
    const known = byType.get(type) ?? maySubjectStream(role, account, documents, type);
    byType.set(type, known);
    return known;
  };
  // Where correct sign-ins are denied, a value that no identity provider sends is a slip of the pen and admits no user.
  const locked = diagnoseTrust(role, provider, account).status === 'blocked';
  return findAllowedSignIn(role, trust, provider, account, {
    subjectType: {
      holds: (type) =>
        isPersistent(type) || (locked && type !== undefined && !usualFormats.includes(type)) ? false : streams(type),
      seeds: [...usualFormats, ...streamedTypes(documents)],
    },
    ...(audience === undefined ? {} : { recipients: 'anywhere', audience }),
  });
}

/** Subject types that Stream statements compare with: the trust policy alone might not tell them apart. */
const streamedTypes = (documents: readonly NamedDocument[]): string[] =>
  documents.flatMap(({ document }) =>
    document.statements.flatMap(({ conditions }) =>
      conditions
        .filter(
          ({ key, operator }) =>
            key === 'saml:sub_type' && operator.base !== undefined && !isPresenceTest(operator.base),
        )
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

const anywhere = (): Truth => true;

/**
 * Where the audience alone keeps every sign-in out, what the policy says of the subject comes into effect with its fix.
 */
function laterVerdict(
  role: StreamRole,
  account: Account,
  trust: PolicyDocument,
  documents: readonly NamedDocument[],
  providers: readonly string[],
): Verdict {
  const open = providers.some(
    (provider) => otherSubject(role, account, trust, documents, provider, anywhere).kind === 'found',
  );
  if (!open) return notApplicable('No correct sign-in can assume this role.');
  return fail(
    'No sign-in can assume the role yet, because of the audience. Its trust policy does not require SAML:sub_type to be persistent either.',
    [{ path: 'AssumeRolePolicyDocument', actual: conditionsOf(trust), expected: persistentCondition }],
    {
      severity: 'low',
      effect: 'advice',
      cause: { kind: 'subject-type-not-compared', parameters: {} },
      remediation: remediationFor(role),
    },
  );
}

const persistentCondition =
  '"StringEquals": {"SAML:sub_type": "persistent"} in every statement that allows sts:AssumeRoleWithSAML';

const remediationFor = ({ role }: StreamRole): string =>
  `Add "StringEquals": {"SAML:sub_type": "persistent"} to every statement in the trust policy of role ${role.name} that allows sts:AssumeRoleWithSAML. Configure the identity provider to send NameID format persistent.`;

function openVerdict(bad: AllowedSignIn, role: StreamRole, account: Account, trust: PolicyDocument): Verdict {
  const documents = role.policies.state === 'known' ? role.policies.value : [];
  const elsewhere = (audience: string): Truth => classifyAudience(account.partition, audience).kind !== 'sign-in';
  // Worse where the same sign-ins are not even held to AWS's sign-in URLs.
  const audienceOpen = triedProviders(role, account).some(
    (provider) => otherSubject(role, account, trust, documents, provider, elsewhere).kind === 'found',
  );
  const { statement } = bad;
  const compares = statement?.conditions.some(({ key }) => key === 'saml:sub_type') === true;
  return fail(
    `The role can be assumed without a persistent NameID: ${describeSignIn(bad)} can assume this role.${guideConflict(trust)}`,
    [
      {
        path: 'AssumeRolePolicyDocument',
        actual: conditionsOf(trust),
        expected: persistentCondition,
      },
    ],
    {
      severity: audienceOpen ? 'high' : 'medium',
      witness: signInWitness(bad, 'can assume this role'),
      cause: compares
        ? { kind: 'subject-type-allows-others', parameters: { subjectType: bad.subjectType ?? 'none' } }
        : { kind: 'subject-type-not-compared', parameters: {} },
      ...(statement === undefined ? {} : { statement: locate(trustPolicyName, statement) }),
      remediation: remediationFor(role),
    },
  );
}

/** The AppStream guide says SAML:aud in Step 2.5 and explains sub_type in 2.6, 2.14 and 5: literal readers end here. */
const guideConflict = (trust: PolicyDocument): string => {
  const keys = trust.statements.flatMap((statement) => statement.conditions.map(({ key }) => key));
  return keys.includes('saml:aud') && !keys.includes('saml:sub_type')
    ? ' The trust policy checks only SAML:aud, but Steps 2.6 and 5 of the guides also require SAML:sub_type to be persistent.'
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
    ? ' ForAnyValue is for multivalued keys; use StringEquals instead.'
    : '';
