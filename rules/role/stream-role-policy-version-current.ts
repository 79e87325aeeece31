import type { PolicyDocument } from '../../lib/policy/document.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming, withTrust } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-policy-version-current',
  title: 'Trust policy is written in policy language version 2012-10-17',
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
  evaluate: { 'iam.role': { scope: [streaming], judge: (role) => withTrust(role, judge) } },
});

function judge(trust: PolicyDocument): Verdict {
  const seen = { path: 'AssumeRolePolicyDocument.Version', actual: trust.version ?? 'absent', expected: '2012-10-17' };
  if (trust.version === '2012-10-17') return pass('The version is 2012-10-17.', seen);
  const values = trust.statements.flatMap(({ conditions }) => conditions.flatMap((condition) => condition.values));
  const used = values.some((value) => value.includes('${'));
  const effect = used
    ? 'its policy variables are plain text there, so those conditions never hold'
    : 'it uses no policy variables, so nothing breaks yet';
  return fail(
    `The trust policy has ${trust.version === undefined ? 'no Version' : `Version ${trust.version}`}: ${effect}.`,
    [seen],
  );
}
