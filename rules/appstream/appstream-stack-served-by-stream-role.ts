import type { Account } from '../../lib/federation/account.ts';
import type { Stack } from '../../lib/model/snapshot.ts';
import { brokenTrust, guideAppstreamPolicy, guideTrustWith } from '../../lib/rule/example.ts';
import { judgeArrival } from '../../lib/rule/arrival.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamGuide } from '../../lib/rule/sources.ts';
import { fail, list, need, notApplicable, pass, Unread, type Verdict } from '../../lib/rule/verdict.ts';

const inline = { Stream: guideAppstreamPolicy };

/** A role that may not pass tags is enough as long as nothing about the stack asks for any. */
const untagged = {
  roles: [{ name: 'Apps', trust: guideTrustWith({ Action: 'sts:AssumeRoleWithSAML' }), inline }],
  stacks: [{ name: 'Design' }],
  fleets: [{ name: 'design-fleet', directoryName: 'corp.example.com' }],
  directoryConfigs: [{ directoryName: 'corp.example.com' }],
};

export default defineRule({
  id: 'appstream-stack-served-by-stream-role',
  title: 'AppStream stack can be reached: by a streaming role from end to end, or by a user of the user pool',
  severity: 'low',
  rationale:
    'A stack that nobody reaches is forgotten, or a sign-in that does not work and that somebody will ask about.',
  sources: [appstreamGuide('Step 2 and Step 3')],
  statements: ['L20'],
  reads: [
    'appstream:DescribeStacks',
    'appstream:ListAssociatedFleets',
    'appstream:DescribeUsers',
    'appstream:DescribeUserStackAssociations',
    'appstream:DescribeEntitlements',
    'appstream:DescribeFleets',
    'appstream:DescribeDirectoryConfigs',
    'iam:GetAccountAuthorizationDetails',
    'iam:ListSAMLProviders',
  ],
  userSees: 'Signing in at the identity provider works, then access is denied or the catalog is empty.',
  remediation: {
    summary:
      'Give a streaming role an inline policy that allows appstream:Stream on the ARN of this stack and associate a fleet; or delete the stack if nobody needs it.',
    cli: 'aws iam put-role-policy --role-name ROLE --policy-name Stream --policy-document file://stream.json\naws appstream associate-fleet --stack-name STACK --fleet-name FLEET',
    console: 'IAM → Roles → the role → Permissions; AppStream 2.0 → Stacks → the stack → Associate fleet.',
  },
  evaluate: { 'appstream.stack': judge },
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

function judge(stack: Stack, account: Account): Verdict {
  if (stack.fleets.state === 'known' && stack.fleets.value.length === 0) {
    return fail('No fleet is associated with this stack, so there is nothing to stream.', [
      { path: 'ListAssociatedFleets.Names', actual: 'empty', expected: 'one fleet or more' },
    ]);
  }
  const bySaml = attempt(() => judgeArrival(stack.arn, `stack ${stack.name}`, account));
  if (bySaml instanceof Unread || bySaml.status !== 'pass') {
    const poolUser = hasPoolUser(stack, account);
    if (poolUser) return pass('No SAML user is known to reach it, but an enabled user of the user pool does.');
  }
  if (bySaml instanceof Unread) throw bySaml;
  if (bySaml.status === 'fail' && !list(account.streamRoles).some(({ services }) => services.includes('appstream'))) {
    return notApplicable(
      'No role of this account streams AppStream: SAML is not in use for it. Users may come by streaming URL.',
    );
  }
  return bySaml;
}

/** An enabled user pool user is assigned to the stack, and the stack has a fleet. */
function hasPoolUser(stack: Stack, account: Account): boolean {
  need(stack.fleets);
  const assigned = need(stack.assignedPoolUsers) ?? [];
  if (assigned.length === 0) return false;
  const users = need(account.snapshot.byRegion[stack.region]?.poolUsers ?? { state: 'absent' }) ?? [];
  return users.some(({ id, enabled }) => enabled && assigned.includes(id));
}

function attempt(judgement: () => Verdict): Verdict | Unread {
  try {
    return judgement();
  } catch (error) {
    if (error instanceof Unread) return error;
    throw error;
  }
}
