import { defineExplanation } from '../../lib/explain/explanation.ts';

export default defineExplanation({
  rationale:
    'A session stays alive after its user has left, for this long: who takes over the device or the browser session can go on with it. ' +
    'The CIS AWS End User Compute Services Benchmark asks for 5 minutes or less. The right value depends on how people work, so this is advice.',
  cli: 'aws appstream update-fleet --name FLEET --disconnect-timeout-in-seconds 300',
  console: 'WorkSpaces Applications console → Fleets → the fleet → Edit → Fleet configuration.',
  examples: {
    pass: [
      {
        name: 'as long as the benchmark allows',
        says: 'The disconnect timeout is 300 seconds.',
        given: { fleets: [{ name: 'design-fleet', disconnectTimeoutInSeconds: 300 }] },
      },
    ],
    fail: [
      {
        name: 'longer',
        severity: 'low',
        says: 'The disconnect timeout is 301 seconds: more than 5 minutes.',
        given: { fleets: [{ name: 'design-fleet', disconnectTimeoutInSeconds: 301 }], stacks: [{ name: 'Design' }] },
      },
    ],
    notApplicable: [
      {
        name: 'no stack offers the fleet',
        says: 'No stack offers this fleet, so no user can start a session of it.',
        given: {
          fleets: [{ name: 'design-fleet', disconnectTimeoutInSeconds: 301 }],
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
          fleets: [{ name: 'design-fleet', disconnectTimeoutInSeconds: 301 }],
          stacks: [{ name: 'Design' }],
          unread: ['appstream:ListAssociatedFleets'],
        },
      },
    ],
  },
});
