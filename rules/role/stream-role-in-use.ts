import type { Account } from '../../lib/federation/account.ts';
import { lockedOut } from '../../lib/federation/role-entry.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import type { Evidence } from '../../lib/model/finding.ts';
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
    'Ask the owner whether the role is still needed, and delete it if not. IAM keeps last-used data for 400 days, so a role for less frequent work can be fine.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

function judge(streamRole: StreamRole, account: Account, { unusedRoleDays }: Settings): Verdict {
  const { role } = streamRole;
  const daysAgo = (time: string) => Math.floor((Date.parse(account.asOf) - Date.parse(time)) / day);
  const lastUsed = need(role.lastUsed);
  const seen = {
    path: 'RoleLastUsed.LastUsedDate',
    actual: lastUsed ?? 'absent',
    expected: `within ${unusedRoleDays} days`,
  };
  if (lastUsed !== undefined) {
    return daysAgo(lastUsed) <= unusedRoleDays
      ? pass(`Last used ${lastUsed}.`, seen)
      : unused(
          streamRole,
          account,
          `Last used on ${lastUsed.slice(0, 10)}, more than ${unusedRoleDays} days ago.`,
          seen,
        );
  }
  const created = need(role.created);
  if (created !== undefined && daysAgo(created) <= unusedRoleDays)
    return notApplicable(`The role has not been used yet; it was created at most ${unusedRoleDays} days ago.`);
  return unused(streamRole, account, 'IAM has no record that the role was ever used.', seen);
}

/** A role that no correct sign-in can assume is unused for that reason. */
function unused(streamRole: StreamRole, account: Account, message: string, seen: Evidence): Verdict {
  const locked = lockedOut(streamRole, account);
  return fail(message, [seen], {
    cause: { kind: 'role-unused', parameters: {} },
    ...(locked === undefined ? {} : { because: { cause: locked.cause, resource: locked.resource } }),
    remediation: `Ask the owner whether role ${streamRole.role.name} is still needed, and delete it if not. IAM keeps last-used data for 400 days, so a role for less frequent work can be fine.`,
  });
}
