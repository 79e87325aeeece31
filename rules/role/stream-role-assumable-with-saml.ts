import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-assumable-with-saml',
  title: 'Role that may stream can be assumed with a SAML assertion',
  severity: 'high',
  effect: 'locked-out',
  sources: [workspacesGuide('Step 2.3'), appstreamGuide('Step 2.3')],
  statements: ['R1'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  userSees: 'AccessDenied: "Not authorized to perform sts:AssumeRoleWithSAML".',
  remediation:
    "Let the SAML provider assume the role with sts:AssumeRoleWithSAML, as in the guide's trust policy; or remove the Stream permission from a role that is not meant for users.",
  evaluate: { 'iam.role': { scope: [], judge } },
});

function judge(role: StreamRole): Verdict {
  if (role.scope === 'no-saml') {
    const grant = role.grants.find(({ exact }) => exact);
    return fail(
      `The role names ${grant?.service ?? 'workspaces'}:Stream, but its trust policy lets no SAML provider call sts:AssumeRoleWithSAML: no user can get in.`,
      [
        {
          path: 'AssumeRolePolicyDocument',
          actual: 'no statement allows sts:AssumeRoleWithSAML to a SAML provider',
          expected: 'one that does',
        },
      ],
    );
  }
  need(role.trust);
  if (role.scope === 'undetermined') need(role.policies);
  if (!role.grants.some(({ exact }) => exact))
    return notApplicable('The role reaches Stream only through a wildcard; it does not name it.');
  return pass('SAML users may assume the role.');
}
