import { defineExplanation } from '../../lib/explain/explanation.ts';

const open = { name: 'design-fleet', defaultInternetAccess: true };

export default defineExplanation({
  rationale:
    'Default internet access gives every streaming instance a public address: it can be reached from the internet, and what users send ' +
    'goes out past proxies, firewalls and logs. AWS also limits such a fleet to 100 instances and advises private subnets with a NAT gateway.',
  cli:
    'aws appstream stop-fleet --name FLEET\n' +
    'aws appstream update-fleet --name FLEET --no-enable-default-internet-access\n' +
    'aws appstream start-fleet --name FLEET',
  console: 'AppStream 2.0 → Fleets → the fleet → Actions → Stop, then Edit → Network → Default Internet Access.',
  examples: {
    pass: [
      {
        name: 'off',
        says: 'Instances have no public address of their own.',
        given: { fleets: [{ name: 'design-fleet' }] },
      },
    ],
    fail: [
      {
        name: 'on',
        severity: 'medium',
        says: 'Every instance of this fleet has a public address and direct internet access.',
        given: { fleets: [open] },
      },
      {
        name: 'on in a stopped fleet that a stack offers',
        severity: 'medium',
        says: 'Every instance of this fleet has a public address and direct internet access.',
        given: { fleets: [{ ...open, state: 'STOPPED' }], stacks: [{ name: 'Design' }] },
      },
    ],
    notApplicable: [
      {
        name: 'on in a stopped fleet that no stack offers',
        says: 'The fleet is stopped and no stack offers it, so it runs no instances.',
        given: { fleets: [{ ...open, state: 'STOPPED' }], stacks: [{ name: 'Design', fleets: ['another-fleet'] }] },
      },
    ],
    unknown: [
      {
        name: 'the fleets could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call appstream:DescribeFleets.',
        given: { unread: ['appstream:DescribeFleets'] },
      },
      {
        name: 'whether a stack offers the stopped fleet could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call appstream:ListAssociatedFleets.',
        given: {
          fleets: [{ ...open, state: 'STOPPED' }],
          stacks: [{ name: 'Design' }],
          unread: ['appstream:ListAssociatedFleets'],
        },
      },
    ],
  },
});
