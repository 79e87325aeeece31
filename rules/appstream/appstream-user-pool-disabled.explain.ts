import { guideAppstreamPolicy, type ExampleAccount } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const someone = '0f1e2d3c4b5a6978';

const assigned = (enabled: boolean, change: ExampleAccount = {}): ExampleAccount => ({
  roles: [{ name: 'Apps', inline: { Stream: guideAppstreamPolicy } }],
  stacks: [{ name: 'Design', assignedPoolUsers: [someone] }],
  poolUsers: [{ id: someone, enabled, status: 'CONFIRMED' }],
  ...change,
});

export default defineExplanation({
  rationale:
    'User pool users sign in with an e-mail address and a password that AppStream keeps: past the multi-factor authentication, device ' +
    'checks and sign-in log of the identity provider, also after they left the organization, and past entitlements, which AppStream ignores for them.',
  cli:
    'aws appstream describe-user-stack-associations --stack-name STACK\n' +
    'aws appstream disable-user --user-name EMAIL --authentication-type USERPOOL',
  console: 'AppStream 2.0 → User Pool → the user → Actions → Disable user, or Unassign stack.',
  examples: {
    pass: [
      {
        name: 'nobody is assigned',
        says: 'No user pool user is assigned to this stack.',
        given: assigned(true, { stacks: [{ name: 'Design' }] }),
      },
      {
        name: 'who is assigned is disabled',
        says: 'Of the user pool users assigned to this stack none is enabled.',
        given: assigned(false),
      },
    ],
    fail: [
      {
        name: 'an enabled user is assigned',
        severity: 'high',
        says: '1 user pool user may open this stack with e-mail address and password, past the SAML sign-in through role Apps.',
        given: assigned(true),
      },
    ],
    notApplicable: [
      {
        name: 'no streaming role serves the stack',
        says: 'No streaming role serves this stack: SAML is not in use here.',
        given: assigned(true, { roles: [] }),
      },
    ],
    unknown: [
      {
        name: 'who is assigned could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call appstream:DescribeUserStackAssociations.',
        given: assigned(true, { unread: ['appstream:DescribeUserStackAssociations'] }),
      },
      {
        name: 'who is enabled could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call appstream:DescribeUsers.',
        given: assigned(true, { unread: ['appstream:DescribeUsers'] }),
      },
      {
        name: 'who is assigned is not among the users that were listed',
        says: '1 user pool user assigned to this stack is not among the users that were listed.',
        given: assigned(true, { poolUsers: [] }),
      },
    ],
  },
});
