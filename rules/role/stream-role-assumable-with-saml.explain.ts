import { guideTrust, guideTrustWith, guideWorkspacesPolicy, serviceTrust } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

export default defineExplanation({
  rationale:
    'A role that names workspaces:Stream or appstream:Stream exists to be assumed by SAML users. When its trust policy does not ' +
    'allow sts:AssumeRoleWithSAML to a SAML provider, none of them can.',
  cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
  console: 'IAM → Roles → Create role → SAML 2.0 federation, or the Trust relationships tab of the role.',
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
