import type { Account } from '../../lib/federation/account.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import type { Settings } from '../../lib/rule/settings.ts';
import { iamGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

const day = 86_400_000;

export default defineRule({
  id: 'stream-role-in-use',
  title: 'Streaming role was used recently',
  severity: 'low',
  effect: 'advice',
  sources: [iamGuide('Refine permissions using last accessed information', 'access_policies_last-accessed')],
  statements: ['X6'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  remediation:
    'Ask its owner whether the role is still needed, and delete it if not. IAM tracks use for 400 days, so a role for yearly work may be fine.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

function judge({ role }: StreamRole, account: Account, { unusedRoleDays }: Settings): Verdict {
  const daysAgo = (time: string) => Math.floor((Date.parse(account.asOf) - Date.parse(time)) / day);
  const lastUsed = need(role.lastUsed);
  if (lastUsed !== undefined) {
    const age = daysAgo(lastUsed);
    const seen = { path: 'RoleLastUsed.LastUsedDate', actual: lastUsed, expected: `within ${unusedRoleDays} days` };
    return age <= unusedRoleDays
      ? pass(`Last used ${lastUsed}.`, seen)
      : fail(`Last used ${lastUsed}, more than ${unusedRoleDays} days ago.`, [seen]);
  }
  const created = need(role.created);
  if (created !== undefined && daysAgo(created) <= unusedRoleDays)
    return notApplicable('The role is new and was not used yet.');
  return fail('The role was never used, as far back as IAM remembers.', [
    { path: 'RoleLastUsed.LastUsedDate', actual: 'absent', expected: `within ${unusedRoleDays} days` },
  ]);
}
