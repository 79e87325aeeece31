import type { Fleet } from '../../lib/model/snapshot.ts';
import type { Account } from '../../lib/federation/account.ts';
import { whereOffered } from '../../lib/rule/offered.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamPage } from '../../lib/rule/sources.ts';
import { fail, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'appstream-fleet-in-own-vpc',
  title: 'AppStream fleet runs in subnets of your VPC',
  severity: 'low',
  effect: 'advice',
  sources: [appstreamPage('Internet access', 'internet-access')],
  statements: ['X16'],
  reads: ['appstream:DescribeFleets', 'appstream:DescribeStacks', 'appstream:ListAssociatedFleets'],
  remediation: 'Stop the fleet, choose a VPC and its subnets for it, and start it again.',
  evaluate: { 'appstream.fleet': { scope: [], judge } },
});

function judge(fleet: Fleet, account: Account): Verdict {
  const { name, subnetIds = [] } = fleet;
  const seen = { path: 'VpcConfig.SubnetIds', actual: `${subnetIds.length} subnets`, expected: 'at least 1 subnet' };
  if (subnetIds.length > 0) return pass('The fleet runs in subnets of a VPC.', seen);
  const message = 'The fleet has no subnet of a VPC, so your network controls and logs do not cover it.';
  const remediation = `Stop fleet ${name}, choose a VPC and its subnets for it, and start it again.`;
  return whereOffered(fleet, account, fail(message, [seen], { remediation }));
}
