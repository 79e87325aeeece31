import { brokenTrust, guideAppstreamPolicy, guideTrustWith } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideAppstreamPolicy };

/** A role that may not pass tags is enough as long as nothing about the stack asks for any. */
const untagged = {
  roles: [{ name: 'Apps', trust: guideTrustWith({ Action: 'sts:AssumeRoleWithSAML' }), inline }],
  stacks: [{ name: 'Design' }],
  fleets: [{ name: 'design-fleet', directoryName: 'corp.example.com' }],
  directoryConfigs: [{ directoryName: 'corp.example.com' }],
};

export default defineExplanation({
  rationale:
    'A stack that nobody reaches is forgotten, or a sign-in that does not work and that somebody will ask about.',
  cli: 'aws iam put-role-policy --role-name ROLE --policy-name Stream --policy-document file://stream.json\naws appstream associate-fleet --stack-name STACK --fleet-name FLEET',
  console: 'IAM → Roles → the role → Permissions; AppStream 2.0 → Stacks → the stack → Associate fleet.',
  examples: {
    pass: [
      { name: "the guide's role names it", given: { roles: [{ name: 'Apps', inline }], stacks: [{ name: 'Design' }] } },
      { name: 'a role without TagSession, and nothing that needs it', given: untagged },
      {
        name: 'only an enabled user of the user pool',
        given: {
          stacks: [{ name: 'Design', assignedPoolUsers: ['3f2a9c01d4e5b607'] }],
          poolUsers: [{ id: '3f2a9c01d4e5b607', enabled: true }],
        },
      },
    ],
    fail: [
      {
        name: 'the only AppStream role names another stack',
        given: { roles: [{ name: 'Apps', inline }], stacks: [{ name: 'Marketing' }] },
      },
      {
        name: 'no fleet behind it',
        given: { roles: [{ name: 'Apps', inline }], stacks: [{ name: 'Design', fleets: [] }] },
      },
      {
        name: 'the role spells the stack in another letter case',
        given: { roles: [{ name: 'Apps', inline }], stacks: [{ name: 'design' }] },
      },
    ],
    notApplicable: [{ name: 'no role streams AppStream at all', given: { stacks: [{ name: 'Design' }] } }],
    unknown: [
      {
        name: 'the roles could not be read',
        given: { stacks: [{ name: 'Design' }], unread: ['iam:GetAccountAuthorizationDetails'] },
      },
      {
        name: 'a policy of the only role that SAML users may assume cannot be understood',
        given: { roles: [{ name: 'Apps', inline: { Stream: brokenTrust } }], stacks: [{ name: 'Design' }] },
      },
      {
        name: 'the user pool could not be read',
        given: {
          stacks: [{ name: 'Design', assignedPoolUsers: ['3f2a9c01d4e5b607'] }],
          unread: ['appstream:DescribeUsers'],
        },
      },
      {
        name: 'whether its sign-ins carry tags could not be read',
        given: { ...untagged, unread: ['appstream:DescribeDirectoryConfigs'] },
      },
    ],
  },
});
