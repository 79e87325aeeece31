import { defineExplanation } from '../../lib/explain/explanation.ts';

export default defineExplanation({
  rationale:
    'With an interface VPC endpoint, screen content, clipboard and files of sessions stay in the VPC; only users whose ' +
    'network reaches it can stream. The CIS AWS End User Compute Services Benchmark asks for one. Users elsewhere cannot ' +
    'stream from such a stack, so this is information.',
  cli: 'aws appstream update-stack --name STACK --access-endpoints EndpointType=STREAMING,VpceId=VPC_ENDPOINT_ID',
  console: 'WorkSpaces Applications console → Stacks → the stack → Edit → VPC Endpoints.',
  examples: {
    pass: [
      {
        name: 'with an endpoint',
        says: 'Streaming traffic stays in the VPC.',
        given: { stacks: [{ name: 'Design', streamingEndpointIds: ['vpce-0a4c17e8b2d95f360'] }] },
      },
    ],
    fail: [
      {
        name: 'without an endpoint',
        severity: 'informational',
        says: 'Streaming traffic of this stack goes over the internet.',
        given: { stacks: [{ name: 'Design', streamingEndpointIds: [] }] },
      },
    ],
    notApplicable: [
      {
        name: 'no fleet',
        says: 'The stack has no fleet, so nothing is streamed.',
        given: { stacks: [{ name: 'Design', streamingEndpointIds: [], fleets: [] }] },
      },
    ],
    unknown: [
      {
        name: 'the stacks could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call appstream:DescribeStacks.',
        given: { unread: ['appstream:DescribeStacks'] },
      },
      {
        name: 'whether the stack has a fleet could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call appstream:ListAssociatedFleets.',
        given: { stacks: [{ name: 'Design', streamingEndpointIds: [] }], unread: ['appstream:ListAssociatedFleets'] },
      },
    ],
  },
});
