import type { Account } from '../../lib/federation/account.ts';
import { findAllowedSignIn } from '../../lib/federation/any-sign-in.ts';
import { triedProviders } from '../../lib/federation/questions.ts';
import { refusal } from '../../lib/federation/role-entry.ts';
import { conditionText, locate, trustPolicyName } from '../../lib/federation/statement-words.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { samlStatements } from '../../lib/federation/trust.ts';
import type { Condition, PolicyDocument, Statement } from '../../lib/policy/document.ts';
import { factsOf, isNegated, isPresenceTest } from '../../lib/policy/operators.ts';
import { hasWildcard } from '../../lib/policy/wildcard.ts';
import { classifyAudience, signInHosts, usualAudience } from '../../lib/saml/audiences.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming, withTrust } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type FailureDetails, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-audience-restricted',
  title: 'Trust policy accepts only AWS sign-in URLs of the partition as audience',
  severity: 'low',
  effect: 'advice',
  sources: [
    workspacesGuide('Step 2'),
    appstreamGuide('Step 2.5 and 2.6'),
    iamGuide('Create a role for SAML 2.0 federation', 'id_roles_create_for-idp_saml'),
    iamGuide('IAM and AWS STS condition context keys', 'reference_policies_iam-condition-keys'),
  ],
  statements: ['R7'],
  reads: ['iam:GetAccountAuthorizationDetails', 'iam:ListSAMLProviders', 'iam:GetSAMLProvider'],
  remediation:
    'Add "SAML:aud" with the sign-in URLs of the partition to every statement that allows sts:AssumeRoleWithSAML.',
  evaluate: {
    'iam.role': {
      scope: [streaming],
      judge: (role, account) => withTrust(role, (trust) => judge(trust, role, account)),
    },
  },
});

const path = 'AssumeRolePolicyDocument.Condition.SAML:aud';

function judge(trust: PolicyDocument, role: StreamRole, account: Account): Verdict {
  const expected = usualAudience(account.partition);
  const say = (message: string, actual: string, details: FailureDetails): Verdict =>
    fail(message, [{ path, actual, expected }], {
      remediation: `In the trust policy of role ${role.role.name}, compare SAML:aud with ${expected} in every statement that allows sts:AssumeRoleWithSAML.`,
      ...details,
    });
  const written = writtenAudiences(trust);
  const wrong = written.find((one) => !isReceived(one, account));
  if (wrong !== undefined) return wrongAudience(wrong, role, account, say);

  if (!trust.statements.some(({ conditions }) => conditions.some(({ key }) => key === 'saml:aud')))
    return say('The trust policy does not restrict the audience (SAML:aud).', 'absent', {
      cause: { kind: 'audience-not-compared', parameters: {} },
    });
  // Values that are written out were looked at; here it counts what patterns and negations allow besides.
  const known = new Set(written.map(({ value }) => value));
  const replies = triedProviders(role, account).map((provider) =>
    findAllowedSignIn(role, trust, provider, account, {
      subjectType: { holds: () => true, seeds: ['persistent'] },
      recipients: 'anywhere',
      audience: (audience) => !known.has(audience) && isOutsideAws(audience, account),
    }),
  );
  const open = replies.find((reply) => reply.kind === 'found');
  if (open?.kind === 'found') {
    const statement = looseStatement(trust) ?? open.found.statement;
    return say(
      looseStatement(trust) === undefined
        ? `The trust policy compares SAML:aud, but it allows URLs outside AWS too: ${audienceConditions(trust)}.`
        : 'One statement restricts SAML:aud, but another one allows sts:AssumeRoleWithSAML without checking it.',
      audienceConditions(trust),
      {
        cause: { kind: 'audience-not-restricted', parameters: { conditions: audienceConditions(trust) } },
        ...(statement === undefined ? {} : { statement: locate(trustPolicyName, statement) }),
      },
    );
  }
  const doubt = replies.find((reply) => reply.kind === 'unclear');
  if (doubt?.kind === 'unclear')
    return unknown(`Cannot determine which audiences the trust policy allows: ${doubt.reason}.`);
  needProviderIds(role, account, written);
  if (triedProviders(role, account).every((provider) => refusal(role, provider, account) !== undefined))
    return notApplicable('No correct sign-in can assume this role.');
  // A role whose only provider is gone is not applicable, so whether it is has to be known.
  need(account.snapshot.samlProviders);
  return pass(`The trust policy accepts only AWS sign-in URLs of partition ${account.partition}.`, {
    path,
    actual: audienceConditions(trust),
    expected,
  });
}

interface Written {
  readonly statement: Statement;
  readonly condition: Condition;
  readonly value: string;
}

/** Audiences that statements allow by name. */
const writtenAudiences = (trust: PolicyDocument): readonly Written[] =>
  samlStatements(trust).flatMap((statement) =>
    statement.conditions
      .filter(
        ({ key, operator: { base } }) =>
          key === 'saml:aud' && base !== undefined && !isPresenceTest(base) && !isNegated(base),
      )
      .flatMap((condition) =>
        condition.values
          .filter(
            (value) => !value.includes('${') && !(operatorFacts(condition)?.wildcards === true && hasWildcard(value)),
          )
          .map((value) => ({ statement, condition, value })),
      ),
  );

const operatorFacts = ({ operator: { base } }: Condition) => (base === undefined ? undefined : factsOf(base));

/** A documented sign-in URL; in any letter case where the operator ignores it. */
function isReceived({ value, condition }: Written, account: Account): boolean {
  const folded = operatorFacts(condition)?.ignoreCase === true;
  return classifyAudience(account.partition, folded ? value.toLowerCase() : value).kind === 'sign-in';
}

/**
 * Only AWS can put a host below its sign-in domains, so a pattern that stays there allows nobody else's URL. AWS's own
 * sample (WorkSpaces guide, 2026) has a wildcard before the host; that other texts end in it too is of no use to anyone,
 * because a Recipient has to be the URL that receives the assertion.
 */
const isOutsideAws = (audience: string, account: Account): boolean =>
  !signInHosts(account.partition).some((host) => audience.includes(host));

/** A value by name that is no documented sign-in URL. On a host of AWS it can still work. */
function wrongAudience(
  { statement, condition, value }: Written,
  role: StreamRole,
  account: Account,
  say: (message: string, actual: string, details: FailureDetails) => Verdict,
): Verdict {
  const undocumented = classifyAudience(account.partition, value).kind === 'unknown-path';
  const [locked] = triedProviders(role, account).flatMap((provider) => refusal(role, provider, account) ?? []);
  const follows = locked?.statement?.element?.toLowerCase().endsWith('saml:aud') === true;
  return say(
    undocumented
      ? `The trust policy compares SAML:aud with ${value}, a form of the sign-in URL that AWS does not document.`
      : `The trust policy compares SAML:aud with ${value}, which is not a sign-in URL of partition ${account.partition}.`,
    value,
    {
      cause: { kind: undocumented ? 'audience-undocumented' : 'audience-not-a-sign-in-url', parameters: { value } },
      statement: locate(trustPolicyName, statement, condition),
      ...(follows && locked !== undefined ? { because: { cause: locked.cause, resource: role.role.arn } } : {}),
    },
  );
}

/** A statement that allows sign-ins without comparing the audience, in a policy that compares it elsewhere. */
const looseStatement = (trust: PolicyDocument): Statement | undefined =>
  samlStatements(trust).find(({ conditions }) => conditions.every(({ key }) => key !== 'saml:aud'));

const audienceConditions = (trust: PolicyDocument): string =>
  trust.statements
    .flatMap(({ conditions }) => conditions.filter(({ key }) => key === 'saml:aud'))
    .map(conditionText)
    .join('; ');

/** A provider's own endpoint is right only for that provider. */
function needProviderIds(role: StreamRole, account: Account, written: readonly Written[]): void {
  if (!written.some(({ value }) => value.includes('/acs/'))) return;
  const providers = need(account.snapshot.samlProviders) ?? [];
  for (const provider of providers) if (role.providers.includes(provider.arn)) need(provider.uuid);
}
