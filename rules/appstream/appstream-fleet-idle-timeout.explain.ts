import { defineExplanation } from '../../lib/explain/explanation.ts';

export default defineExplanation({
  rationale:
    'An unattended device shows the session of its user to anyone who passes by until the user is disconnected. ' +
    'The CIS AWS End User Compute Services Benchmark asks for 10 minutes or less. The right value depends on how people work, so this is advice.',
  cli: 'aws appstream update-fleet --name FLEET --idle-disconnect-timeout-in-seconds 600',
  console: 'WorkSpaces Applications console → Fleets → the fleet → Edit → Fleet configuration.',
  examples: {
    pass: [
      {
        name: 'as long as the benchmark allows',
        says: 'The idle disconnect timeout is 600 seconds.',
        given: { fleets: [{ name: 'design-fleet', idleDisconnectTimeoutInSeconds: 600 }] },
      },
    ],
    fail: [
      {
        name: 'longer',
        severity: 'low',
        says: 'The idle disconnect timeout is 601 seconds: more than 10 minutes.',
        given: {
          fleets: [{ name: 'design-fleet', idleDisconnectTimeoutInSeconds: 601 }],
          stacks: [{ name: 'Design' }],
        },
      },
      {
        name: 'none',
        severity: 'low',
        says: 'The fleet has no idle disconnect timeout.',
        given: { fleets: [{ name: 'design-fleet', idleDisconnectTimeoutInSeconds: 0 }], stacks: [{ name: 'Design' }] },
      },
    ],
    notApplicable: [
      {
        name: 'no stack offers the fleet',
        says: 'No stack offers this fleet, so no user can start a session of it.',
        given: {
          fleets: [{ name: 'design-fleet', idleDisconnectTimeoutInSeconds: 601 }],
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
          fleets: [{ name: 'design-fleet', idleDisconnectTimeoutInSeconds: 601 }],
          stacks: [{ name: 'Design' }],
          unread: ['appstream:ListAssociatedFleets'],
        },
      },
    ],
  },
});
