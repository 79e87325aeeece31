import type { Account } from '../../lib/federation/account.ts';
import { tagsNeededByStack } from '../../lib/federation/needed-tags.ts';
import { looksAtTags, mayReachRegion, mayStream } from '../../lib/federation/questions.ts';
import { lockedOut } from '../../lib/federation/role-entry.ts';
import { canPassTags } from '../../lib/federation/session-tags.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { signInWitness } from '../../lib/federation/witness.ts';
import { userSees } from '../../lib/saml/sign-in-errors.ts';
import { evidenceAt, failAs } from '../../lib/rule/diagnosed.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, appstreamPage, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { trustFix } from '../../lib/rule/trust-fix.ts';
import { need, notApplicable, pass, unknown, unread, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-allows-tag-session',
  title: 'Trust policy allows the session tags that sign-ins pass',
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
    'iam:ListSAMLProviders',
    'iam:GetSAMLProvider',
    'appstream:DescribeStacks',
    'appstream:DescribeEntitlements',
    'appstream:ListAssociatedFleets',
    'appstream:DescribeFleets',
    'appstream:DescribeDirectoryConfigs',
  ],
  userSees: userSees('not-authorized'),
  remediation: 'In the trust policy, add "sts:TagSession" next to "sts:AssumeRoleWithSAML", for the same provider.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

function judge(role: StreamRole, account: Account): Verdict {
  need(role.policies);
  const trust = need(role.trust);
  if (trust === undefined) return unknown('The role has no trust policy.');
  if (lockedOut(role, account) !== undefined) return notApplicable('No correct sign-in can assume this role.');

  if (role.services.includes('workspaces'))
    return verdict(role, account, ['Email'], 'WorkSpaces sign-ins must include PrincipalTag:Email');
  // Where any tag will do, the answer is the same with or without a need for tags, and nothing more has to be read.
  if (!looksAtTags(trust)) {
    const answer = canPassTags(role, account, ['tag']);
    if (answer !== 'locked out' && answer.truth === true) return passed();
  }
  return judgeStacks(role, account);
}

/** AppStream needs tags only for some stacks (domain-facts C4): each within reach is asked; a sure failure decides. */
function judgeStacks(role: StreamRole, account: Account): Verdict {
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
      const found = verdict(role, account, tags.value.tags, tags.value.because);
      if (found.status === 'fail' && reach === true) return found;
      if (found.status !== 'pass')
        doubt ??=
          found.status === 'unknown'
            ? found
            : unknown(`Cannot determine whether this role allows access to stack ${stack.name}.`);
    }
  }
  if (doubt !== undefined) return doubt;
  if (needed) return passed();
  return pass(
    'sts:TagSession is not required: no stack that this role can reach uses application entitlements or certificate-based authentication. Session context also requires it, but AWS does not show whether you use it.',
  );
}

const passed = (): Verdict =>
  pass('Sign-ins that can assume this role can also pass the required session tags.', {
    path: 'AssumeRolePolicyDocument',
    actual: 'allows sts:TagSession',
  });

/** `because`: a clause that says which tags sign-ins carry, and why. */
function verdict(role: StreamRole, account: Account, tags: readonly string[], because: string): Verdict {
  const answer = canPassTags(role, account, tags);
  if (answer === 'locked out') return notApplicable('No correct sign-in can assume this role.');
  const { truth, refused, provider, diagnosis, unread: fact } = answer;
  if (truth === true) return passed();
  if (truth !== false || diagnosis === undefined)
    return unknown(`${truth === false ? 'Cannot determine whether sts:TagSession is allowed' : truth.unclear}.`, fact);
  const names = tags.map((tag) => `PrincipalTag:${tag}`).join(', ');
  const missing = diagnosis.cause.kind === 'tag-session-not-allowed';
  return failAs(
    diagnosis,
    [
      evidenceAt(
        'AssumeRolePolicyDocument',
        diagnosis.statement,
        missing ? 'sts:TagSession is not allowed' : diagnosis.message,
        `sts:TagSession is allowed with ${names}`,
      ),
    ],
    {
      ...(missing
        ? {
            message: `${because}, but the trust policy does not allow sts:TagSession for ${provider}. Every sign-in that includes a PrincipalTag attribute is denied.`,
          }
        : {}),
      remediation: trustFix(diagnosis, role.role.name),
      userSees: `${userSees('not-authorized')}. The message names AssumeRoleWithSAML even though sts:TagSession is what is denied`,
      ...(refused === undefined ? {} : { witness: signInWitness(refused, `and ${names} is denied`) }),
    },
  );
}
