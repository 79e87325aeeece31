import { guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const roles = [{ name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } }];

export default defineExplanation({
  rationale:
    'The guides require a persistent NameID, and a trust policy that admits no other refuses the rest. What the identity provider really sends is in the records of CloudTrail.',
  examples: {
    pass: [
      {
        name: 'persistent',
        says: 'All recorded sign-ins have NameID format persistent.',
        given: { roles, signIns: { Desktops: { admitted: [{ count: 14 }] } } },
      },
    ],
    fail: [
      {
        name: 'transient in some',
        severity: 'medium',
        says: '3 of 14 sign-ins had another NameID format than persistent: transient.',
        given: {
          roles,
          signIns: { Desktops: { admitted: [{ count: 11 }, { count: 3, subjectType: 'transient' }] } },
        },
      },
    ],
    notApplicable: [
      {
        name: 'no sign-in was recorded',
        says: 'No sign-in with this role was recorded.',
        given: { roles, signIns: {} },
      },
      {
        name: 'only refused sign-ins were recorded',
        says: 'No successful sign-in with this role was recorded.',
        given: { roles, signIns: { Desktops: { refused: [{}] } } },
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
