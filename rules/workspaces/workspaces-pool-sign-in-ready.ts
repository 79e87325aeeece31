import type { Account } from '../../lib/federation/account.ts';
import { diagnoseStart } from '../../lib/federation/start-diagnosis.ts';
import type { Directory, Pool } from '../../lib/model/snapshot.ts';
import { samlEnabled } from '../../lib/rule/directory-scope.ts';
import { unknownAs } from '../../lib/rule/diagnosed.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import type { Condition } from '../../lib/rule/scope.ts';
import { workspacesPage } from '../../lib/rule/sources.ts';
import { fail, list, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

const states: Readonly<Record<string, boolean>> = {
  RUNNING: true,
  STARTING: true,
  UPDATING: true,
  CREATING: false,
  STOPPING: false,
  STOPPED: false,
  DELETING: false,
};

const running: Condition<Pool> = {
  is: 'running',
  outside: ({ state = 'missing' }) => {
    const isRunning = states[state];
    if (isRunning === undefined) return unknown(`State of the pool is ${state}, which this tool does not know.`);
    return isRunning ? undefined : notApplicable(`The pool is not running: State is ${state}.`);
  },
};

export default defineRule({
  id: 'workspaces-pool-sign-in-ready',
  title: 'WorkSpaces pool has a directory whose users can sign in',
  severity: 'high',
  effect: 'locked-out',
  sources: [workspacesPage('Configure SAML 2.0 and create a Pools directory', 'create-directory-pools')],
  statements: ['W24'],
  reads: [
    'workspaces:DescribeWorkspacesPools',
    'workspaces:DescribeWorkspaceDirectories',
    'iam:ListSAMLProviders',
    'iam:GetSAMLProvider',
  ],
  remediation: 'Complete SAML 2.0 authentication in the directory of the pool.',
  evaluate: { 'workspaces.pool': { scope: [running], judge } },
});

function judge(pool: Pool, account: Account): Verdict {
  const { directoryId = 'missing', name, region } = pool;
  const directory = list(account.directories(region)).find(({ id }) => id === directoryId);
  if (directory === undefined) {
    return unknown(
      `Cannot determine whether users of pool ${name} can sign in: AWS did not list directory ${directoryId}.`,
    );
  }
  const seen = {
    path: 'DirectoryId',
    actual: directoryId,
    expected: 'a registered directory with SAML authentication',
  };
  if (directory.state !== undefined && directory.state !== 'REGISTERED') {
    return fail(
      `No user of pool ${name} can sign in: directory ${directoryId} is in state ${directory.state}.`,
      [seen],
      {
        because: { cause: { kind: 'workspaces-directory-registered', parameters: {} }, resource: directory.arn },
      },
    );
  }
  return judgeDirectory(pool, directory, account);
}

function judgeDirectory({ name }: Pool, directory: Directory, account: Account): Verdict {
  const { id, arn, saml } = directory;
  const outside = samlEnabled.outside(directory);
  if (outside?.status === 'unknown') return outside;
  if (outside !== undefined) {
    return fail(
      `No user of pool ${name} can sign in: SAML authentication is disabled in directory ${id}.`,
      [{ path: `${id} SamlProperties.Status`, actual: saml.status, expected: 'ENABLED' }],
      { because: { cause: { kind: 'directory-saml-disabled', parameters: {} }, resource: arn } },
    );
  }
  const seen = {
    path: `${id} SamlProperties.UserAccessUrl`,
    actual: saml.userAccessUrl ?? 'missing',
    expected: 'the URL of the application at the identity provider',
  };
  const { status, causes, uncertainties } = diagnoseStart(directory, account);
  const [fault] = causes;
  if (status === 'blocked' && fault !== undefined) {
    return fail(`No user of pool ${name} can sign in. ${fault.message}`, [seen], {
      because: { cause: fault.cause, resource: fault.resource },
    });
  }
  const unread = uncertainties.find((uncertainty) => uncertainty.unread !== undefined);
  if (unread !== undefined) return unknownAs(unread);
  return pass(
    `Directory ${id} of the pool has SAML authentication enabled, and a user access URL that can start a sign-in.`,
    seen,
  );
}
