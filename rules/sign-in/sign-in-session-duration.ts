import type { Account } from '../../lib/federation/account.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import type { Settings } from '../../lib/rule/settings.ts';
import { lookupEvents, mostFrequent, seenIn, share, withAdmitted } from '../../lib/rule/sign-ins.ts';
import { appstreamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';
import { userSees } from '../../lib/saml/sign-in-errors.ts';

export default defineRule({
  id: 'sign-in-session-duration',
  title: 'Recorded sign-ins ask for sessions of more than an hour',
  severity: 'low',
  effect: 'advice',
  sources: [workspacesGuide('Step 5, SessionDuration'), appstreamGuide('Step 5, SessionDuration')],
  statements: ['A11', 'R17'],
  reads: ['iam:GetAccountAuthorizationDetails', lookupEvents],
  userSees: userSees('hourly-disconnect'),
  remediation:
    'Send the SessionDuration attribute with the length of a working day in seconds; or accept hourly sessions in the configuration file.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

function judge(role: StreamRole, account: Account, { acceptHourlySessions }: Settings): Verdict {
  return withAdmitted(role, account, (admitted) => {
    const known = admitted.filter(({ duration }) => duration !== undefined);
    if (known.length === 0) return notApplicable('The records do not say how long the sessions may last.');
    const short = known.filter(({ duration }) => (duration ?? 0) <= 3600);
    const seen = seenIn(
      'requestParameters.durationSeconds',
      mostFrequent(known, ({ duration }) => `${duration ?? 0} s`).join(', '),
      'more than 3600 s',
    );
    if (short.length === 0) return pass('All recorded sign-ins ask for sessions of more than an hour.', seen);
    if (acceptHourlySessions) return pass('Sessions last one hour at most, which the configuration accepts.', seen);
    return fail(`${share(short, known)} asked for sessions of an hour or less, after which users are disconnected.`, [
      seen,
    ]);
  });
}
