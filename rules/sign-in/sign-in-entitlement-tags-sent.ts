import type { Account } from '../../lib/federation/account.ts';
import { servedTargets } from '../../lib/federation/served-targets.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { lookupEvents, mostFrequent, seenIn, withAdmitted } from '../../lib/rule/sign-ins.ts';
import { appstreamGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'sign-in-entitlement-tags-sent',
  title: 'Recorded sign-ins carry the attributes of the entitlements',
  severity: 'medium',
  effect: 'at-risk',
  sources: [appstreamGuide('Step 6, entitlement attributes')],
  statements: ['A12'],
  reads: [
    'iam:GetAccountAuthorizationDetails',
    lookupEvents,
    'appstream:DescribeStacks',
    'appstream:DescribeEntitlements',
  ],
  userSees: 'The catalog does not show the applications (AWS does not document a message).',
  remediation: 'Send a PrincipalTag attribute for each attribute that an entitlement uses, or delete the entitlement.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

function judge(role: StreamRole, account: Account): Verdict {
  return withAdmitted(role, account, (admitted) => {
    if (!role.services.includes('appstream')) return notApplicable('The role does not stream AppStream.');
    const onlyStacks = { ...role, services: ['appstream' as const] };
    const stacks = (need(servedTargets(onlyStacks, account)) ?? []).flatMap((target) =>
      target.service === 'appstream' ? [target.stack] : [],
    );
    const used = stacks.flatMap((stack) =>
      (need(stack.entitlements) ?? []).flatMap(({ attributeNames }) =>
        attributeNames.map((name) => ({ name, stack: stack.name })),
      ),
    );
    const names = [...new Set(used.map(({ name }) => name))].toSorted();
    if (names.length === 0) return notApplicable('No stack of the role has entitlements.');
    const sent = new Set(admitted.flatMap(({ tags }) => tags));
    const never = names.filter((name) => !sent.has(name));
    const seen = seenIn(
      'requestParameters.principalTags',
      mostFrequent(admitted, ({ tags }) => tags.join(', ') || 'none')
        .slice(0, 3)
        .join('; '),
      names.join(', '),
    );
    if (never.length === 0) return pass(`Each attribute of the entitlements was sent: ${names.join(', ')}.`, seen);
    const stack = used.find(({ name }) => never.includes(name))?.stack ?? '';
    return fail(
      `No recorded sign-in carried PrincipalTag:${never.join(', PrincipalTag:')}, by which stack ${stack} entitles users.`,
      [seen],
      { cause: { kind: 'sign-in-entitlement-tags-missing', parameters: { tags: never.join(', ') } } },
    );
  });
}
