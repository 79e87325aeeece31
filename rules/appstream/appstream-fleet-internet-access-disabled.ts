import type { Account } from '../../lib/federation/account.ts';
import type { Fleet } from '../../lib/model/snapshot.ts';
import { isOffered } from '../../lib/rule/offered.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamPage } from '../../lib/rule/sources.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'appstream-fleet-internet-access-disabled',
  title: 'AppStream fleet has no default internet access',
  severity: 'medium',
  effect: 'advice',
  sources: [appstreamPage('Internet access', 'internet-access')],
  statements: ['X3'],
  reads: ['appstream:DescribeFleets', 'appstream:DescribeStacks', 'appstream:ListAssociatedFleets'],
  remediation:
    'Put the fleet into private subnets with a NAT gateway or a proxy, then turn default internet access off; the fleet must be stopped for it.',
  evaluate: { 'appstream.fleet': { scope: [], judge } },
});

function judge(fleet: Fleet, account: Account): Verdict {
  const { defaultInternetAccess: enabled } = fleet;
  if (enabled === undefined) return unknown('AWS did not say whether this fleet has default internet access.');
  const seen = { path: 'EnableDefaultInternetAccess', actual: String(enabled), expected: 'false' };
  if (!enabled) return pass('Instances have no public address of their own.', seen);
  // Left over or not in service yet: no instance runs, and no sign-in can start one.
  if (fleet.state === 'STOPPED' && !isOffered(fleet, account))
    return notApplicable('The fleet is stopped and no stack offers it, so it runs no instances.');
  return fail('Every instance of this fleet has a public address and direct internet access.', [seen]);
}
