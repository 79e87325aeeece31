import { defineExplanation } from '../../lib/explain/explanation.ts';

export default defineExplanation({
  rationale:
    'A session that goes on for days keeps whatever the user had access to at its beginning, also after the account was disabled at the identity provider. ' +
    'The CIS AWS End User Compute Services Benchmark asks for 10 hours or less. The right value depends on how people work, so this is advice.',
  cli: 'aws appstream update-fleet --name FLEET --max-user-duration-in-seconds 36000',
  console: 'WorkSpaces Applications console → Fleets → the fleet → Edit → Fleet configuration.',
  examples: {
    pass: [
      {
        name: 'as long as the benchmark allows',
        says: 'The maximum session duration is 36000 seconds.',
        given: { fleets: [{ name: 'design-fleet', maxUserDurationInSeconds: 36000 }] },
      },
    ],
    fail: [
      {
        name: 'longer',
        severity: 'low',
        says: 'The maximum session duration is 36001 seconds: more than 10 hours.',
        given: { fleets: [{ name: 'design-fleet', maxUserDurationInSeconds: 36001 }], stacks: [{ name: 'Design' }] },
      },
    ],
    notApplicable: [
      {
        name: 'no stack offers the fleet',
        says: 'No stack offers this fleet, so no user can start a session of it.',
        given: {
          fleets: [{ name: 'design-fleet', maxUserDurationInSeconds: 36001 }],
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
          fleets: [{ name: 'design-fleet', maxUserDurationInSeconds: 36001 }],
          stacks: [{ name: 'Design' }],
          unread: ['appstream:ListAssociatedFleets'],
        },
      },
    ],
  },
});
