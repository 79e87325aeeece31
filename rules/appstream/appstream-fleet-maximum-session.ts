import { whereOffered } from '../../lib/rule/offered.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamPage } from '../../lib/rule/sources.ts';
import { timeLimit } from '../../lib/rule/time-limit.ts';

const longest = { seconds: 36000, text: '10 hours' };

export default defineRule({
  id: 'appstream-fleet-maximum-session',
  title: 'AppStream fleet ends sessions after 10 hours at most',
  severity: 'low',
  effect: 'advice',
  sources: [appstreamPage('Create a fleet', 'set-up-stacks-fleets-create')],
  statements: ['X18'],
  reads: ['appstream:DescribeFleets', 'appstream:DescribeStacks', 'appstream:ListAssociatedFleets'],
  remediation: 'Set the maximum session duration of the fleet to 10 hours or less.',
  evaluate: {
    'appstream.fleet': {
      scope: [],
      judge: (fleet, account) =>
        whereOffered(
          fleet,
          account,
          timeLimit(
            fleet.name,
            'maximum session duration',
            'MaxUserDurationInSeconds',
            fleet.maxUserDurationInSeconds,
            longest,
          ),
        ),
    },
  },
});
