import type { Account } from '../../lib/federation/account.ts';
import { tagsNeededByStack } from '../../lib/federation/needed-tags.ts';
import { looksAtTags, mayReachRegion, mayStream } from '../../lib/federation/questions.ts';
import { mayPassTags } from '../../lib/federation/session-tags.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { signInWitness } from '../../lib/federation/witness.ts';
import type { PolicyDocument } from '../../lib/policy/document.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, appstreamPage, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, pass, unknown, unread, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-allows-tag-session',
  title: 'Streaming role may be assumed with the session tags that its sign-ins carry',
  severity: 'high',
  effect: 'locked-out',
  sources: [
    workspacesGuide('Step 2.14'),
    appstreamGuide('Step 2.14'),
    iamGuide('Pass session tags in AWS STS', 'id_session-tags'),
    appstreamPage('Attribute-based application entitlements', 'application-entitlements-saml'),
  ],
  statements: ['R9', 'R10'],
  reads: [
    'iam:GetAccountAuthorizationDetails',
    'appstream:DescribeStacks',
    'appstream:DescribeEntitlements',
    'appstream:ListAssociatedFleets',
    'appstream:DescribeFleets',
    'appstream:DescribeDirectoryConfigs',
  ],
  userSees:
    'AccessDenied: "not authorized to perform: sts:AssumeRoleWithSAML". The message names AssumeRoleWithSAML although TagSession is what is missing.',
  remediation:
    'Add "sts:TagSession" beside "sts:AssumeRoleWithSAML" in the trust policy, for the same provider and under conditions that a sign-in meets.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

function judge(role: StreamRole, account: Account): Verdict {
  need(role.policies);
  const trust = need(role.trust);
  if (trust === undefined) return unknown('The role has no trust policy.');

  if (role.services.includes('workspaces'))
    return verdict(role, account, trust, ['Email'], 'WorkSpaces sign-ins always carry PrincipalTag:Email');
  // Where any tag will do, the answer is the same with or without a need for tags, and nothing more has to be read.
  if (!looksAtTags(trust) && mayPassTags(role, account, trust, ['tag']).truth === true) return passed();
  return judgeStacks(role, account, trust);
}

/** AppStream needs tags only for some stacks (domain-facts C4): each within reach is asked; a sure failure decides. */
function judgeStacks(role: StreamRole, account: Account, trust: PolicyDocument): Verdict {
  let doubt: Verdict | undefined;
  let needed = false;
  for (const region of account.regions.filter((name) => mayReachRegion(role, 'appstream', name))) {
    const stacks = account.stacks(region);
    if (stacks.state === 'unreadable') doubt ??= unread(stacks);
    for (const stack of stacks.state === 'known' ? stacks.value : []) {
      const reach = mayStream(role, account, 'appstream', stack.arn);
      if (reach === false) continue;
      const tags = tagsNeededByStack(stack, account);
      if (tags.state === 'unreadable') doubt ??= unread(tags);
      if (tags.state !== 'known' || tags.value.tags.length === 0) continue;
      needed = true;
      const found = verdict(role, account, trust, tags.value.tags, tags.value.because);
      if (found.status === 'fail' && reach === true) return found;
      if (found.status !== 'pass')
        doubt ??=
          found.status === 'unknown' ? found : unknown(`Whether this role reaches stack ${stack.name} cannot be told.`);
    }
  }
  if (doubt !== undefined) return doubt;
  if (needed) return passed();
  return pass(
    'sts:TagSession is not needed: no stack that this role reaches has entitlements or certificate-based authentication. Session context, which cannot be seen from AWS, would need it too.',
  );
}

const passed = (): Verdict =>
  pass('The sign-ins that may assume this role may also pass session tags.', {
    path: 'AssumeRolePolicyDocument',
    actual: 'allows sts:TagSession',
  });

function verdict(
  role: StreamRole,
  account: Account,
  trust: PolicyDocument,
  tags: readonly string[],
  because: string,
): Verdict {
  const { truth, refused, provider } = mayPassTags(role, account, trust, tags);
  if (truth === true) return passed();
  if (truth !== false) return unknown(`Whether sts:TagSession is allowed cannot be told: ${truth.unclear}.`);
  const names = tags.map((tag) => `PrincipalTag:${tag}`).join(', ');
  return fail(
    `${because}, and the trust policy does not allow sts:TagSession with ${names} for ${provider}: every such sign-in is refused.`,
    [
      {
        path: 'AssumeRolePolicyDocument',
        actual: 'sts:TagSession is not allowed',
        expected: `sts:TagSession is allowed with ${names}`,
      },
    ],
    refused === undefined
      ? {}
      : { witness: signInWitness(refused, `and ${names} is refused, although it should get in`) },
  );
}
