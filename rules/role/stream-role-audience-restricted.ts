import type { Account } from '../../lib/federation/account.ts';
import { allowed, triedProviders } from '../../lib/federation/questions.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { samlStatements, type SignIn } from '../../lib/federation/trust.ts';
import { describeSignIn, signInWitness } from '../../lib/federation/witness.ts';
import type { PolicyDocument } from '../../lib/policy/document.ts';
import { usualAudience } from '../../lib/saml/audiences.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming, withTrust } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, iamGuide } from '../../lib/rule/sources.ts';
import { fail, need, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-audience-restricted',
  title: "Trust policy takes assertions only at AWS's sign-in URLs of the partition",
  severity: 'low',
  effect: 'advice',
  sources: [
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

function judge(trust: PolicyDocument, role: StreamRole, account: Account): Verdict {
  const path = 'AssumeRolePolicyDocument.Condition.SAML:aud';
  const expected = usualAudience(account.partition);
  if (!trust.statements.some(({ conditions }) => conditions.some(({ key }) => key === 'saml:aud'))) {
    return fail('The trust policy does not look at the audience (advice: the WorkSpaces guide leaves it out too).', [
      { path, actual: 'absent', expected },
    ]);
  }
  const answers = triedProviders(role, account).map((provider) => account.signIns(role.role, trust, provider));
  const written = new Set(audiencesOf(trust));
  const strangers = answers.flatMap(({ signIns }) => signIns.filter((signIn) => isStrange(signIn, written)));
  const stranger = strangers.find(({ assume }) => assume.effect === 'allowed');
  if (stranger !== undefined) {
    const loose = deciderIgnoresAudience(stranger);
    return fail(
      loose
        ? 'One statement checks the audience, another lets assertions in without looking at it.'
        : `An audience that AWS does not document gets in: ${describeSignIn(stranger)} may assume this role.`,
      [{ path, actual: loose ? 'absent in one statement' : (stranger.audience ?? 'absent'), expected }],
      { severity: loose ? 'low' : 'high', witness: signInWitness(stranger, 'may assume this role') },
    );
  }
  const doubt = strangers.map(({ assume }) => allowed(assume)).find((truth) => typeof truth === 'object');
  if (typeof doubt === 'object') return unknown(`Which audiences get in cannot be told: ${doubt.unclear}.`);
  if (answers.some(({ complete }) => !complete))
    return unknown('The conditions have too many combinations to try them all.');
  needProviderIds(role, account, trust);
  return pass('Only sign-in URLs of the partition get in.', { path, actual: audiencesOf(trust).join(', '), expected });
}

/**
 * An audience outside AWS's documented sign-in URLs. On AWS's own sign-in host a wildcard may reach further than the
 * documented path, but a path that is written out has to be one. A missing audience never happens: STS always knows the
 * Recipient.
 */
const isStrange = ({ audienceKind, audience }: SignIn, written: ReadonlySet<string>): boolean =>
  audienceKind === 'unknown-path'
    ? written.has(audience ?? '')
    : audienceKind !== 'sign-in' && audienceKind !== 'missing';

const deciderIgnoresAudience = ({ assume }: SignIn): boolean =>
  assume.effect === 'allowed' && !assume.by.statement.conditions.some(({ key }) => key === 'saml:aud');

const audiencesOf = (trust: PolicyDocument): string[] =>
  samlStatements(trust).flatMap(({ conditions }) =>
    conditions.filter(({ key }) => key === 'saml:aud').flatMap(({ values }) => values),
  );

/** A provider's own endpoint is right only for that provider. */
function needProviderIds(role: StreamRole, account: Account, trust: PolicyDocument): void {
  if (!audiencesOf(trust).some((value) => value.includes('/acs/'))) return;
  const providers = need(account.snapshot.samlProviders) ?? [];
  for (const provider of providers) if (role.providers.includes(provider.arn)) need(provider.uuid);
}
