import { defineExplanation } from '../../lib/explain/explanation.ts';

export default defineExplanation({
  rationale:
    'Traffic of a fleet that has no VPC passes no security group, route or flow log of the account. The CIS AWS End User ' +
    'Compute Services Benchmark asks for a VPC of its own for AppStream.',
  cli:
    'aws appstream stop-fleet --name FLEET\n' +
    'aws appstream update-fleet --name FLEET --vpc-config SubnetIds=SUBNET_ID,SecurityGroupIds=SECURITY_GROUP_ID\n' +
    'aws appstream start-fleet --name FLEET',
  console: 'WorkSpaces Applications console → Fleets → the fleet → Edit → Network.',
  examples: {
    pass: [
      {
        name: 'in a VPC',
        says: 'The fleet runs in subnets of a VPC.',
        given: { fleets: [{ name: 'design-fleet', subnetIds: ['subnet-0a4c17e8b2d95f360'] }] },
      },
    ],
    fail: [
      {
        name: 'without a VPC',
        severity: 'low',
        says: 'The fleet has no subnet of a VPC, so your network controls and logs do not cover it.',
        given: { fleets: [{ name: 'design-fleet', subnetIds: [] }], stacks: [{ name: 'Design' }] },
      },
    ],
    notApplicable: [
      {
        name: 'no stack offers the fleet',
        says: 'No stack offers this fleet, so no user can start a session of it.',
        given: {
          fleets: [{ name: 'design-fleet', subnetIds: [] }],
          stacks: [{ name: 'Design', fleets: ['another-fleet'] }],
        },
      },
    ],
    unknown: [
      {
        name: 'the fleets could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call appstream:DescribeFleets.',
        given: { unread: ['appstream:DescribeFleets'] },
      },
      {
        name: 'whether a stack offers the fleet could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call appstream:ListAssociatedFleets.',
        given: {
          fleets: [{ name: 'design-fleet', subnetIds: [] }],
          stacks: [{ name: 'Design' }],
          unread: ['appstream:ListAssociatedFleets'],
        },
      },
    ],
  },
});
