import type { Account } from '../../lib/federation/account.ts';
import { rolesServing } from '../../lib/federation/questions.ts';
import type { Stack } from '../../lib/model/snapshot.ts';
import { appstreamRelayEndpoint, regionTable } from '../../lib/saml/regions.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'appstream-region-supports-saml',
  title: 'AppStream stack that SAML users reach is in a Region for which AWS documents a relay state endpoint',
  severity: 'medium',
  effect: 'at-risk',
  sources: [appstreamGuide('Step 6, Table 1')],
  statements: ['L17'],
  reads: ['appstream:DescribeStacks', 'iam:GetAccountAuthorizationDetails'],
  userSees: 'A page that does not load after signing in at the identity provider.',
  remediation:
    'Ask AWS Support whether the Region has a relay state endpoint, or serve these users from a stack in a Region that the guide lists.',
  evaluate: { 'appstream.stack': { scope: [], judge } },
});

function judge(stack: Stack, account: Account): Verdict {
  const endpoint = appstreamRelayEndpoint(stack.region);
  const seen = { path: 'Region', actual: stack.region, expected: 'a Region with a documented relay state endpoint' };
  if (endpoint !== undefined) return pass(`The relay state endpoint is ${endpoint}.`, seen);
  const serving = need(rolesServing(account, 'appstream', stack.arn));
  const [role] = serving?.sure ?? [];
  if (role !== undefined) {
    return fail(
      `Role ${role.role.name} lets SAML users reach this stack, but AWS documents no AppStream relay state endpoint for ${stack.region} (as of ${regionTable.asOf}).`,
      [seen],
      {
        cause: { kind: 'relay-endpoint-undocumented', parameters: { region: stack.region } },
        remediation: `Ask AWS Support whether ${stack.region} has a relay state endpoint, or serve the users of stack ${stack.name} from a Region that the guide lists.`,
      },
    );
  }
  const [doubt] = serving?.unsure ?? [];
  if (doubt !== undefined)
    return unknown(`Whether role ${doubt.role.role.name} reaches this stack cannot be told: ${doubt.reason}.`);
  return notApplicable('No streaming role reaches this stack, so SAML is not in use here.');
}
