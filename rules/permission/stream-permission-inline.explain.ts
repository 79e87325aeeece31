import { guideAppstreamPolicy, guideWorkspacesPolicy, serviceTrust } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

const managed = { StreamDesktops: guideWorkspacesPolicy };

export default defineExplanation({
  rationale:
    'A managed policy has the same effect, but a life of its own: it can be attached to other roles and changed for all of ' +
    'them at once, by people who do not have the sign-in in mind. That is untidy while one role uses it, and a real ' +
    'coupling once several do, or where AWS itself changes it.',
  cli: 'aws iam put-role-policy --role-name ROLE --policy-name Stream --policy-document file://policy.json\naws iam detach-role-policy --role-name ROLE --policy-arn POLICY_ARN',
  console: 'IAM → Roles → the role → Permissions → Add permissions → Create inline policy.',
  examples: {
    pass: [
      {
        name: 'the inline policy of the WorkSpaces guide',
        says: 'Streaming is allowed only by inline policies.',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
      {
        name: 'a managed policy that grants something else',
        says: 'Streaming is allowed only by inline policies.',
        given: {
          roles: [
            {
              name: 'Desktops',
              inline,
              managed: {
                Catalog: {
                  Version: '2012-10-17',
                  Statement: [{ Effect: 'Allow', Action: 'appstream:DescribeStacks', Resource: '*' }],
                },
              },
            },
          ],
        },
      },
    ],
    fail: [
      {
        name: 'a managed policy of one role',
        severity: 'low',
        says: 'Streaming is allowed by managed policy StreamDesktops instead of an inline policy of this role.',
        given: { roles: [{ name: 'Desktops', managed }] },
      },
      {
        name: 'a managed policy that two roles share',
        severity: 'medium',
        says: 'Streaming is allowed by managed policy StreamDesktops (attached to 2 roles) instead of an inline policy of this role.',
        given: {
          roles: [
            { name: 'Desktops', managed },
            { name: 'Contractors', managed },
          ],
        },
      },
      {
        name: 'inline for desktops, managed for applications',
        severity: 'low',
        says: 'Streaming is allowed by managed policy StreamApps instead of an inline policy of this role.',
        given: { roles: [{ name: 'Everything', inline, managed: { StreamApps: guideAppstreamPolicy } }] },
      },
    ],
    notApplicable: [
      {
        name: 'no SAML sign-in can assume the role',
        says: 'No SAML sign-in can assume this role.',
        given: { roles: [{ name: 'Automation', trust: serviceTrust, managed }] },
      },
      {
        name: 'an explicit Deny takes the permission back',
        says: 'A Deny statement denies every Stream request of this role.',
        given: {
          roles: [
            {
              name: 'Desktops',
              managed,
              inline: {
                Suspended: {
                  Version: '2012-10-17',
                  Statement: [{ Effect: 'Deny', Action: 'workspaces:Stream', Resource: '*' }],
                },
              },
            },
          ],
        },
      },
    ],
    unknown: [
      {
        name: 'one attached policy cannot be read',
        says: 'Could not be judged: policy Other is not JSON.',
        given: { roles: [{ name: 'Desktops', managed, inline: { Other: null } }] },
      },
    ],
  },
});
