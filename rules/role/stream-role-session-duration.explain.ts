import { guideWorkspacesPolicy, serviceTrust } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

export default defineExplanation({
  rationale:
    'Sessions end when their duration is over, in the middle of work. An identity provider that asks for more than the role allows ' +
    'may be refused, so the role should allow what the SessionDuration attribute asks for. Whether the maximum binds this ' +
    "sign-in is not established: AWS's pages give both answers. So this only informs.",
  cli: 'aws iam update-role --role-name ROLE --max-session-duration 43200',
  console: 'IAM → Roles → the role → Summary → Edit → Maximum session duration.',
  examples: {
    pass: [
      {
        name: 'twelve hours',
        says: 'The maximum session duration is 12 hours.',
        given: { roles: [{ name: 'Desktops', maxSessionDuration: 43_200, inline }] },
      },
    ],
    fail: [
      {
        name: 'the default of one hour',
        severity: 'informational',
        says: 'The maximum session duration is 1 hour. Users might be disconnected every hour.',
        given: { roles: [{ name: 'Desktops', maxSessionDuration: 3600, inline }] },
      },
    ],
    notApplicable: [
      {
        name: 'no SAML sign-in can assume the role',
        says: 'No SAML sign-in can assume this role.',
        given: { roles: [{ name: 'Desktops', trust: serviceTrust, inline }] },
      },
    ],
    unknown: [
      {
        name: 'ListRoles was refused',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:ListRoles.',
        given: { roles: [{ name: 'Desktops', inline }], unread: ['iam:ListRoles'] },
      },
    ],
  },
});
