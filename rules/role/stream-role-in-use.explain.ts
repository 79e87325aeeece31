import { guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

export default defineExplanation({
  rationale:
    'A role that nobody uses is a way in that nobody watches: left from a test, or from a directory that is gone.',
  cli: 'aws iam get-role --role-name ROLE --query Role.RoleLastUsed',
  console: 'IAM → Roles → the role → Last activity.',
  examples: {
    pass: [
      {
        name: 'used two days ago',
        given: { roles: [{ name: 'Desktops', lastUsed: '2026-10-30T08:00:00.000Z', inline }] },
      },
    ],
    fail: [
      {
        name: 'never used since it was made long ago',
        given: { roles: [{ name: 'Desktops', lastUsed: null, inline }] },
      },
      {
        name: 'last used a year ago',
        given: { roles: [{ name: 'Desktops', lastUsed: '2025-11-01T08:00:00.000Z', inline }] },
      },
    ],
    notApplicable: [
      {
        name: 'made last week',
        given: { roles: [{ name: 'Desktops', lastUsed: null, created: '2026-10-26T08:00:00.000Z', inline }] },
      },
    ],
    unknown: [{ name: 'the roles could not be listed', given: { unread: ['iam:GetAccountAuthorizationDetails'] } }],
  },
});
