import type { Account } from '../../lib/federation/account.ts';
import { grantPath, liveGrants } from '../../lib/federation/grants.ts';
import { describeGrant } from '../../lib/federation/permission.ts';
import { streamAction, type StreamGrant, type StreamRole } from '../../lib/federation/stream-role.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import { hasWildcard, matchAction } from '../../lib/policy/wildcard.ts';
import { guideWorkspacesPolicy, serviceTrust } from '../../lib/rule/example.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { outsideScope } from '../../lib/rule/scope.ts';
import { appstreamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

const inline = { Stream: guideWorkspacesPolicy };
const role = (actions: Readonly<Record<string, unknown>>) => ({
  roles: [
    {
      name: 'Desktops',
      inline: {
        Stream: { Version: '2012-10-17', Statement: [{ ...guideWorkspacesPolicy.Statement[0], ...actions }] },
      },
    },
  ],
});

export default defineRule({
  id: 'stream-permission-exact-action',
  title: 'Streaming is granted by the exact name of the action',
  severity: 'high',
  rationale:
    'A wildcard or NotAction grants whatever the service has now and will have later. Every desktop user holds these ' +
    'credentials, so with workspaces:* each of them may change, rebuild or delete what the resource element reaches.',
  sources: [workspacesGuide('Step 3.3'), appstreamGuide('Step 3.3')],
  statements: ['W2', 'L3'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  remediation: {
    summary: 'Write "workspaces:Stream" or "appstream:Stream" as the only Action of the statement.',
    cli: 'aws iam put-role-policy --role-name ROLE --policy-name POLICY --policy-document file://policy.json',
    console: 'IAM → Roles → the role → Permissions → the policy → Edit.',
  },
  evaluate: { 'iam.role': judge },
  examples: {
    pass: [
      { name: 'the exact name', given: { roles: [{ name: 'Desktops', inline }] } },
      { name: 'the exact name in other letter case', given: role({ Action: ['WorkSpaces:stream'] }) },
    ],
    fail: [
      { name: 'every action of the service', given: role({ Action: 'workspaces:*' }) },
      { name: 'every action of every service', given: role({ Action: '*' }) },
      { name: 'the beginning of the name', given: role({ Action: ['workspaces:St*'] }) },
      { name: 'the exact name beside a wildcard', given: role({ Action: ['workspaces:Stream', 'workspaces:*'] }) },
      { name: 'everything but some actions', given: role({ Action: undefined, NotAction: 'iam:*' }) },
    ],
    notApplicable: [
      {
        name: 'no SAML sign-in can assume the role',
        given: { roles: [{ name: 'Automation', trust: serviceTrust, inline }] },
      },
      {
        name: 'administrators who are denied streaming',
        given: {
          roles: [
            {
              name: 'Admins',
              inline: {
                All: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
                NoStreaming: {
                  Version: '2012-10-17',
                  Statement: [{ Effect: 'Deny', Action: ['workspaces:Stream', 'appstream:Stream'], Resource: '*' }],
                },
              },
            },
          ],
        },
      },
    ],
    unknown: [
      {
        name: 'one attached policy cannot be read',
        given: { roles: [{ name: 'Desktops', inline: { ...inline, Other: null } }] },
      },
    ],
  },
});

function judge(role: StreamRole, account: Account): Verdict {
  const outside = outsideScope(role);
  if (outside !== undefined) return outside;
  // A policy that cannot be read may hold the Deny that takes a grant back.
  const grants = liveGrants(role, account, need(role.policies) ?? []);
  if (grants.length === 0) return notApplicable('An explicit Deny refuses every Stream request of this role.');

  const wide = grants.flatMap((grant) => {
    const patterns = widePatterns(grant);
    return patterns.length === 0 ? [] : [{ grant, patterns }];
  });
  const [first, ...others] = wide.map(({ grant, patterns }): Evidence => ({
    path: grantPath(grant, 'Action'),
    actual: patterns.join(', '),
    expected: streamAction(grant.service),
  }));
  if (first === undefined) return pass('Streaming is granted by its exact name.');
  const said = wide.map(({ grant, patterns }) => {
    const element = grant.statement.actions.negated ? 'NotAction' : 'Action';
    return `${describeGrant(grant)} grants ${streamAction(grant.service)} by ${element} ${patterns.join(', ')}`;
  });
  return fail(`Streaming is granted along with other actions: ${said.join('; ')}. Expected the exact name.`, [
    first,
    ...others,
  ]);
}

/** The patterns that grant the Stream action without naming it. */
function widePatterns({ service, statement: { actions } }: StreamGrant): readonly string[] {
  if (actions.negated) return actions.patterns;
  return actions.patterns.filter((pattern) => hasWildcard(pattern) && matchAction(pattern, streamAction(service)));
}
