import { whereOffered } from '../../lib/rule/offered.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamPage } from '../../lib/rule/sources.ts';
import { timeLimit } from '../../lib/rule/time-limit.ts';

const longest = { seconds: 600, text: '10 minutes' };

export default defineRule({
  id: 'appstream-fleet-idle-timeout',
  title: 'AppStream fleet disconnects idle users after 10 minutes at most',
  severity: 'low',
  effect: 'advice',
  sources: [appstreamPage('Create a fleet', 'set-up-stacks-fleets-create')],
  statements: ['X20'],
  reads: ['appstream:DescribeFleets', 'appstream:DescribeStacks', 'appstream:ListAssociatedFleets'],
  remediation: 'Set the idle disconnect timeout of the fleet to 10 minutes or less.',
  evaluate: {
    'appstream.fleet': {
      scope: [],
      judge: (fleet, account) =>
        whereOffered(
          fleet,
          account,
          timeLimit(
            fleet.name,
            'idle disconnect timeout',
            'IdleDisconnectTimeoutInSeconds',
            fleet.idleDisconnectTimeoutInSeconds,
            longest,
          ),
        ),
    },
  },
});
