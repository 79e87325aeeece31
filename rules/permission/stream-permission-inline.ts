import type { Account } from '../../lib/federation/account.ts';
import { liveGrants } from '../../lib/federation/grants.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import type { AttachedPolicy } from '../../lib/model/snapshot.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-permission-inline',
  title: 'Streaming is allowed by an inline policy',
  severity: 'low',
  effect: 'advice',
  step: 'permission',
  sources: [
    workspacesGuide('Step 3'),
    appstreamGuide('Step 3'),
    iamGuide('Managed policies and inline policies', 'access_policies_managed-vs-inline'),
  ],
  statements: ['W1', 'L2'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  remediation: 'Put the Stream statement into an inline policy of the role, then detach the managed policy.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

function judge(role: StreamRole, account: Account): Verdict {
  // A policy that cannot be read may hold the Deny that takes a grant back.
  const grants = liveGrants(role, account, need(role.policies) ?? []);
  if (grants.length === 0) return notApplicable('A Deny statement denies every Stream request of this role.');

  const managed = [...new Set(grants.map(({ policy }) => policy))].filter(({ kind }) => kind !== 'inline');
  const seen = managed.map((policy) => ({ policy, roles: rolesWith(policy, account) }));
  const [first, ...others] = seen.map(({ policy, roles }): Evidence => ({
    path: 'AttachedManagedPolicies',
    actual: `${policy.arn ?? policy.name} (attached to ${roles} ${roles === 1 ? 'role' : 'roles'})`,
    expected: 'an inline policy of the role',
  }));
  if (first === undefined) return pass('Streaming is allowed only by inline policies.');
  const shared = seen.some(({ policy, roles }) => roles > 1 || policy.kind === 'aws-managed');
  const names = seen.map(({ policy, roles }) => `${policy.name}${note(policy, roles)}`).join(', ');
  return fail(
    `Streaming is allowed by managed policy ${names} instead of an inline policy of this role.`,
    [first, ...others],
    {
      severity: shared ? 'medium' : 'low',
      cause: {
        kind: 'stream-allowed-by-managed-policy',
        parameters: { policies: seen.map(({ policy }) => policy.arn ?? policy.name).join(', ') },
      },
      remediation: `Copy the Stream statement into an inline policy of role ${role.role.name}, then detach ${seen.map(({ policy }) => policy.name).join(', ')}.`,
    },
  );
}

const note = (policy: AttachedPolicy, roles: number): string =>
  policy.kind === 'aws-managed'
    ? ' (AWS managed: AWS can change it)'
    : roles > 1
      ? ` (attached to ${roles} roles)`
      : '';

/** Roles of the account that the policy is attached to, this one included. */
function rolesWith(policy: AttachedPolicy, { snapshot: { roles } }: Account): number {
  if (roles.state !== 'known') return 1;
  return roles.value.filter(
    (role) => role.policies.state === 'known' && role.policies.value.some(({ arn }) => arn === policy.arn),
  ).length;
}
