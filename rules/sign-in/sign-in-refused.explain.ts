import { guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const roles = [{ name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } }];

export default defineExplanation({
  rationale:
    'AWS answers most refused sign-ins with the same words. The recorded session tags, judged again by the trust policy, tell which of the causes it was. AWS does not record every refused sign-in: that none was recorded proves nothing.',
  examples: {
    pass: [],
    fail: [
      {
        name: 'a cause that the account shows',
        severity: 'high',
        says: '2 of 14 sign-ins were refused, the last at 2026-10-30T08:00:00.000Z. The trust policy of role Desktops does not allow sts:TagSession.',
        given: {
          roles,
          signIns: {
            Desktops: {
              admitted: [{ count: 12 }],
              refused: [
                {
                  count: 2,
                  determined: true,
                  cause: 'The trust policy of role Desktops does not allow sts:TagSession.',
                },
              ],
            },
          },
        },
      },
      {
        name: 'a cause that the account does not show',
        severity: 'high',
        says: '2 of 2 sign-ins were refused, the last at 2026-10-30T08:00:00.000Z. Not determined by the account. 1 more cause in the evidence.',
        given: { roles, signIns: { Desktops: { refused: [{}, { error: 'InvalidIdentityToken' }] } } },
      },
      {
        name: 'a cause that the account does not show, among sign-ins that work',
        severity: 'medium',
        says: '1 of 201 sign-ins was refused, the last at 2026-10-30T08:00:00.000Z. Not determined by the account.',
        given: { roles, signIns: { Desktops: { admitted: [{ count: 200 }], refused: [{}] } } },
      },
    ],
    notApplicable: [
      {
        name: 'only successful sign-ins',
        says: 'No refused sign-in was recorded. AWS does not record every one, so that this proves nothing.',
        given: { roles, signIns: { Desktops: { admitted: [{}] } } },
      },
      {
        name: 'no sign-in was recorded',
        says: 'No sign-in with this role was recorded.',
        given: { roles, signIns: {} },
      },
    ],
    unknown: [
      {
        name: 'LookupEvents was refused',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call cloudtrail:LookupEvents.',
        given: { roles, signIns: {}, unread: ['cloudtrail:LookupEvents'] },
      },
    ],
  },
});
