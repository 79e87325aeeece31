import { defineExplanation } from '../../lib/explain/explanation.ts';

const statement = (change: Readonly<Record<string, unknown>>) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Resource: '*', ...change }],
});
const admins = { name: 'Admins', managed: { AdministratorAccess: statement({ Action: '*' }) } };
const directory = { id: 'd-906731a2b4' };

export default defineExplanation({
  rationale:
    'A role for the console or the command line that allows all actions, or all but some, also allows streaming: its users ' +
    'can open the sessions of other users, and no set-up of SAML was meant for that. It is no streaming role, so no other ' +
    'rule evaluates it, and its permissions are for its owner to decide.',
  cli: 'aws iam put-role-policy --role-name ROLE --policy-name DenyStreaming --policy-document file://deny-streaming.json',
  console: 'IAM → Roles → the role → Permissions → Add permissions → Create inline policy.',
  examples: {
    pass: [
      {
        name: 'a Deny excludes streaming for other users',
        says: 'The role can stream only the user’s own sessions.',
        given: {
          roles: [
            {
              name: 'Admins',
              managed: {
                AdministratorAccess: {
                  Version: '2012-10-17',
                  Statement: [
                    { Effect: 'Allow', Action: '*', Resource: '*' },
                    {
                      Effect: 'Deny',
                      Action: 'workspaces:Stream',
                      Resource: '*',
                      Condition: { StringNotEqualsIgnoreCase: { 'workspaces:userId': '${saml:sub}' } },
                    },
                  ],
                },
              },
            },
          ],
          directories: [directory],
        },
      },
    ],
    fail: [
      {
        name: 'an administrator in an account with desktops',
        severity: 'low',
        says: 'Role Admins could also stream sessions of other users on directory d-906731a2b4, because its policies allow it through a wildcard or NotAction.',
        given: { roles: [admins], directories: [directory] },
      },
      {
        name: 'all but some actions, in an account with stacks',
        severity: 'low',
        says: 'Role Power could also stream sessions of other users on stack Design, because its policies allow it through a wildcard or NotAction.',
        given: {
          roles: [{ name: 'Power', managed: { PowerUserAccess: statement({ NotAction: ['iam:*'] }) } }],
          stacks: [{ name: 'Design' }],
        },
      },
    ],
    notApplicable: [
      {
        name: 'nothing in the account can be streamed',
        says: 'No directory with SAML authentication and no stack is in the reach of this role.',
        given: { roles: [admins] },
      },
      {
        name: 'SAML authentication is disabled in the only directory',
        says: 'No directory with SAML authentication and no stack is in the reach of this role.',
        given: { roles: [admins], directories: [{ ...directory, saml: { status: 'DISABLED' } }] },
      },
      {
        name: 'a streaming role',
        says: 'The role does not reach streaming through a wildcard or NotAction alone.',
        given: {
          roles: [{ name: 'Desktops', inline: { All: statement({ Action: 'workspaces:*' }) } }],
          directories: [directory],
        },
      },
    ],
    unknown: [
      {
        name: 'the directories could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call workspaces:DescribeWorkspaceDirectories.',
        given: { roles: [admins], unread: ['workspaces:DescribeWorkspaceDirectories'] },
      },
      {
        name: 'the roles could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:GetAccountAuthorizationDetails.',
        given: { directories: [directory], unread: ['iam:GetAccountAuthorizationDetails'] },
      },
    ],
  },
});
