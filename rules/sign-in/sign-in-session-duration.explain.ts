import { guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const roles = [{ name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } }];

export default defineExplanation({
  rationale:
    'Without the SessionDuration attribute, or with 3600 seconds, users are disconnected every hour. What the identity provider really asks for is in the records of CloudTrail.',
  examples: {
    pass: [
      {
        name: 'eight hours',
        says: 'All recorded sign-ins ask for sessions of more than an hour.',
        given: { roles, signIns: { Desktops: { admitted: [{}] } } },
      },
    ],
    fail: [
      {
        name: 'the default of one hour',
        severity: 'low',
        says: '14 of 14 sign-ins asked for sessions of an hour or less, after which users are disconnected.',
        given: { roles, signIns: { Desktops: { admitted: [{ count: 14, duration: 3600 }] } } },
      },
    ],
    notApplicable: [
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
