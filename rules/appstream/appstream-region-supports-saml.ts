import type { Account } from '../../lib/federation/account.ts';
import { rolesServing } from '../../lib/federation/questions.ts';
import type { Stack } from '../../lib/model/snapshot.ts';
import { appstreamRelayEndpoint, regionTable } from '../../lib/saml/regions.ts';
import { guideAppstreamPolicy } from '../../lib/rule/example.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

/** A partition where AppStream runs without any documented relay endpoint. */
const isolated = 'us-iso-east-1';
const serving = {
  name: 'Apps',
  trust: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: 'arn:aws-iso:iam::111122223333:saml-provider/ExampleIdP' },
        Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
        Condition: { StringEquals: { 'SAML:sub_type': 'persistent' } },
      },
    ],
  },
  inline: {
    Stream: {
      Version: '2012-10-17',
      Statement: [
        {
          ...guideAppstreamPolicy.Statement[0],
          Resource: `arn:aws-iso:appstream:${isolated}:111122223333:stack/Design`,
        },
      ],
    },
  },
};

export default defineRule({
  id: 'appstream-region-supports-saml',
  title: 'AppStream stack that SAML users reach is in a Region for which AWS documents a relay state endpoint',
  severity: 'medium',
  rationale:
    "The relay state URL is built from the Region's endpoint. Where AWS documents none, there is nothing to configure in the " +
    'identity provider, and sign-in rests on an endpoint that nobody promised.',
  sources: [appstreamGuide('Step 6, Table 1')],
  statements: ['L17'],
  reads: ['appstream:DescribeStacks', 'iam:GetAccountAuthorizationDetails'],
  userSees: 'A page that does not load after signing in at the identity provider.',
  remediation: {
    summary:
      'Ask AWS Support whether the Region has a relay state endpoint, or serve these users from a stack in a Region that the guide lists.',
  },
  evaluate: { 'appstream.stack': judge },
  examples: {
    pass: [{ name: 'a Region of the table', given: { region: 'eu-central-1', stacks: [{ name: 'Design' }] } }],
    fail: [
      {
        name: 'a Region that the table leaves out',
        given: { partition: 'aws-iso', region: isolated, roles: [serving], stacks: [{ name: 'Design' }] },
      },
    ],
    notApplicable: [
      {
        name: 'no streaming role reaches the stack',
        given: { partition: 'aws-iso', region: isolated, stacks: [{ name: 'Design' }] },
      },
    ],
    unknown: [
      {
        name: 'the roles could not be read',
        given: {
          partition: 'aws-iso',
          region: isolated,
          stacks: [{ name: 'Design' }],
          unread: ['iam:GetAccountAuthorizationDetails'],
        },
      },
      { name: 'stacks could not be listed', given: { unread: ['appstream:DescribeStacks'] } },
    ],
  },
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
    );
  }
  const [doubt] = serving?.unsure ?? [];
  if (doubt !== undefined)
    return unknown(`Whether role ${doubt.role.role.name} reaches this stack cannot be told: ${doubt.reason}.`);
  return notApplicable('No streaming role reaches this stack, so SAML is not in use here.');
}
