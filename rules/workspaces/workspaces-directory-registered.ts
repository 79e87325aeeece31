import type { Directory } from '../../lib/model/snapshot.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide } from '../../lib/rule/sources.ts';
import { registered } from '../../lib/rule/directory-scope.ts';
import { fail, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'workspaces-directory-registered',
  title: 'Directory is registered with WorkSpaces',
  severity: 'high',
  effect: 'locked-out',
  sources: [workspacesGuide('prerequisite 3')],
  statements: ['W15'],
  reads: ['workspaces:DescribeWorkspaceDirectories'],
  userSees: 'The client does not accept the registration code, or no desktop is found.',
  remediation: 'Cure what the error message names, then deregister the directory and register it again.',
  evaluate: { 'workspaces.directory': { scope: [], judge } },
});

function judge(directory: Directory): Verdict {
  const { id, region, state, errorMessage } = directory;
  if (state === 'REGISTERED') return pass('The directory is registered.', { path: 'State', actual: state });
  if (state !== 'ERROR') {
    return (
      registered.outside(directory) ??
      unknown(`State is ${state ?? 'missing'}, which says neither registered nor failed.`)
    );
  }
  const reason = errorMessage === undefined ? '; AWS gives no reason' : `: ${errorMessage.replace(/[.\s]+$/, '')}`;
  return fail(
    `The registration of directory ${id} with WorkSpaces failed${reason}.`,
    [
      { path: 'State', actual: state, expected: 'REGISTERED' },
      ...(errorMessage === undefined ? [] : [{ path: 'ErrorMessage', actual: errorMessage }]),
    ],
    {
      cause: { kind: 'directory-registration-failed', parameters: {} },
      remediation: `Fix what the error message of directory ${id} in ${region} says, then deregister the directory and register it again.`,
    },
  );
}
