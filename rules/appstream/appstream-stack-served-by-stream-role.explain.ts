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
      {
        name: "the guide's role names it",
        says: 'Role Apps reaches it through ExampleIdP.',
        given: { roles: [{ name: 'Apps', inline }], stacks: [{ name: 'Design' }] },
      },
      {
        name: 'a role without TagSession, and nothing that needs it',
        says: 'Role Apps reaches it through ExampleIdP.',
        given: untagged,
      },
      {
        name: 'only an enabled user of the user pool',
        says: 'No SAML user is known to reach it, but an enabled user of the user pool does.',
        given: {
          stacks: [{ name: 'Design', assignedPoolUsers: ['3f2a9c01d4e5b607'] }],
          poolUsers: [{ id: '3f2a9c01d4e5b607', enabled: true }],
        },
      },
    ],
    fail: [
      {
        name: 'the only AppStream role names another stack',
        severity: 'low',
        says: 'No SAML user reaches stack Marketing: no streaming role specifies or covers it.',
        given: { roles: [{ name: 'Apps', inline }], stacks: [{ name: 'Marketing' }] },
      },
      {
        name: 'no fleet behind it',
        severity: 'high',
        says: 'No fleet is associated with stack Design, so there is nothing to stream.',
        given: { roles: [{ name: 'Apps', inline }], stacks: [{ name: 'Design', fleets: [] }] },
      },
      {
        name: 'the role spells the stack in another letter case',
        severity: 'high',
        says: 'No SAML user reaches stack design: Role Apps allows streaming on arn:aws:appstream:eu-central-1:111122223333:stack/Design, but the stack is called design: names are case-sensitive.',
        given: { roles: [{ name: 'Apps', inline }], stacks: [{ name: 'design' }] },
      },
    ],
    notApplicable: [
      {
        name: 'no role streams AppStream at all',
        says: 'No role of this account streams AppStream: SAML is not in use for it. Users may come by streaming URL.',
        given: { stacks: [{ name: 'Design' }] },
      },
    ],
    unknown: [
      {
        name: 'the roles could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:GetAccountAuthorizationDetails.',
        given: { stacks: [{ name: 'Design' }], unread: ['iam:GetAccountAuthorizationDetails'] },
      },
      {
        name: 'a policy of the only role that SAML users may assume cannot be understood',
        says: 'Could not be judged: policy Stream of role Apps cannot be understood: statement 1: "Efect" is not an element of the policy language.',
        given: { roles: [{ name: 'Apps', inline: { Stream: brokenTrust } }], stacks: [{ name: 'Design' }] },
      },
      {
        name: 'the user pool could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call appstream:DescribeUsers.',
        given: {
          stacks: [{ name: 'Design', assignedPoolUsers: ['3f2a9c01d4e5b607'] }],
          unread: ['appstream:DescribeUsers'],
        },
      },
      {
        name: 'whether its sign-ins carry tags could not be read',
        says: 'Cannot determine whether role Apps reaches stack Design: AccessDeniedException: the scanning role may not call appstream:DescribeDirectoryConfigs.',
        given: { ...untagged, unread: ['appstream:DescribeDirectoryConfigs'] },
      },
    ],
  },
});
