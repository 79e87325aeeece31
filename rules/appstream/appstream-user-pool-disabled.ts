import type { Account } from '../../lib/federation/account.ts';
import { rolesServing } from '../../lib/federation/questions.ts';
import { absent } from '../../lib/model/fact.ts';
import type { Stack } from '../../lib/model/snapshot.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamPage } from '../../lib/rule/sources.ts';
import { fail, list, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'appstream-user-pool-disabled',
  title: 'AppStream stack that SAML users reach has no enabled user pool users beside them',
  severity: 'high',
  effect: 'exposed',
  sources: [
    appstreamPage('User pools', 'user-pool'),
    appstreamPage('Attribute-based application entitlements', 'application-entitlements-saml'),
  ],
  statements: ['X1'],
  reads: [
    'appstream:DescribeStacks',
    'appstream:DescribeUserStackAssociations',
    'appstream:DescribeUsers',
    'iam:GetAccountAuthorizationDetails',
  ],
  remediation:
    'Disable the user pool users of this stack, or take the stack away from them, after checking that each has a sign-in at the identity provider.',
  evaluate: { 'appstream.stack': { scope: [], judge } },
});

function judge(stack: Stack, account: Account): Verdict {
  const path = 'UserStackAssociations';
  const assigned = list(stack.assignedPoolUsers);
  if (assigned.length === 0)
    return pass('No user pool user is assigned to this stack.', { path, actual: '0 users', expected: '0 users' });

  const listed = list(account.snapshot.byRegion[stack.region]?.poolUsers ?? absent());
  const enabled = listed.filter((user) => user.enabled && assigned.includes(user.id)).length;
  const unlisted = assigned.filter((id) => listed.every((user) => user.id !== id)).length;
  if (enabled === 0 && unlisted === 0)
    return pass(`Of the user pool users assigned to this stack none is enabled.`, {
      path,
      actual: `0 of ${assigned.length} users enabled`,
      expected: '0 users enabled',
    });

  const serving = need(rolesServing(account, 'appstream', stack.arn));
  const [role] = serving?.sure ?? [];
  const [doubt] = serving?.unsure ?? [];
  if (role === undefined) {
    if (doubt === undefined) return notApplicable('No streaming role serves this stack: SAML is not in use here.');
    return unknown(`Whether role ${doubt.role.role.name} serves this stack cannot be told: ${doubt.reason}.`);
  }
  if (enabled === 0)
    return unknown(`${users(unlisted)} assigned to this stack ${are(unlisted)} not among the users that were listed.`);
  return fail(
    `${users(enabled)} may open this stack with e-mail address and password, past the SAML sign-in through role ${role.role.name}.`,
    [{ path, actual: `${enabled} of ${assigned.length} users enabled`, expected: '0 users enabled' }],
    {
      cause: { kind: 'user-pool-beside-saml', parameters: {} },
      remediation: `Disable the user pool users of stack ${stack.name} in ${stack.region}, or unassign the stack, after checking that each can sign in at the identity provider.`,
    },
  );
}

const users = (count: number): string => (count === 1 ? '1 user pool user' : `${count} user pool users`);

const are = (count: number): string => (count === 1 ? 'is' : 'are');
