import type { Account } from '../../lib/federation/account.ts';
import { triedProviders } from '../../lib/federation/questions.ts';
import { refusal } from '../../lib/federation/role-entry.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import type { PolicyDocument } from '../../lib/policy/document.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming, withTrust } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-policy-version-current',
  title: 'Trust policy uses policy language version 2012-10-17',
  severity: 'low',
  effect: 'at-risk',
  sources: [
    workspacesGuide('Step 2.14'),
    appstreamGuide('Step 2.14'),
    iamGuide('Version', 'reference_policies_elements_version'),
  ],
  statements: ['R11'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  remediation: 'Set "Version": "2012-10-17" in the trust policy.',
  evaluate: {
    'iam.role': {
      scope: [streaming],
      judge: (role, account) => withTrust(role, (trust) => judge(trust, role, account)),
    },
  },
});

function judge(trust: PolicyDocument, role: StreamRole, account: Account): Verdict {
  const seen = { path: 'AssumeRolePolicyDocument.Version', actual: trust.version ?? 'absent', expected: '2012-10-17' };
  if (trust.version === '2012-10-17') return pass('The version is 2012-10-17.', seen);
  const values = trust.statements.flatMap(({ conditions }) => conditions.flatMap((condition) => condition.values));
  const used = values.some((value) => value.includes('${'));
  const version = trust.version === undefined ? 'no Version' : `Version ${trust.version}`;
  const [locked] = triedProviders(role, account).flatMap((provider) => refusal(role, provider, account) ?? []);
  const root = locked?.cause.kind === 'trust-variable-is-plain-text' ? locked : undefined;
  return fail(
    used
      ? `The trust policy has ${version}, so IAM treats its policy variables as literal text. Its conditions do not compare what they appear to compare.`
      : `The trust policy has ${version}. It uses no policy variables, so there is no effect yet.`,
    [seen],
    {
      effect: used ? 'at-risk' : 'advice',
      cause: { kind: 'trust-policy-version', parameters: { version: trust.version ?? 'none' } },
      ...(root === undefined ? {} : { because: { cause: root.cause, resource: root.resource } }),
      remediation: `Set "Version": "2012-10-17" in the trust policy of role ${role.role.name}.`,
    },
  );
}
