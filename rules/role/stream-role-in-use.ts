import type { Account } from '../../lib/federation/account.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { guideWorkspacesPolicy } from '../../lib/rule/example.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import type { Settings } from '../../lib/rule/settings.ts';
import { iamGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

const inline = { Stream: guideWorkspacesPolicy };
const day = 86_400_000;

export default defineRule({
  id: 'stream-role-in-use',
  title: 'Streaming role was used recently',
  severity: 'low',
  rationale:
    'A role that nobody uses is a way in that nobody watches: left from a test, or from a directory that is gone.',
  sources: [iamGuide('Refine permissions using last accessed information', 'access_policies_last-accessed')],
  statements: ['X6'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  remediation: {
    summary:
      'Ask its owner whether the role is still needed, and delete it if not. IAM tracks use for 400 days, so a role for yearly work may be fine.',
    cli: 'aws iam get-role --role-name ROLE --query Role.RoleLastUsed',
    console: 'IAM → Roles → the role → Last activity.',
  },
  evaluate: { 'iam.role': judge },
  examples: {
    pass: [
      {
        name: 'used two days ago',
        given: { roles: [{ name: 'Desktops', lastUsed: '2026-10-30T08:00:00.000Z', inline }] },
      },
    ],
    fail: [
      {
        name: 'never used since it was made long ago',
        given: { roles: [{ name: 'Desktops', lastUsed: null, inline }] },
      },
      {
        name: 'last used a year ago',
        given: { roles: [{ name: 'Desktops', lastUsed: '2025-11-01T08:00:00.000Z', inline }] },
      },
    ],
    notApplicable: [
      {
        name: 'made last week',
        given: { roles: [{ name: 'Desktops', lastUsed: null, created: '2026-10-26T08:00:00.000Z', inline }] },
      },
    ],
    unknown: [{ name: 'the roles could not be listed', given: { unread: ['iam:GetAccountAuthorizationDetails'] } }],
  },
});

function judge({ role, scope, trust, policies }: StreamRole, account: Account, { unusedRoleDays }: Settings): Verdict {
  if (scope === 'no-saml') return notApplicable('No SAML sign-in can assume this role.');
  if (scope === 'undetermined') {
    need(trust);
    need(policies);
  }
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
