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
        says: 'Last used 2026-10-30T08:00:00.000Z.',
        given: { roles: [{ name: 'Desktops', lastUsed: '2026-10-30T08:00:00.000Z', inline }] },
      },
    ],
    fail: [
      {
        name: 'never used since it was made long ago',
        severity: 'low',
        says: 'IAM has no record that the role was ever used.',
        given: { roles: [{ name: 'Desktops', lastUsed: null, inline }] },
      },
      {
        name: 'last used a year ago',
        severity: 'low',
        says: 'Last used on 2025-11-01, more than 90 days ago.',
        given: { roles: [{ name: 'Desktops', lastUsed: '2025-11-01T08:00:00.000Z', inline }] },
      },
    ],
    notApplicable: [
      {
        name: 'made last week',
        says: 'The role has not been used yet; it was created at most 90 days ago.',
        given: { roles: [{ name: 'Desktops', lastUsed: null, created: '2026-10-26T08:00:00.000Z', inline }] },
      },
    ],
    unknown: [
      {
        name: 'the roles could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:GetAccountAuthorizationDetails.',
        given: { unread: ['iam:GetAccountAuthorizationDetails'] },
      },
    ],
  },
});
