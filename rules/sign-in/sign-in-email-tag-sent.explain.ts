import { guideAppstreamPolicy, guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const roles = [{ name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } }];
const both = [{ name: 'Both', inline: { Desktops: guideWorkspacesPolicy, Applications: guideAppstreamPolicy } }];

export default defineExplanation({
  rationale:
    'WorkSpaces compares PrincipalTag:Email with the email address of the user in the directory. Without it, the sign-in succeeds at AWS and the desktop does not start.',
  examples: {
    pass: [
      {
        name: 'sent',
        says: 'All recorded sign-ins carry PrincipalTag:Email.',
        given: { roles, signIns: { Desktops: { admitted: [{ count: 14 }] } } },
      },
    ],
    fail: [
      {
        name: 'not sent in some',
        severity: 'medium',
        says: '3 of 14 sign-ins carried no PrincipalTag:Email, which WorkSpaces requires.',
        given: { roles, signIns: { Desktops: { admitted: [{ count: 11 }, { count: 3, tags: [] }] } } },
      },
      {
        name: 'sent in another letter case',
        severity: 'medium',
        says: '1 of 1 sign-in carried no PrincipalTag:Email, which WorkSpaces requires. It was sent in another letter case.',
        given: { roles, signIns: { Desktops: { admitted: [{ tags: ['email'] }] } } },
      },
    ],
    notApplicable: [
      {
        name: 'the role streams AppStream only',
        says: 'The role does not stream WorkSpaces.',
        given: {
          roles: [{ name: 'Applications', inline: { Stream: guideAppstreamPolicy } }],
          signIns: { Applications: { admitted: [{ tags: [] }] } },
        },
      },
    ],
    unknown: [
      {
        name: 'the role streams both, and some sign-ins lack it',
        says: 'The role also streams AppStream, and the records do not say which sign-in was for which.',
        given: { roles: both, signIns: { Both: { admitted: [{}, { tags: [] }] } } },
      },
    ],
  },
});
