import type { Account } from '../../lib/federation/account.ts';
import type { Stack } from '../../lib/model/snapshot.ts';
import { signInPaths } from '../../lib/path/sign-in-paths.ts';
import { judgeArrival } from '../../lib/rule/arrival.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamGuide } from '../../lib/rule/sources.ts';
import { fail, list, need, notApplicable, pass, Unread, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'appstream-stack-served-by-stream-role',
  title: 'AppStream stack can be reached: by a streaming role from end to end, or by a user of the user pool',
  severity: 'high',
  effect: 'locked-out',
  sources: [appstreamGuide('Step 2 and Step 3')],
  statements: ['L20'],
  reads: [
    'appstream:DescribeStacks',
    'appstream:ListAssociatedFleets',
    'appstream:DescribeUsers',
    'appstream:DescribeUserStackAssociations',
    'appstream:DescribeEntitlements',
    'appstream:DescribeFleets',
    'appstream:DescribeDirectoryConfigs',
    'iam:GetAccountAuthorizationDetails',
    'iam:ListSAMLProviders',
  ],
  userSees: 'Signing in at the identity provider works, then access is denied or the catalog is empty.',
  remediation:
    'Give a streaming role an inline policy that allows appstream:Stream on the ARN of this stack and associate a fleet; or delete the stack if nobody needs it.',
  evaluate: { 'appstream.stack': { scope: [], judge } },
});

function judge(stack: Stack, account: Account): Verdict {
  if (stack.fleets.state === 'absent' || (stack.fleets.state === 'known' && stack.fleets.value.length === 0)) {
    return fail(
      `No fleet is associated with stack ${stack.name}, so there is nothing to stream.`,
      [{ path: 'ListAssociatedFleets.Names', actual: 'empty', expected: 'one fleet or more' }],
      {
        cause: { kind: 'stack-without-fleet', parameters: {} },
        ...(isMeant(stack, account) ? {} : { severity: 'low', effect: 'at-risk' }),
        remediation: `Associate a fleet with stack ${stack.name} in ${stack.region}, or delete the stack if it is no longer needed.`,
      },
    );
  }
  const bySaml = attempt(() => judgeArrival(stack.arn, `stack ${stack.name}`, account));
  if (bySaml instanceof Unread || bySaml.status !== 'pass') {
    const poolUser = hasPoolUser(stack, account);
    if (poolUser) return pass('No SAML user is known to reach it, but an enabled user of the user pool does.');
  }
  if (bySaml instanceof Unread) throw bySaml;
  if (bySaml.status === 'fail' && !list(account.streamRoles).some(({ services }) => services.includes('appstream'))) {
    return notApplicable(
      'No role of this account streams AppStream: SAML is not in use for it. Users may come by streaming URL.',
    );
  }
  // A stack that no role was meant for is left over; one that a role leads to is an outage.
  return bySaml.status === 'fail' && bySaml.because === undefined
    ? { ...bySaml, severity: 'low', effect: 'at-risk' }
    : bySaml;
}

/** A streaming role reaches the stack, as far as could be read. */
const isMeant = ({ arn }: Stack, account: Account): boolean => {
  const paths = signInPaths(account);
  return paths.state === 'known' && paths.value.some(({ target }) => target === arn);
};

/** An enabled user pool user is assigned to the stack, and the stack has a fleet. */
function hasPoolUser(stack: Stack, account: Account): boolean {
  need(stack.fleets);
  const assigned = need(stack.assignedPoolUsers) ?? [];
  if (assigned.length === 0) return false;
  const users = need(account.snapshot.byRegion[stack.region]?.poolUsers ?? { state: 'absent' }) ?? [];
  return users.some(({ id, enabled }) => enabled && assigned.includes(id));
}

function attempt(judgement: () => Verdict): Verdict | Unread {
  try {
    return judgement();
  } catch (error) {
    if (error instanceof Unread) return error;
    throw error;
  }
}
