import type { Account } from '../../lib/federation/account.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import type { Settings } from '../../lib/rule/settings.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-session-duration',
  title: 'Streaming role allows sessions of more than an hour',
  severity: 'informational',
  effect: 'advice',
  sources: [
    workspacesGuide('Step 5, SessionDuration'),
    appstreamGuide('Step 5, SessionDuration'),
    iamGuide('SAML assertions', 'id_roles_providers_create_saml_assertions'),
  ],
  statements: ['R17'],
  reads: ['iam:GetAccountAuthorizationDetails', 'iam:ListRoles'],
  userSees: 'The desktop or application disconnects every hour, and the user signs in again.',
  remediation:
    'Raise the maximum session duration to the length of a working day and send the SessionDuration attribute; or accept hourly sessions in the configuration file.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

function judge(role: StreamRole, _account: Account, settings: Settings): Verdict {
  const seconds = need(role.role.maxSessionDuration);
  if (seconds === undefined) return unknown('AWS gave no maximum session duration for this role.');
  const seen = { path: 'MaxSessionDuration', actual: `${seconds} s`, expected: 'more than 3600 s' };
  if (seconds > 3600) return pass(`Sessions may last ${seconds / 3600} hours.`, seen);
  if (settings.acceptHourlySessions)
    return pass('Sessions last one hour at most, which the configuration accepts.', seen);
  return fail('Sessions last one hour at most: users may be disconnected every hour.', [seen]);
}
