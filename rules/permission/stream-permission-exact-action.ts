import type { Account } from '../../lib/federation/account.ts';
import { grantPath, liveGrants } from '../../lib/federation/grants.ts';
import { describeGrant } from '../../lib/federation/permission.ts';
import { streamAction, type StreamGrant, type StreamRole } from '../../lib/federation/stream-role.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import { hasWildcard, matchAction } from '../../lib/policy/wildcard.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-permission-exact-action',
  title: 'Streaming is granted by the exact name of the action',
  severity: 'high',
  effect: 'exposed',
  step: 'permission',
  sources: [workspacesGuide('Step 3.3'), appstreamGuide('Step 3.3')],
  statements: ['W2', 'L3'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  remediation: 'Write "workspaces:Stream" or "appstream:Stream" as the only Action of the statement.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

function judge(role: StreamRole, account: Account): Verdict {
  // A policy that cannot be read may hold the Deny that takes a grant back.
  const grants = liveGrants(role, account, need(role.policies) ?? []);
  if (grants.length === 0) return notApplicable('An explicit Deny refuses every Stream request of this role.');

  const wide = grants.flatMap((grant) => {
    const patterns = widePatterns(grant);
    return patterns.length === 0 ? [] : [{ grant, patterns }];
  });
  const [first, ...others] = wide.map(({ grant, patterns }): Evidence => ({
    path: grantPath(grant, 'Action'),
    actual: patterns.join(', '),
    expected: streamAction(grant.service),
  }));
  if (first === undefined) return pass('Streaming is granted by its exact name.');
  const said = wide.map(({ grant, patterns }) => {
    const element = grant.statement.actions.negated ? 'NotAction' : 'Action';
    return `${describeGrant(grant)} grants ${streamAction(grant.service)} by ${element} ${patterns.join(', ')}`;
  });
  return fail(`Streaming is granted along with other actions: ${said.join('; ')}. Expected the exact name.`, [
    first,
    ...others,
  ]);
}

/** The patterns that grant the Stream action without naming it. */
function widePatterns({ service, statement: { actions } }: StreamGrant): readonly string[] {
  if (actions.negated) return actions.patterns;
  return actions.patterns.filter((pattern) => hasWildcard(pattern) && matchAction(pattern, streamAction(service)));
}
