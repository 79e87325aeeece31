import type { Account } from '../../lib/federation/account.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import type { RefusedSignIns } from '../../lib/model/sign-ins.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { countOf, lastOf, lookupEvents, seenIn, share, withSignIns } from '../../lib/rule/sign-ins.ts';
import { iamGuide } from '../../lib/rule/sources.ts';
import { fail, notApplicable, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'sign-in-refused',
  title: 'No recorded sign-in was refused',
  severity: 'high',
  effect: 'locked-out',
  sources: [
    iamGuide('Troubleshoot SAML federation', 'troubleshoot_saml'),
    iamGuide('Logging IAM and AWS STS API calls with AWS CloudTrail', 'cloudtrail-integration'),
  ],
  statements: ['A6'],
  reads: ['iam:GetAccountAuthorizationDetails', lookupEvents],
  remediation:
    'Capture the SAML response of such a sign-in, and check it with "euc-saml-audit doctor --saml-response FILE".',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

function judge(role: StreamRole, account: Account): Verdict {
  return withSignIns(role, account, ({ admitted, refused }) => {
    const [first, ...others] = refused.toSorted((a, b) => rank(a) - rank(b));
    if (first === undefined) {
      return notApplicable(
        'No refused sign-in was recorded. AWS does not record every one, so that this proves nothing.',
      );
    }
    const all = [...admitted, ...refused];
    const more =
      others.length === 0 ? '' : ` ${others.length} more ${others.length === 1 ? 'cause' : 'causes'} in the evidence.`;
    return fail(
      `${share(refused, all)} ${countOf(refused) === 1 ? 'was' : 'were'} refused, the last at ${lastOf(refused)}. ${first.cause}${more}`,
      [evidenceOf(first), ...others.map(evidenceOf)],
      {
        // A few that the account does not explain, among others that work, can be a user's own mistake.
        ...(first.determined || admitted.length === 0
          ? {}
          : { severity: 'medium' as const, effect: 'at-risk' as const }),
        cause: { kind: 'sign-in-refused', parameters: { cause: first.cause } },
        ...(first.fix === undefined ? {} : { remediation: first.fix }),
        ...(first.userSees === undefined ? {} : { userSees: first.userSees }),
      },
    );
  });
}

/** What the account explains comes first, then what happened most. */
const rank = ({ determined, count }: RefusedSignIns): number => (determined ? 0 : 1e9) - count;

const evidenceOf = ({ count, error, cause, provider, tags }: RefusedSignIns) =>
  seenIn(
    'errorCode',
    `${count} × ${error} through ${provider}${tags.length === 0 ? '' : `, with tags ${tags.join(', ')}`}: ${cause}`,
    'no refused sign-in',
  );
