import type { Evidence } from '../../lib/model/finding.ts';
import type { Statement } from '../../lib/policy/document.ts';
import { actionMatches } from '../../lib/policy/evaluate.ts';
import type { PolicyDocument } from '../../lib/policy/document.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming, withTrust } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-trusts-only-saml',
  title: 'Streaming role can be assumed through its SAML provider only',
  severity: 'high',
  effect: 'exposed',
  sources: [
    workspacesGuide('Step 2.7'),
    appstreamGuide('Step 2.7'),
    iamGuide('AWS JSON policy elements: Principal', 'reference_policies_elements_principal'),
  ],
  statements: ['R3'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  remediation:
    'Remove every principal from the trust policy that is not the SAML provider; give other callers a role of their own.',
  evaluate: { 'iam.role': { scope: [streaming], judge: (role) => withTrust(role, judge) } },
});

const otherWays = ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity'];

function judge(trust: PolicyDocument): Verdict {
  const entries = trust.statements.flatMap((statement) => strangers(statement).map((who) => ({ who, statement })));
  const evidence = entries.map(({ who, statement }): Evidence => ({
    path: `AssumeRolePolicyDocument.Statement[${statement.index}].Principal`,
    actual: who,
    expected: 'the SAML provider only',
  }));
  const [first, ...others] = evidence;
  if (first === undefined) return pass('Nobody but its SAML providers may assume the role.');
  const everybody = entries.some(({ who }) => who.startsWith('everybody'));
  return fail(
    `Besides its SAML provider the role lets in ${evidence.map(({ actual }) => actual).join(', ')}.`,
    [first, ...others],
    {
      severity: everybody ? 'critical' : 'high',
    },
  );
}

/** Principals of a statement that come in without a SAML assertion of a named provider. */
function strangers(statement: Statement): string[] {
  const { principal, effect } = statement;
  if (effect === 'Deny' || principal === undefined) return [];
  const opens = otherWays.some((action) => actionMatches(statement, action));
  const saml = actionMatches(statement, 'sts:AssumeRoleWithSAML');
  if (!opens && !saml) return [];
  if (principal.negated) return ['everybody who is not named (NotPrincipal)'];
  const everybody = principal.everyone || principal.aws.includes('*') ? ['everybody (*)'] : [];
  if (!opens) return everybody;
  return [
    ...everybody,
    ...principal.aws.filter((arn) => arn !== '*').map((arn) => `AWS principal ${arn}`),
    ...principal.service.map((service) => `service ${service}`),
    ...principal.federated
      .filter((provider) => provider !== '*' && !provider.includes(':saml-provider/'))
      .map((provider) => `web identity provider ${provider}`),
    ...principal.canonicalUser.map(() => 'a canonical user'),
  ];
}
