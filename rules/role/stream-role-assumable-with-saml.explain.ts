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
    pass: [
      {
        name: 'the trust policy of the guides',
        says: 'SAML users can assume the role.',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
    ],
    fail: [
      {
        name: 'the provider is listed as an AWS principal',
        severity: 'high',
        says: 'The role allows workspaces:Stream, but its trust policy does not allow any SAML provider to call sts:AssumeRoleWithSAML. arn:aws:iam::111122223333:saml-provider/ExampleIdP is listed as an AWS principal, but a SAML provider is a Federated principal.',
        given: {
          roles: [
            {
              name: 'Desktops',
              trust: guideTrustWith({ Principal: { AWS: 'arn:aws:iam::111122223333:saml-provider/ExampleIdP' } }),
              inline,
            },
          ],
        },
      },
      {
        name: 'only a service may assume the role',
        severity: 'high',
        says: 'The role allows workspaces:Stream, but its trust policy does not allow any SAML provider to call sts:AssumeRoleWithSAML. No user can sign in with this role.',
        given: { roles: [{ name: 'Desktops', trust: serviceTrust, inline }] },
      },
      {
        name: 'TagSession without AssumeRoleWithSAML',
        severity: 'high',
        says: 'The role allows workspaces:Stream, but its trust policy does not allow any SAML provider to call sts:AssumeRoleWithSAML. No user can sign in with this role.',
        given: { roles: [{ name: 'Desktops', trust: guideTrustWith({ Action: 'sts:TagSession' }), inline }] },
      },
    ],
    notApplicable: [
      {
        name: 'an administrator reaches Stream only through a wildcard',
        says: 'The role allows Stream only through a wildcard.',
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
        says: 'Could not be judged: trust policy of role Desktops cannot be understood: statement 1: "Efect" is not an element of the policy language.',
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
      {
        name: 'the roles could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:GetAccountAuthorizationDetails.',
        given: { unread: ['iam:GetAccountAuthorizationDetails'] },
      },
    ],
  },
});
