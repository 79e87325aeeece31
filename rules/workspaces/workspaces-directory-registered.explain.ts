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
    pass: [{ name: 'registered', given: inState('REGISTERED') }],
    fail: [
      { name: 'registration failed', given: inState('ERROR', 'The subnets are in the same Availability Zone.') },
      { name: 'registration failed, and AWS does not say why', given: inState('ERROR') },
    ],
    notApplicable: [
      { name: 'being registered', given: inState('REGISTERING') },
      { name: 'being deregistered', given: inState('DEREGISTERING') },
    ],
    unknown: [
      { name: 'a state that AWS did not document', given: inState('RESTING') },
      { name: 'directories could not be listed', given: { unread: ['workspaces:DescribeWorkspaceDirectories'] } },
    ],
  },
});
