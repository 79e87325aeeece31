import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { guideTrust, guideTrustWith, guideWorkspacesPolicy, serviceTrust } from '../../lib/rule/example.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

const inline = { Stream: guideWorkspacesPolicy };

export default defineRule({
  id: 'stream-role-assumable-with-saml',
  title: 'Role that may stream can be assumed with a SAML assertion',
  severity: 'high',
  rationale:
    'A role that names workspaces:Stream or appstream:Stream exists to be assumed by SAML users. When its trust policy does not ' +
    'allow sts:AssumeRoleWithSAML to a SAML provider, none of them can.',
  sources: [workspacesGuide('Step 2.3'), appstreamGuide('Step 2.3')],
  statements: ['R1'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  userSees: 'AccessDenied: "Not authorized to perform sts:AssumeRoleWithSAML".',
  remediation: {
    summary:
      "Let the SAML provider assume the role with sts:AssumeRoleWithSAML, as in the guide's trust policy; or remove the Stream permission from a role that is not meant for users.",
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
    console: 'IAM → Roles → Create role → SAML 2.0 federation, or the Trust relationships tab of the role.',
  },
  evaluate: { 'iam.role': judge },
  examples: {
    pass: [{ name: 'the trust policy of the guides', given: { roles: [{ name: 'Desktops', inline }] } }],
    fail: [
      {
        name: 'only a service may assume the role',
        given: { roles: [{ name: 'Desktops', trust: serviceTrust, inline }] },
      },
      {
        name: 'TagSession without AssumeRoleWithSAML',
        given: { roles: [{ name: 'Desktops', trust: guideTrustWith({ Action: 'sts:TagSession' }), inline }] },
      },
    ],
    notApplicable: [
      {
        name: 'an administrator reaches Stream only through a wildcard',
        given: {
          roles: [
            {
              name: 'Admin',
              inline: {
                Everything: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
              },
            },
          ],
        },
      },
    ],
    unknown: [
      {
        name: 'the trust policy cannot be understood',
        given: {
          roles: [
            {
              name: 'Desktops',
              trust: { Version: '2012-10-17', Statement: [{ ...guideTrust.Statement[0], Efect: 'Allow' }] },
              inline,
            },
          ],
        },
      },
      { name: 'the roles could not be listed', given: { unread: ['iam:GetAccountAuthorizationDetails'] } },
    ],
  },
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
