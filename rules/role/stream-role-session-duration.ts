import type { Account } from '../../lib/federation/account.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import type { Settings } from '../../lib/rule/settings.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-session-duration',
  title: 'Streaming role allows sessions longer than one hour',
  severity: 'informational',
  effect: 'advice',
  sources: [
    workspacesGuide('Step 5, SessionDuration'),
    appstreamGuide('Step 5, SessionDuration'),
    iamGuide('SAML assertions', 'id_roles_providers_create_saml_assertions'),
  ],
  statements: ['R17'],
  reads: ['iam:GetAccountAuthorizationDetails', 'iam:ListRoles'],
  userSees:
    'Users might be disconnected every 60 minutes. AWS documents this for sign-ins without the SessionDuration attribute; whether the maximum of the role also applies is not documented.',
  remediation:
    'Raise the maximum session duration to a working day and have the identity provider send the SessionDuration attribute. Or set acceptHourlySessions in the configuration file.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

function judge(role: StreamRole, _account: Account, settings: Settings): Verdict {
  const seconds = need(role.role.maxSessionDuration);
  if (seconds === undefined) return unknown('AWS did not return the maximum session duration of this role.');
  const seen = { path: 'MaxSessionDuration', actual: `${seconds} s`, expected: 'more than 3600 s' };
  if (seconds > 3600) return pass(`The maximum session duration is ${seconds / 3600} hours.`, seen);
  if (settings.acceptHourlySessions)
    return pass(
      'The maximum session duration is 1 hour, which the configuration accepts (acceptHourlySessions).',
      seen,
    );
  return fail('The maximum session duration is 1 hour. Users might be disconnected every hour.', [seen], {
    cause: { kind: 'session-duration-one-hour', parameters: {} },
    remediation: `Raise the maximum session duration of role ${role.role.name} to a working day and have the identity provider send the SessionDuration attribute. Or set acceptHourlySessions in the configuration file.`,
  });
}
