import { guideAppstreamPolicy, guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const roles = [{ name: 'Applications', inline: { Stream: guideAppstreamPolicy } }];
const stacks = [{ name: 'Design', entitlements: ['department', 'title'] }];

export default defineExplanation({
  rationale:
    'An entitlement shows applications to users whose session tags match its attributes. An attribute that is never sent entitles no user.',
  examples: {
    pass: [
      {
        name: 'each was sent',
        says: 'Each attribute of the entitlements was sent: department, title.',
        given: {
          roles,
          stacks,
          signIns: { Applications: { admitted: [{ tags: ['department'] }, { tags: ['title'] }] } },
        },
      },
    ],
    fail: [
      {
        name: 'one was never sent',
        severity: 'medium',
        says: 'No recorded sign-in carried PrincipalTag:title, by which stack Design entitles users.',
        given: { roles, stacks, signIns: { Applications: { admitted: [{ tags: ['department'] }] } } },
      },
    ],
    notApplicable: [
      {
        name: 'the role streams WorkSpaces only',
        says: 'The role does not stream AppStream.',
        given: {
          roles: [{ name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } }],
          signIns: { Desktops: { admitted: [{}] } },
        },
      },
      {
        name: 'no entitlements',
        says: 'No stack of the role has entitlements.',
        given: { roles, stacks: [{ name: 'Design' }], signIns: { Applications: { admitted: [{}] } } },
      },
    ],
    unknown: [
      {
        name: 'the entitlements could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call appstream:DescribeEntitlements.',
        given: {
          roles,
          stacks,
          signIns: { Applications: { admitted: [{}] } },
          unread: ['appstream:DescribeEntitlements'],
        },
      },
      {
        name: 'the stacks could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call appstream:DescribeStacks.',
        given: { roles, stacks, signIns: { Applications: { admitted: [{}] } }, unread: ['appstream:DescribeStacks'] },
      },
    ],
  },
});
