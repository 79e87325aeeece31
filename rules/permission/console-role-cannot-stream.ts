import type { Account } from '../../lib/federation/account.ts';
import { sessionExists } from '../../lib/federation/ask.ts';
import { mayStream } from '../../lib/federation/questions.ts';
import { services, type Service, type StreamRole } from '../../lib/federation/stream-role.ts';
import { some, type Truth } from '../../lib/policy/truth.ts';
import { consoleRole } from '../../lib/rule/role-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { iamGuide } from '../../lib/rule/sources.ts';
import { fail, list, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'console-role-cannot-stream',
  title: 'Role for other work cannot open desktops and applications of users',
  severity: 'informational',
  effect: 'advice',
  step: 'permission',
  sources: [iamGuide('Security best practices, Apply least-privilege permissions', 'best-practices')],
  statements: ['X10'],
  reads: ['iam:GetAccountAuthorizationDetails', 'workspaces:DescribeWorkspaceDirectories', 'appstream:DescribeStacks'],
  remediation:
    'No change is needed where the users of this role are administrators. Otherwise add a Deny statement for workspaces:Stream and appstream:Stream to the role.',
  evaluate: { 'iam.role': { scope: [consoleRole], judge: evaluateRole } },
});

/** A directory or stack that SAML users can sign in to. */
interface Target {
  readonly service: Service;
  readonly arn: string;
  readonly name: string;
}

function evaluateRole(role: StreamRole, account: Account): Verdict {
  const targets = services
    .filter((service) => role.services.includes(service))
    .flatMap((service) => targetsOf(service, account));
  const reached = targets.filter(({ service, arn }) => mayStream(role, account, service, arn) === true);
  const unclear = targets.map(({ service, arn }) => mayStream(role, account, service, arn)).find(isUnclear);
  const [first] = reached;
  if (first === undefined) {
    return unclear === undefined
      ? notApplicable('No directory with SAML authentication and no stack is in the reach of this role.')
      : unknown(`Cannot determine whether role ${role.role.name} can stream: ${unclear.unclear}.`);
  }
  const others = some(reached, (target) => canStreamForOthers(role, target, account));
  if (others === false) return pass('The role can stream only the user’s own sessions.');
  const example = reached.find((target) => canStreamForOthers(role, target, account) === true);
  const open = example ?? first;
  return fail(
    example === undefined
      ? `Role ${role.role.name} could also stream ${open.name}, because its policies allow it through a wildcard or NotAction.`
      : `Role ${role.role.name} could also stream sessions of other users on ${open.name}, because its policies allow it through a wildcard or NotAction.`,
    [{ path: 'Policies', actual: `streaming is allowed on ${open.arn}`, expected: 'streaming is not allowed' }],
    {
      cause: { kind: 'console-role-could-stream', parameters: {} },
      ...(example === undefined ? {} : { severity: 'low' as const }),
    },
  );
}

const isUnclear = (truth: Truth): truth is Exclude<Truth, boolean> => typeof truth === 'object';

/** Stacks, and directories whose users can sign in with SAML. */
function targetsOf(service: Service, account: Account): readonly Target[] {
  return account.regions.flatMap((region): readonly Target[] =>
    service === 'workspaces'
      ? list(account.directories(region))
          .filter(({ saml, state }) => saml.status !== 'DISABLED' && state !== 'DEREGISTERED')
          .map(({ arn, id }) => ({ service, arn, name: `directory ${id}` }))
      : list(account.stacks(region)).map(({ arn, name }) => ({ service, arn, name: `stack ${name}` })),
  );
}

function canStreamForOthers(role: StreamRole, { service, arn }: Target, account: Account): Truth {
  const documents = need(role.policies) ?? [];
  const boundary = need(role.boundary);
  return sessionExists(account, {
    role,
    documents,
    ...(boundary === undefined ? {} : { boundary }),
    service,
    resource: arn,
    session: "somebody else's",
    outcome: 'opened',
  });
}
