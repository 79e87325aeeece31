import { guideWorkspacesPolicy, serviceTrust } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

const granting = (action: unknown, resource = '*') => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
});

export default defineExplanation({
  rationale:
    'Every user of the service holds the credentials of this role, so each of them can do whatever else it allows. With ' +
    'administrator permissions, every desktop user can change the whole account. Read actions such as ' +
    'appstream:DescribeUsers show every user the email addresses of all others.',
  cli: 'aws iam list-attached-role-policies --role-name ROLE\naws iam detach-role-policy --role-name ROLE --policy-arn POLICY_ARN',
  console: 'IAM → Roles → the role → Permissions.',
  examples: {
    pass: [
      {
        name: "the guide's inline policy",
        says: 'The role allows streaming and no other actions.',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
      {
        name: 'reading the application catalog besides',
        says: 'The role allows streaming, and other actions only to read what WorkSpaces and AppStream offer, users and sessions excluded.',
        given: { roles: [{ name: 'Desktops', inline: { ...inline, Catalog: granting('appstream:DescribeStacks') } }] },
      },
    ],
    fail: [
      {
        name: 'reads that list users and their sessions',
        severity: 'medium',
        says: 'The role also allows appstream:DescribeUsers, workspaces:DescribeWorkspaces. Every user can list the names, email addresses, or sessions of all other users.',
        given: {
          roles: [
            {
              name: 'Desktops',
              inline: { ...inline, Lists: granting(['appstream:DescribeUsers', 'workspaces:DescribeWorkspaces']) },
            },
          ],
        },
      },
      {
        name: 'a bucket besides',
        severity: 'medium',
        says: 'The role also allows actions other than streaming: s3:GetObject.',
        given: { roles: [{ name: 'Desktops', inline: { ...inline, Files: granting('s3:GetObject') } }] },
      },
      {
        name: 'administrator rights',
        severity: 'high',
        says: 'The role also allows *. These are administrator permissions, and every user of the role has them.',
        given: { roles: [{ name: 'Desktops', inline, managed: { AdministratorAccess: granting('*') } }] },
      },
      {
        name: 'the same provider signs in administrators (information)',
        severity: 'informational',
        says: 'The role allows only streaming, but its SAML provider also signs users in to Admins, a role with administrator permissions.',
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
        name: 'a policy of another role behind the same provider cannot be read',
        says: [
          'Could not be judged: policy Broken is not JSON.',
          'Cannot determine whether role Console, which the same SAML provider signs in to, has administrator permissions.',
        ],
        given: {
          roles: [
            { name: 'Desktops', inline },
            { name: 'Console', inline: { Broken: null } },
          ],
        },
      },
      {
        name: 'one attached policy cannot be read',
        says: 'Could not be judged: policy Other is not JSON.',
        given: { roles: [{ name: 'Desktops', inline: { ...inline, Other: null } }] },
      },
    ],
  },
});
