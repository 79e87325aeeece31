import { locate, trustPolicyName } from '../../lib/federation/statement-words.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import type { PolicyDocument, Statement } from '../../lib/policy/document.ts';
import { actionMatches } from '../../lib/policy/evaluate.ts';
import { isNegated } from '../../lib/policy/operators.ts';
import { streaming, withTrust } from '../../lib/rule/role-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-trusts-only-saml',
  title: 'Streaming role can be assumed only through its SAML provider',
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
    'Remove every principal from the trust policy that is not the SAML provider. Give other callers a separate role.',
  evaluate: { 'iam.role': { scope: [streaming], judge: (role) => withTrust(role, (trust) => judge(trust, role)) } },
});

/** How to assume a role without a SAML assertion. */
const otherWays = ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity'];

interface Stranger {
  readonly who: string;
  readonly statement: Statement;
  /** Anyone at all, of any account. */
  readonly anyone: boolean;
}

function judge(trust: PolicyDocument, { role }: StreamRole): Verdict {
  const strangers = trust.statements.flatMap((statement) => strangersOf(statement, trust));
  const evidence = strangers.map(({ who, statement }): Evidence => ({
    path: `AssumeRolePolicyDocument.Statement[${statement.index}].Principal`,
    actual: who,
    expected: 'the SAML provider only',
  }));
  const [first, ...others] = evidence;
  const [worst] = strangers.toSorted((a, b) => Number(b.anyone) - Number(a.anyone));
  if (first === undefined || worst === undefined) return pass('The trust policy allows only SAML providers.');
  const names = [...new Set(strangers.map(({ who }) => who))].join(', ');
  return fail(`The trust policy also allows principals other than the SAML provider: ${names}.`, [first, ...others], {
    severity: worst.anyone ? 'critical' : 'high',
    cause: { kind: 'other-principals-trusted', parameters: { principals: names } },
    statement: locate(trustPolicyName, worst.statement),
    remediation: `Remove ${names} from the trust policy of role ${role.name}. Give other callers a separate role.`,
  });
}

/** Principals that a statement allows without a SAML assertion, and that no Deny takes back. */
function strangersOf(statement: Statement, trust: PolicyDocument): Stranger[] {
  const { principal, effect } = statement;
  const ways = otherWays.filter((action) => actionMatches(statement, action));
  if (effect === 'Deny' || principal === undefined || ways.length === 0 || needsAssertion(statement)) return [];
  const entry = (who: string, arn: string, anyone = false): Stranger[] =>
    ways.every((action) => isTakenBack(arn, action, trust)) ? [] : [{ who, statement, anyone }];
  if (principal.negated) return entry('every principal that is not listed (NotPrincipal)', '*', true);
  const anyone = principal.everyone || principal.aws.includes('*');
  const oidc = ways.includes('sts:AssumeRoleWithWebIdentity');
  return [
    ...(anyone ? entry('anyone (*)', '*', true) : []),
    ...principal.aws.filter((arn) => arn !== '*').flatMap((arn) => entry(`AWS principal ${arn}`, arn)),
    ...principal.service.flatMap((service) => entry(`service ${service}`, service)),
    ...(principal.federated.includes('*') && oidc ? entry('every web identity provider', '*') : []),
    ...principal.federated
      .filter((provider) => provider !== '*' && !provider.includes(':saml-provider/'))
      .flatMap((provider) => entry(`web identity provider ${provider}`, provider)),
    ...principal.canonicalUser.flatMap((id) => entry('a canonical user', id)),
  ];
}

/** A condition on a key of the assertion, which only SAML sign-ins have: other calls never meet it. */
const needsAssertion = ({ conditions }: Statement): boolean =>
  conditions.some(
    ({ key, operator: { base, ifExists, quantifier }, values }) =>
      key.startsWith('saml:') &&
      base !== undefined &&
      quantifier !== 'ForAllValues' &&
      !ifExists &&
      (base === 'Null' ? values.every((value) => value === 'false') : !isNegated(base)),
  );

/** A Deny without conditions for this principal, or for all. */
const isTakenBack = (arn: string, action: string, trust: PolicyDocument): boolean =>
  trust.statements.some(({ effect, principal, conditions, ...rest }) => {
    if (effect !== 'Deny' || principal === undefined || conditions.length > 0) return false;
    if (!actionMatches({ effect, principal, conditions, ...rest }, action)) return false;
    if (principal.negated) return arn !== '*' && !principal.aws.includes(arn) && !principal.federated.includes(arn);
    return principal.everyone || principal.aws.includes('*') || (arn !== '*' && principal.aws.includes(arn));
  });
