import { brokenTrust, guideTrust, guideWorkspacesPolicy, serviceTrust } from '../../lib/rule/example.ts';
import type { PolicyDocument } from '../../lib/policy/document.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { withTrust } from '../../lib/rule/scope.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, pass, type Verdict } from '../../lib/rule/verdict.ts';

const inline = { Stream: guideWorkspacesPolicy };

export default defineRule({
  id: 'stream-role-policy-version-current',
  title: 'Trust policy is written in policy language version 2012-10-17',
  severity: 'low',
  rationale:
    'In any other version policy variables are plain text, so a condition that compares with ${saml:sub} or the like never holds. ' +
    'Where the trust policy uses none, nothing breaks until somebody adds one.',
  sources: [
    workspacesGuide('Step 2.14'),
    appstreamGuide('Step 2.14'),
    iamGuide('Version', 'reference_policies_elements_version'),
  ],
  statements: ['R11'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  remediation: {
    summary: 'Set "Version": "2012-10-17" in the trust policy.',
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
    console: 'IAM → Roles → the role → Trust relationships → Edit trust policy.',
  },
  evaluate: { 'iam.role': (role) => withTrust(role, judge) },
  examples: {
    pass: [{ name: 'the trust policy of the guides', given: { roles: [{ name: 'Desktops', inline }] } }],
    fail: [
      {
        name: 'the old version',
        given: { roles: [{ name: 'Desktops', trust: { ...guideTrust, Version: '2008-10-17' }, inline }] },
      },
      {
        name: 'no version, which means the old one',
        given: { roles: [{ name: 'Desktops', trust: { Statement: guideTrust.Statement }, inline }] },
      },
    ],
    notApplicable: [
      {
        name: 'no SAML sign-in can assume the role',
        given: { roles: [{ name: 'Desktops', trust: serviceTrust, inline }] },
      },
    ],
    unknown: [
      {
        name: 'the trust policy cannot be understood',
        given: { roles: [{ name: 'Desktops', trust: brokenTrust, inline }] },
      },
    ],
  },
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
