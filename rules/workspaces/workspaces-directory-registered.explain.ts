import { defineExplanation } from '../../lib/explain/explanation.ts';

const inState = (state: string, errorMessage?: string) => ({
  directories: [{ id: 'd-906731a2b4', state, ...(errorMessage === undefined ? {} : { errorMessage }) }],
});

export default defineExplanation({
  rationale:
    'Nobody reaches a desktop of a directory whose registration ended in an error, however well the rest is set up.',
  cli: 'aws workspaces deregister-workspace-directory --directory-id DIRECTORY_ID\naws workspaces register-workspace-directory --directory-id DIRECTORY_ID --subnet-ids SUBNET_1 SUBNET_2',
  console: 'WorkSpaces → Directories → the directory → Actions → Deregister, then Register.',
  examples: {
    pass: [{ name: 'registered', says: 'The directory is registered.', given: inState('REGISTERED') }],
    fail: [
      {
        name: 'registration failed',
        severity: 'high',
        says: 'The registration of directory d-906731a2b4 with WorkSpaces failed: The subnets are in the same Availability Zone.',
        given: inState('ERROR', 'The subnets are in the same Availability Zone.'),
      },
      {
        name: 'registration failed, and AWS does not say why',
        severity: 'high',
        says: 'The registration of directory d-906731a2b4 with WorkSpaces failed; AWS gives no reason.',
        given: inState('ERROR'),
      },
    ],
    notApplicable: [
      { name: 'being registered', says: 'The directory is being registered.', given: inState('REGISTERING') },
      { name: 'being deregistered', says: 'The directory is being deregistered.', given: inState('DEREGISTERING') },
    ],
    unknown: [
      {
        name: 'a state that AWS did not document',
        says: 'State is RESTING, which this tool does not know.',
        given: inState('RESTING'),
      },
      {
        name: 'directories could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call workspaces:DescribeWorkspaceDirectories.',
        given: { unread: ['workspaces:DescribeWorkspaceDirectories'] },
      },
    ],
  },
});
