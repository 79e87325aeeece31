import type { Stack } from '../../lib/model/snapshot.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamPage } from '../../lib/rule/sources.ts';
import { fail, list, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'appstream-stack-streams-through-vpc-endpoint',
  title: 'AppStream stack streams through an interface VPC endpoint',
  severity: 'informational',
  effect: 'advice',
  sources: [appstreamPage('Stream from interface VPC endpoints', 'creating-streaming-from-interface-vpc-endpoints')],
  statements: ['X17'],
  reads: ['appstream:DescribeStacks', 'appstream:ListAssociatedFleets'],
  remediation: 'If users work in networks that reach your VPC, add a streaming endpoint of the VPC to the stack.',
  evaluate: { 'appstream.stack': { scope: [], judge } },
});

function judge({ name, fleets, streamingEndpointIds = [] }: Stack): Verdict {
  const actual = streamingEndpointIds.length === 0 ? 'none' : streamingEndpointIds.join(', ');
  const seen = { path: 'AccessEndpoints', actual, expected: 'a STREAMING endpoint' };
  if (streamingEndpointIds.length > 0) return pass('Streaming traffic stays in the VPC.', seen);
  if (list(fleets).length === 0) return notApplicable('The stack has no fleet, so nothing is streamed.');
  return fail('Streaming traffic of this stack goes over the internet.', [seen], {
    remediation: `If users of stack ${name} work in networks that reach your VPC, add a streaming endpoint of the VPC to it.`,
  });
}
