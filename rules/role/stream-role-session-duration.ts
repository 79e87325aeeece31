import type { Account } from '../../lib/federation/account.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { guideWorkspacesPolicy, serviceTrust } from '../../lib/rule/example.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import type { Settings } from '../../lib/rule/settings.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

const inline = { Stream: guideWorkspacesPolicy };

export default defineRule({
  id: 'stream-role-session-duration',
  title: 'Streaming role allows sessions of more than an hour',
  severity: 'informational',
  rationale:
    'Sessions end when their duration is over, in the middle of work. An identity provider that asks for more than the role allows ' +
    'may be refused, so the role should allow what the SessionDuration attribute asks for. Whether the maximum binds this ' +
    "sign-in is not established: AWS's pages give both answers. So this only informs.",
  sources: [
    workspacesGuide('Step 5, SessionDuration'),
    appstreamGuide('Step 5, SessionDuration'),
    iamGuide('SAML assertions', 'id_roles_providers_create_saml_assertions'),
  ],
  statements: ['R17'],
  reads: ['iam:GetAccountAuthorizationDetails', 'iam:ListRoles'],
  userSees: 'The desktop or application disconnects every hour, and the user signs in again.',
  remediation: {
    summary:
      'Raise the maximum session duration to the length of a working day and send the SessionDuration attribute; or accept hourly sessions in the configuration file.',
    cli: 'aws iam update-role --role-name ROLE --max-session-duration 43200',
    console: 'IAM → Roles → the role → Summary → Edit → Maximum session duration.',
  },
  evaluate: { 'iam.role': judge },
  examples: {
    pass: [{ name: 'twelve hours', given: { roles: [{ name: 'Desktops', maxSessionDuration: 43_200, inline }] } }],
    fail: [
      { name: 'the default of one hour', given: { roles: [{ name: 'Desktops', maxSessionDuration: 3600, inline }] } },
    ],
    notApplicable: [
      {
        name: 'no SAML sign-in can assume the role',
        given: { roles: [{ name: 'Desktops', trust: serviceTrust, inline }] },
      },
    ],
    unknown: [
      { name: 'ListRoles was refused', given: { roles: [{ name: 'Desktops', inline }], unread: ['iam:ListRoles'] } },
    ],
  },
});

function judge(role: StreamRole, _account: Account, settings: Settings): Verdict {
  if (role.scope === 'no-saml') return notApplicable('No SAML sign-in can assume this role.');
  if (role.scope === 'undetermined') {
    need(role.trust);
    need(role.policies);
  }
  const seconds = need(role.role.maxSessionDuration);
  if (seconds === undefined) return unknown('AWS gave no maximum session duration for this role.');
  const seen = { path: 'MaxSessionDuration', actual: `${seconds} s`, expected: 'more than 3600 s' };
  if (seconds > 3600) return pass(`Sessions may last ${seconds / 3600} hours.`, seen);
  if (settings.acceptHourlySessions)
    return pass('Sessions last one hour at most, which the configuration accepts.', seen);
  return fail('Sessions last one hour at most: users may be disconnected every hour.', [seen]);
}
