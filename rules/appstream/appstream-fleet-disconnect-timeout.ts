import { whereOffered } from '../../lib/rule/offered.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamPage } from '../../lib/rule/sources.ts';
import { timeLimit } from '../../lib/rule/time-limit.ts';

const longest = { seconds: 300, text: '5 minutes' };

export default defineRule({
  id: 'appstream-fleet-disconnect-timeout',
  title: 'AppStream fleet ends disconnected sessions after 5 minutes at most',
  severity: 'low',
  effect: 'advice',
  sources: [appstreamPage('Create a fleet', 'set-up-stacks-fleets-create')],
  statements: ['X19'],
  reads: ['appstream:DescribeFleets', 'appstream:DescribeStacks', 'appstream:ListAssociatedFleets'],
  remediation: 'Set the disconnect timeout of the fleet to 5 minutes or less.',
  evaluate: {
    'appstream.fleet': {
      scope: [],
      judge: (fleet, account) =>
        whereOffered(
          fleet,
          account,
          timeLimit(
            fleet.name,
            'disconnect timeout',
            'DisconnectTimeoutInSeconds',
            fleet.disconnectTimeoutInSeconds,
            longest,
          ),
        ),
    },
  },
});
