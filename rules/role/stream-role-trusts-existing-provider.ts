import type { Account } from '../../lib/federation/account.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { samlStatements } from '../../lib/federation/trust.ts';
import { parseArn } from '../../lib/model/arn.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import type { PolicyDocument } from '../../lib/policy/document.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming, withTrust } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, list, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-trusts-existing-provider',
  title: 'Streaming role trusts SAML providers that exist in its account, by their exact ARN',
  severity: 'high',
  effect: 'locked-out',
  sources: [
    workspacesGuide('Step 2.4 and 2.14'),
    appstreamGuide('Step 2.4 and 2.14'),
    iamGuide('AWS JSON policy elements: Principal', 'reference_policies_elements_principal'),
  ],
  statements: ['R2', 'A5'],
  reads: ['iam:GetAccountAuthorizationDetails', 'iam:ListSAMLProviders'],
  userSees: 'AccessDenied, or "Invalid saml provider" when the provider in the assertion does not exist.',
  remediation:
    'Name the ARN of an existing SAML provider of this account as the federated principal, or create the provider from the metadata of the identity provider.',
  evaluate: {
    'iam.role': {
      scope: [streaming],
      judge: (role, account) => withTrust(role, (trust) => judge(trust, role, account)),
    },
  },
});

function judge(trust: PolicyDocument, role: StreamRole, account: Account): Verdict {
  const statements = samlStatements(trust);
  const certain = statements.flatMap(({ principal, index }): Evidence[] => {
    const seen = (actual: string, expected: string) => ({ path: path(index), actual, expected });
    if (principal === undefined) return [];
    if (principal.negated)
      return [seen('NotPrincipal with Allow: every provider that is not named', 'the ARN of one SAML provider')];
    const anyone =
      principal.everyone || principal.aws.includes('*')
        ? [seen('*: every provider', 'the ARN of one SAML provider')]
        : [];
    return [
      ...anyone,
      ...principal.federated.flatMap((arn) =>
        notOneOfOurs(arn, account).map((why) =>
          seen(`${arn}: ${why}`, 'the exact ARN of a SAML provider of this account'),
        ),
      ),
    ];
  });
  const [first, ...others] = certain;
  if (first !== undefined) return verdict([first, ...others]);

  const existing = new Set(list(account.snapshot.samlProviders).map(({ arn }) => arn));
  const missing = statements.flatMap(({ principal, index }) =>
    (principal?.federated ?? [])
      .filter((arn) => arn.includes(':saml-provider/') && !existing.has(arn))
      .map((arn) => ({
        path: path(index),
        actual: `${arn}: no such provider`,
        expected: 'a SAML provider that exists',
      })),
  );
  const [absent, ...more] = missing;
  if (absent !== undefined) return verdict([absent, ...more]);
  return pass('Every trusted provider exists in this account.', {
    path: 'AssumeRolePolicyDocument',
    actual: role.providers.join(', '),
  });
}

const path = (index: number): string => `AssumeRolePolicyDocument.Statement[${index}].Principal`;

const verdict = (evidence: readonly [Evidence, ...Evidence[]]): Verdict =>
  fail(`The role trusts ${evidence.map(({ actual }) => actual).join('; ')}.`, evidence);

function notOneOfOurs(arn: string, account: Account): string[] {
  if (arn === '*') return ['every provider'];
  if (!arn.includes(':saml-provider/')) return [];
  if (/[*?]/.test(arn)) return ['a wildcard inside a principal never matches'];
  const owner = parseArn(arn)?.account;
  return owner === account.id
    ? []
    : [`a provider of account ${owner ?? 'unknown'}, and a role accepts only its own account's`];
}
