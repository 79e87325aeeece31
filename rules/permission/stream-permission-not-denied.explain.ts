import { guideAppstreamPolicy, guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const allow = guideWorkspacesPolicy.Statement[0];
const directory = { id: 'd-906731a2b4' };
const other = { id: 'd-99672f8b1c' };
const denying = (change: Readonly<Record<string, unknown>>) => ({
  Version: '2012-10-17',
  Statement: [{ Sid: 'Closed', Effect: 'Deny', Action: 'workspaces:Stream', Resource: '*', ...change }],
});
const role = (name: string, ...policies: readonly unknown[]) => ({
  name,
  inline: Object.fromEntries(policies.map((policy, index) => [index === 0 ? 'Stream' : `Deny${index}`, policy])),
});
const everywhere = {
  Version: '2012-10-17',
  Statement: [{ ...allow, Resource: 'arn:aws:workspaces:eu-central-1:111122223333:directory/*' }],
};

const everyStack = {
  Version: '2012-10-17',
  Statement: [
    { ...guideAppstreamPolicy.Statement[0], Resource: 'arn:aws:appstream:eu-central-1:111122223333:stack/*' },
  ],
};

export default defineExplanation({
  rationale:
    'An explicit Deny wins over every Allow. A Deny that was meant for other users or other stacks, and covers the ' +
    'directory that the role specifies, refuses every user after a sign-in that looked right.',
  cli: 'aws iam put-role-policy --role-name ROLE --policy-name POLICY --policy-document file://policy.json',
  console: 'IAM → Roles → the role → Permissions → the policy → Edit.',
  examples: {
    pass: [
      {
        name: 'every stack, and no Deny',
        says: 'No Deny statement takes a streaming permission of the role back.',
        given: { roles: [role('Apps', everyStack)], stacks: [{ name: 'Design' }] },
      },
      {
        name: 'no Deny',
        says: 'No Deny statement takes a streaming permission of the role back.',
        given: { roles: [role('Desktops', guideWorkspacesPolicy)], directories: [directory] },
      },
      {
        name: 'a Deny for all other directories',
        says: 'No Deny statement takes a streaming permission of the role back.',
        given: {
          roles: [
            role('Desktops', guideWorkspacesPolicy, denying({ Resource: undefined, NotResource: allow.Resource })),
          ],
          directories: [directory],
        },
      },
      {
        name: 'a wildcard, and a Deny that excludes one directory',
        says: 'No Deny statement takes a streaming permission of the role back.',
        given: {
          roles: [role('Desktops', everywhere, denying({ Resource: allow.Resource }))],
          directories: [directory, other],
        },
      },
    ],
    fail: [
      {
        name: 'a Deny for streaming',
        severity: 'high',
        says: 'Statement 1 (Closed) of policy Deny1 denies workspaces:Stream on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4. It has no condition.',
        given: { roles: [role('Desktops', guideWorkspacesPolicy, denying({}))], directories: [directory] },
      },
      {
        name: 'a Deny, and another role reaches the directory',
        severity: 'low',
        says: 'Statement 1 (Closed) of policy Deny1 denies workspaces:Stream on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4. It has no condition.',
        given: {
          roles: [role('Closed', guideWorkspacesPolicy, denying({})), role('Desktops', guideWorkspacesPolicy)],
          directories: [directory],
        },
      },
    ],
    notApplicable: [
      {
        name: 'the role reaches nothing',
        says: 'The role reaches no directory and no stack.',
        given: { roles: [role('Desktops', everywhere)], directories: [] },
      },
    ],
    unknown: [
      {
        name: 'the directories that a wildcard covers could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call workspaces:DescribeWorkspaceDirectories.',
        given: { roles: [role('Desktops', everywhere)], unread: ['workspaces:DescribeWorkspaceDirectories'] },
      },
      {
        name: 'the stacks that a wildcard covers could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call appstream:DescribeStacks.',
        given: {
          roles: [role('Apps', everyStack)],
          unread: ['appstream:DescribeStacks'],
        },
      },
      {
        name: 'the roles could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:GetAccountAuthorizationDetails.',
        given: { unread: ['iam:GetAccountAuthorizationDetails'] },
      },
    ],
  },
});
