import { isPersistent } from '../../lib/federation/trust.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { lookupEvents, mostFrequent, seenIn, share, withAdmitted } from '../../lib/rule/sign-ins.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, notApplicable, pass } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'sign-in-subject-persistent',
  title: 'Recorded sign-ins have a persistent subject',
  severity: 'medium',
  effect: 'at-risk',
  sources: [
    workspacesGuide('Step 5, Subject'),
    appstreamGuide('Step 5, Subject'),
    iamGuide('Logging IAM and AWS STS API calls with AWS CloudTrail', 'cloudtrail-integration'),
  ],
  statements: ['A4'],
  reads: ['iam:GetAccountAuthorizationDetails', lookupEvents],
  remediation: 'Configure NameID format persistent for the AWS application in the identity provider.',
  evaluate: {
    'iam.role': {
      scope: [streaming],
      judge: (role, account) =>
        withAdmitted(role, account, (admitted) => {
          const known = admitted.filter(({ subjectType }) => subjectType !== undefined);
          if (known.length === 0) return notApplicable('The records do not say which NameID format was sent.');
          const others = known.filter(({ subjectType }) => !isPersistent(subjectType));
          const seen = seenIn(
            'responseElements.subjectType',
            mostFrequent(known, ({ subjectType }) => subjectType).join(', '),
            'persistent',
          );
          if (others.length === 0) return pass(`All recorded sign-ins have NameID format persistent.`, seen);
          const formats = mostFrequent(others, ({ subjectType }) => subjectType).join(', ');
          return fail(`${share(others, known)} had another NameID format than persistent: ${formats}.`, [seen], {
            cause: { kind: 'sign-in-subject-not-persistent', parameters: { formats } },
          });
        }),
    },
  },
});
