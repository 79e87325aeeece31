import type { Account } from '../../lib/federation/account.ts';
import { liveGrants } from '../../lib/federation/grants.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import type { AttachedPolicy } from '../../lib/model/snapshot.ts';
import { guideAppstreamPolicy, guideWorkspacesPolicy, serviceTrust } from '../../lib/rule/example.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { outsideScope } from '../../lib/rule/scope.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

const inline = { Stream: guideWorkspacesPolicy };
const managed = { StreamDesktops: guideWorkspacesPolicy };

export default defineRule({
  id: 'stream-permission-inline',
  title: 'Streaming permission is an inline policy of its role',
  severity: 'low',
  rationale:
    'A managed policy has the same effect, but a life of its own: it can be attached to other roles and changed for all of ' +
    'them at once, by people who do not have the sign-in in mind. That is untidy while one role uses it, and a real ' +
    'coupling once several do, or where AWS itself changes it.',
  sources: [
    workspacesGuide('Step 3'),
    appstreamGuide('Step 3'),
    iamGuide('Managed policies and inline policies', 'access_policies_managed-vs-inline'),
  ],
  statements: ['W1', 'L2'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  remediation: {
    summary: 'Put the Stream statement into an inline policy of the role, then detach the managed policy.',
    cli: 'aws iam put-role-policy --role-name ROLE --policy-name Stream --policy-document file://policy.json\naws iam detach-role-policy --role-name ROLE --policy-arn POLICY_ARN',
    console: 'IAM → Roles → the role → Permissions → Add permissions → Create inline policy.',
  },
  evaluate: { 'iam.role': judge },
  examples: {
    pass: [
      { name: 'the inline policy of the WorkSpaces guide', given: { roles: [{ name: 'Desktops', inline }] } },
      {
        name: 'a managed policy that grants something else',
        given: {
          roles: [
            {
              name: 'Desktops',
              inline,
              managed: {
                Catalog: {
                  Version: '2012-10-17',
                  Statement: [{ Effect: 'Allow', Action: 'appstream:DescribeStacks', Resource: '*' }],
                },
              },
            },
          ],
        },
      },
    ],
    fail: [
      { name: 'a managed policy of one role', given: { roles: [{ name: 'Desktops', managed }] } },
      {
        name: 'a managed policy that two roles share',
        given: {
          roles: [
            { name: 'Desktops', managed },
            { name: 'Contractors', managed },
          ],
        },
      },
      {
        name: 'inline for desktops, managed for applications',
        given: { roles: [{ name: 'Everything', inline, managed: { StreamApps: guideAppstreamPolicy } }] },
      },
    ],
    notApplicable: [
      {
        name: 'no SAML sign-in can assume the role',
        given: { roles: [{ name: 'Automation', trust: serviceTrust, managed }] },
      },
      {
        name: 'an explicit Deny takes the permission back',
        given: {
          roles: [
            {
              name: 'Desktops',
              managed,
              inline: {
                Suspended: {
                  Version: '2012-10-17',
                  Statement: [{ Effect: 'Deny', Action: 'workspaces:Stream', Resource: '*' }],
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
        given: { roles: [{ name: 'Desktops', managed, inline: { Other: null } }] },
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

  const managed = [...new Set(grants.map(({ policy }) => policy))].filter(({ kind }) => kind !== 'inline');
  const seen = managed.map((policy) => ({ policy, roles: rolesWith(policy, account) }));
  const [first, ...others] = seen.map(({ policy, roles }): Evidence => ({
    path: 'AttachedManagedPolicies',
    actual: `${policy.arn ?? policy.name} (attached to ${roles} ${roles === 1 ? 'role' : 'roles'})`,
    expected: 'an inline policy of the role',
  }));
  if (first === undefined) return pass('Streaming is granted by inline policies only.');
  const shared = seen.some(({ policy, roles }) => roles > 1 || policy.kind === 'aws-managed');
  const names = seen.map(({ policy, roles }) => `${policy.name}${note(policy, roles)}`).join(', ');
  return fail(
    `Streaming is granted by a managed policy: ${names}. Expected an inline policy, which belongs to this role alone.`,
    [first, ...others],
    { severity: shared ? 'medium' : 'low' },
  );
}

const note = (policy: AttachedPolicy, roles: number): string =>
  policy.kind === 'aws-managed'
    ? ' (which AWS changes as it sees fit)'
    : roles > 1
      ? ` (which ${roles} roles share)`
      : '';

/** Roles of the account that the policy is attached to, this one included. */
function rolesWith(policy: AttachedPolicy, { snapshot: { roles } }: Account): number {
  if (roles.state !== 'known') return 1;
  return roles.value.filter(
    (role) => role.policies.state === 'known' && role.policies.value.some(({ arn }) => arn === policy.arn),
  ).length;
}
