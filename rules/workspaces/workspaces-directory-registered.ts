import type { Directory } from '../../lib/model/snapshot.ts';
import { moving } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

const inState = (state: string, errorMessage?: string) => ({
  directories: [{ id: 'd-906731a2b4', state, ...(errorMessage === undefined ? {} : { errorMessage }) }],
});

export default defineRule({
  id: 'workspaces-directory-registered',
  title: 'Directory is registered with WorkSpaces',
  severity: 'high',
  rationale:
    'Nobody reaches a desktop of a directory whose registration ended in an error, however well the rest is set up.',
  sources: [workspacesGuide('prerequisite 3')],
  statements: ['W15'],
  reads: ['workspaces:DescribeWorkspaceDirectories'],
  userSees: 'The client does not accept the registration code, or no desktop is found.',
  remediation: {
    summary: 'Cure what the error message names, then deregister the directory and register it again.',
    cli: 'aws workspaces deregister-workspace-directory --directory-id DIRECTORY_ID\naws workspaces register-workspace-directory --directory-id DIRECTORY_ID --subnet-ids SUBNET_1 SUBNET_2',
    console: 'WorkSpaces → Directories → the directory → Actions → Deregister, then Register.',
  },
  evaluate: { 'workspaces.directory': judge },
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

function judge(directory: Directory): Verdict {
  const { state, errorMessage } = directory;
  if (state === 'REGISTERED') return pass('The directory is registered.', { path: 'State', actual: state });
  if (state !== 'ERROR') {
    return moving(directory) ?? unknown(`State is ${state ?? 'missing'}, which says neither registered nor failed.`);
  }
  const seen = { path: 'State', actual: state, expected: 'REGISTERED' };
  return errorMessage === undefined
    ? fail('The registration with WorkSpaces is in error; AWS gives no reason.', [seen])
    : fail(`The registration with WorkSpaces is in error: ${errorMessage.replace(/[.\s]+$/, '')}.`, [
        seen,
        { path: 'ErrorMessage', actual: errorMessage },
      ]);
}
