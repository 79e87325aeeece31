import { guideAppstreamPolicy, guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const roles = [{ name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } }];
const directories = [{ id: 'd-906731a2b4', certificateAuth: { status: 'ENABLED' } }];
const all = ['Email', 'ObjectSid', 'UserPrincipalName'];
const stack = {
  roles: [{ name: 'Applications', inline: { Stream: guideAppstreamPolicy } }],
  stacks: [{ name: 'Design', entitlements: ['department'] }],
  fleets: [{ name: 'design-fleet', directoryName: 'corp.example.com' }],
  directoryConfigs: [{ directoryName: 'corp.example.com', certificateAuth: { status: 'ENABLED' } }],
  signIns: { Applications: { admitted: [{ tags: ['UserPrincipalName'] }] } },
};

export default defineExplanation({
  rationale:
    'Certificate-based authentication makes a certificate from the tags UserPrincipalName and, since 2025-09-10, ObjectSid. Without them, users are prompted for their password.',
  examples: {
    pass: [
      {
        name: 'both sent',
        says: 'All recorded sign-ins carry UserPrincipalName, ObjectSid.',
        given: { roles, directories, signIns: { Desktops: { admitted: [{ tags: all }] } } },
      },
    ],
    fail: [
      {
        name: 'no ObjectSid',
        severity: 'medium',
        says: '1 of 1 sign-in carried no ObjectSid, which directory d-906731a2b4 needs to sign in with a certificate.',
        given: { roles, directories, signIns: { Desktops: { admitted: [{ tags: ['Email', 'UserPrincipalName'] }] } } },
      },
      {
        name: 'a stack whose fleet signs in with certificates',
        severity: 'medium',
        says: '1 of 1 sign-in carried no ObjectSid, which stack Design needs to sign in with a certificate.',
        given: stack,
      },
    ],
    notApplicable: [
      {
        name: 'no certificates',
        says: 'The role serves no directory or stack with certificate-based authentication.',
        given: { roles, directories: [{ id: 'd-906731a2b4' }], signIns: { Desktops: { admitted: [{}] } } },
      },
    ],
    unknown: [
      {
        name: 'the role also serves a directory without certificates',
        says: 'The role also serves targets without certificates, and the records do not say which sign-in was for which.',
        given: {
          roles: [
            {
              name: 'Desktops',
              inline: {
                Stream: {
                  ...guideWorkspacesPolicy,
                  Statement: [
                    { ...guideWorkspacesPolicy.Statement[0], Resource: 'arn:aws:workspaces:*:*:directory/*' },
                  ],
                },
              },
            },
          ],
          directories: [...directories, { id: 'd-906731a2b5' }],
          signIns: { Desktops: { admitted: [{}, { tags: all }] } },
        },
      },
      {
        name: 'the directories could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call workspaces:DescribeWorkspaceDirectories.',
        given: {
          roles,
          directories,
          signIns: { Desktops: { admitted: [{}] } },
          unread: ['workspaces:DescribeWorkspaceDirectories'],
        },
      },
      {
        name: 'the stacks could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call appstream:DescribeStacks.',
        given: { ...stack, unread: ['appstream:DescribeStacks'] },
      },
      {
        name: 'the fleets of a stack could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call appstream:ListAssociatedFleets.',
        given: { ...stack, unread: ['appstream:ListAssociatedFleets'] },
      },
      {
        name: 'the fleets could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call appstream:DescribeFleets.',
        given: { ...stack, unread: ['appstream:DescribeFleets'] },
      },
      {
        name: 'the directory configurations could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call appstream:DescribeDirectoryConfigs.',
        given: { ...stack, unread: ['appstream:DescribeDirectoryConfigs'] },
      },
    ],
  },
});
