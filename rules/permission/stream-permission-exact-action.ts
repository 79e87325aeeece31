import type { Account } from '../../lib/federation/account.ts';
import { grantLocation, grantPath, liveGrants } from '../../lib/federation/grants.ts';
import { describeGrant } from '../../lib/federation/permission.ts';
import { capitalized } from '../../lib/federation/statement-words.ts';
import { widePatterns, wideActionsCause } from '../../lib/federation/wide-actions.ts';
import { streamAction, type StreamRole } from '../../lib/federation/stream-role.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-permission-exact-action',
  title: 'Streaming is allowed by exact action name',
  severity: 'high',
  effect: 'exposed',
  step: 'permission',
  sources: [workspacesGuide('Step 3.3'), appstreamGuide('Step 3.3')],
  statements: ['W2', 'L3'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  remediation: 'Use "workspaces:Stream" or "appstream:Stream" as the only Action of the statement.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

function judge(role: StreamRole, account: Account): Verdict {
  // A policy that cannot be read may hold the Deny that takes a grant back.
  const grants = liveGrants(role, account, need(role.policies) ?? []);
  if (grants.length === 0) return notApplicable('A Deny statement denies every Stream request of this role.');

  const wide = grants.flatMap((grant) => {
    const patterns = widePatterns(grant);
    return patterns.length === 0 ? [] : [{ grant, patterns }];
  });
  const [first, ...others] = wide.map(({ grant, patterns }): Evidence => ({
    path: grantPath(grant, 'Action'),
    actual: patterns.join(', '),
    expected: streamAction(grant.service),
  }));
  if (first === undefined) return pass('Every statement names the Stream action exactly.');
  const [worst] = wide;
  const cause = wideActionsCause(grants);
  const said = wide.map(({ grant, patterns }) => {
    const element = grant.statement.actions.negated ? 'NotAction' : 'Action';
    return `${describeGrant(grant)} allows ${streamAction(grant.service)} through ${element} ${patterns.join(', ')}`;
  });
  return fail(`${capitalized(said.join('; '))}, which also covers other actions.`, [first, ...others], {
    ...(cause === undefined ? {} : { cause }),
    ...(worst === undefined
      ? {}
      : {
          statement: grantLocation(worst.grant, 'Action'),
          remediation: `In ${describeGrant(worst.grant)}, use "${streamAction(worst.grant.service)}" as the only Action.`,
        }),
  });
}
