import { guideAppstreamPolicy, guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const roles = [{ name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } }];
const directories = [{ id: 'd-906731a2b4' }];
const stackRoles = [{ name: 'Applications', inline: { Stream: guideAppstreamPolicy } }];
const joined = {
  roles: stackRoles,
  stacks: [{ name: 'Design' }],
  fleets: [{ name: 'design-fleet', directoryName: 'corp.example.com' }],
};

export default defineExplanation({
  rationale:
    'WorkSpaces Personal compares NameID with the user name, usually sAMAccountName, and a fleet that joins a domain needs the domain too. A NameID of another form signs in at AWS and then finds no desktop.',
  examples: {
    pass: [
      {
        name: 'a plain name for a directory',
        says: 'The NameID of all recorded sign-ins has a form that the directories and stacks of the role expect.',
        given: { roles, directories, signIns: { Desktops: { admitted: [{}] } } },
      },
      {
        name: 'a domain for a fleet that joins one',
        says: 'The NameID of all recorded sign-ins has a form that the directories and stacks of the role expect.',
        given: { ...joined, signIns: { Applications: { admitted: [{ subjectForm: 'domain' }] } } },
      },
    ],
    fail: [
      {
        name: 'an email address for a directory',
        severity: 'medium',
        says: '5 of 5 sign-ins had a NameID of another form than directory d-906731a2b4 expects: a user principal name or an email address.',
        given: { roles, directories, signIns: { Desktops: { admitted: [{ count: 5, subjectForm: 'upn' }] } } },
      },
      {
        name: 'a plain name for a fleet that joins a domain',
        severity: 'medium',
        says: '1 of 1 sign-in had a NameID of another form than stack Design expects: a plain name.',
        given: { ...joined, signIns: { Applications: { admitted: [{}] } } },
      },
    ],
    notApplicable: [
      {
        name: 'no sign-in was recorded',
        says: 'No sign-in with this role was recorded.',
        given: { roles, directories, signIns: {} },
      },
    ],
    unknown: [
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
        given: { ...joined, signIns: { Applications: { admitted: [{}] } }, unread: ['appstream:DescribeStacks'] },
      },
      {
        name: 'the fleets could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call appstream:DescribeFleets.',
        given: { ...joined, signIns: { Applications: { admitted: [{}] } }, unread: ['appstream:DescribeFleets'] },
      },
    ],
  },
});
