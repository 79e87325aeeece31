import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { userSees } from '../../lib/saml/sign-in-errors.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-assumable-with-saml',
  title: 'Role that allows streaming can be assumed with SAML',
  severity: 'high',
  effect: 'locked-out',
  sources: [workspacesGuide('Step 2.3'), appstreamGuide('Step 2.3')],
  statements: ['R1'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  userSees: userSees('not-authorized'),
  remediation:
    'If users sign in with the role, allow sts:AssumeRoleWithSAML for your SAML provider in its trust policy, as in the guide. If they do not, remove the Stream permission.',
  evaluate: { 'iam.role': { scope: [], judge } },
});

function judge(role: StreamRole): Verdict {
  if (role.scope === 'no-saml') {
    const grant = role.grants.find(({ exact }) => exact);
    const misplaced = providerAsAws(role);
    return fail(
      `The role allows ${grant?.service ?? 'workspaces'}:Stream, but its trust policy does not allow any SAML provider to call sts:AssumeRoleWithSAML. ${
        misplaced === undefined
          ? 'No user can sign in with this role.'
          : `${misplaced} is listed as an AWS principal, but a SAML provider is a Federated principal.`
      }`,
      [
        {
          path: 'AssumeRolePolicyDocument',
          actual: 'no statement allows sts:AssumeRoleWithSAML to a SAML provider',
          expected: 'one that does',
        },
      ],
      {
        cause: { kind: 'saml-not-allowed', parameters: {} },
        remediation:
          misplaced === undefined
            ? `If users sign in with role ${role.role.name}, allow sts:AssumeRoleWithSAML for your SAML provider in its trust policy. If they do not, remove the Stream permission.`
            : `In the trust policy of role ${role.role.name}, set the principal to {"Federated": "${misplaced}"}.`,
        ...(misplaced === undefined ? {} : { suggestion: `{"Federated": "${misplaced}"}` }),
      },
    );
  }
  need(role.trust);
  if (role.scope === 'undetermined') need(role.policies);
  if (!role.grants.some(({ exact }) => exact)) return notApplicable('The role allows Stream only through a wildcard.');
  return pass('SAML users can assume the role.');
}

/** A SAML provider that stands where ARNs of roles and users belong. */
const providerAsAws = ({ trust }: StreamRole): string | undefined =>
  trust.state === 'known'
    ? trust.value.statements
        .flatMap(({ effect, principal }) => (effect === 'Allow' ? (principal?.aws ?? []) : []))
        .find((arn) => arn.includes(':saml-provider/'))
    : undefined;
