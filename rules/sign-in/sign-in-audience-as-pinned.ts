import type { Account } from '../../lib/federation/account.ts';
import { audienceAllowed } from '../../lib/federation/audience-allowed.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming, withTrust } from '../../lib/rule/role-scope.ts';
import { lookupEvents, mostFrequent, seenIn, share, withAdmitted } from '../../lib/rule/sign-ins.ts';
import { iamGuide } from '../../lib/rule/sources.ts';
import { fail, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';
import { userSees } from '../../lib/saml/sign-in-errors.ts';

export default defineRule({
  id: 'sign-in-audience-as-pinned',
  title: 'The trust policy admits the audiences of recorded sign-ins',
  severity: 'high',
  effect: 'locked-out',
  sources: [iamGuide('SAML 2.0 federation', 'id_roles_providers_saml')],
  statements: ['R7'],
  reads: ['iam:GetAccountAuthorizationDetails', lookupEvents],
  userSees: userSees('not-authorized'),
  remediation:
    'Add the recorded sign-in URLs to the SAML:aud condition of the trust policy, or send one that it holds as Recipient.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

function judge(role: StreamRole, account: Account): Verdict {
  return withAdmitted(role, account, (admitted) =>
    withTrust(role, (trust) => {
      const known = admitted.filter(({ audience }) => audience !== undefined);
      if (known.length === 0) return notApplicable('The records do not say which audience the sign-ins had.');
      const refused = known.filter(({ audience = '', provider }) => !audienceAllowed(trust, provider, audience));
      const values = trust.statements.flatMap(({ conditions }) =>
        conditions.filter(({ key }) => key === 'saml:aud').flatMap(({ values }) => values),
      );
      const seen = seenIn(
        'responseElements.audience',
        mostFrequent(known, ({ audience }) => audience).join(', '),
        values.length === 0 ? 'any (the trust policy does not compare it)' : [...new Set(values)].join(', '),
      );
      if (refused.length === 0) {
        return pass(
          values.length === 0
            ? 'The trust policy does not compare SAML:aud, so that it admits the audiences of all recorded sign-ins.'
            : 'The trust policy admits the audiences of all recorded sign-ins.',
          seen,
        );
      }
      const audiences = mostFrequent(refused, ({ audience }) => audience).join(', ');
      return fail(`The trust policy now refuses ${share(refused, known)} by their audience: ${audiences}.`, [seen], {
        cause: { kind: 'sign-in-audience-refused', parameters: { audiences } },
      });
    }),
  );
}
