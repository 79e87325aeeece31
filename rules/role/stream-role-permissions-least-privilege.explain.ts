import { guideWorkspacesPolicy, serviceTrust } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

const granting = (action: unknown, resource = '*') => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
});

export default defineExplanation({
  rationale:
    'Every user of the desktop service holds the credentials of this role: what else it may do, they all may do. With ' +
    'administrator-like rights that is a way from any desktop user to the whole account. A provider that also signs in ' +
    'administrators is worth knowing, because its compromise reaches them too.',
  cli: 'aws iam list-attached-role-policies --role-name ROLE\naws iam detach-role-policy --role-name ROLE --policy-arn POLICY_ARN',
  console: 'IAM → Roles → the role → Permissions.',
  examples: {
    pass: [
      {
        name: "the guide's inline policy",
        says: 'The role may stream, and nothing else.',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
      {
        name: 'reading the application catalog besides',
        says: 'The role may stream, and nothing else.',
        given: { roles: [{ name: 'Desktops', inline: { ...inline, Catalog: granting('appstream:DescribeStacks') } }] },
      },
    ],
    fail: [
      {
        name: 'a bucket besides',
        severity: 'medium',
        says: 'Besides streaming the role may s3:GetObject.',
        given: { roles: [{ name: 'Desktops', inline: { ...inline, Files: granting('s3:GetObject') } }] },
      },
      {
        name: 'administrator rights',
        severity: 'high',
        says: 'Besides streaming the role may *: the rights of an administrator, for every user.',
        given: { roles: [{ name: 'Desktops', inline, managed: { AdministratorAccess: granting('*') } }] },
      },
      {
        name: 'the same provider signs in administrators (information)',
        severity: 'informational',
        says: 'The role itself may only stream. Its SAML provider also signs in role Admins, which has the rights of an administrator.',
        given: {
          roles: [
            { name: 'Desktops', inline },
            { name: 'Admins', managed: { IAMFullAccess: granting('iam:*') } },
          ],
        },
      },
    ],
    notApplicable: [
      {
        name: 'no SAML sign-in can assume the role',
        says: 'No SAML sign-in can assume this role.',
        given: { roles: [{ name: 'Desktops', trust: serviceTrust, inline }] },
      },
    ],
    unknown: [
      {
        name: 'one attached policy cannot be read',
        says: 'Could not be judged: policy Other is not JSON.',
        given: { roles: [{ name: 'Desktops', inline: { ...inline, Other: null } }] },
      },
    ],
  },
});
