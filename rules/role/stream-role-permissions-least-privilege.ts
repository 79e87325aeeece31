import type { Account } from '../../lib/federation/account.ts';
import { liveGrants } from '../../lib/federation/grants.ts';
import { hasAdminRights, isAdminLike } from '../../lib/federation/privilege.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { wideActionsCause } from '../../lib/federation/wide-actions.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import { actionMatches, type NamedDocument } from '../../lib/policy/evaluate.ts';
import { matchAction } from '../../lib/policy/wildcard.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-permissions-least-privilege',
  title: 'Streaming role allows only streaming',
  severity: 'medium',
  effect: 'exposed',
  step: 'permission',
  sources: [workspacesGuide('Step 2.8 and Step 3'), appstreamGuide('Step 2.8 and Step 3')],
  statements: ['R13', 'X7'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  remediation:
    'Remove all actions except Stream from the policies of the role. Give administrators and other users separate roles.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

function judge(role: StreamRole, account: Account): Verdict {
  need(role.trust);
  const documents = need(role.policies) ?? [];
  const [first, ...others] = documents.flatMap(beyondStreaming);
  if (first !== undefined) {
    const admin = hasAdminRights(documents);
    const patterns = [...new Set([first, ...others].map(({ actual }) => actual))];
    const actions = patterns.join(', ');
    // A wildcard that is there to allow streaming is one fault, with the exact action as its fix.
    const wide = wideActionsCause(liveGrants(role, account, documents));
    const follows = patterns.every((pattern) => wide?.parameters['actions']?.split(', ').includes(pattern) === true);
    return fail(
      admin
        ? `The role also allows ${actions}. These are administrator permissions, and every user of the role has them.`
        : `The role also allows actions other than streaming: ${actions}.`,
      [first, ...others],
      {
        severity: admin ? 'high' : 'medium',
        cause: { kind: admin ? 'role-allows-administration' : 'role-allows-other-actions', parameters: { actions } },
        ...(follows && wide !== undefined && !admin ? { because: { cause: wide, resource: role.role.arn } } : {}),
        remediation: `Remove all actions except Stream from the policies of role ${role.role.name}. Give administrators and other users separate roles.`,
      },
    );
  }
  const listing = listsUsers(documents);
  const [list] = listing;
  if (list !== undefined) return listingVerdict(role, [list, ...listing.slice(1)]);
  return otherRoles(role, account) ?? passed(documents);
}

function passed(documents: readonly NamedDocument[]): Verdict {
  const reads = documents.some(({ document }) =>
    document.statements.some(
      ({ effect, actions }) => effect === 'Allow' && actions.patterns.some((pattern) => catalogRead.test(pattern)),
    ),
  );
  return pass(
    reads
      ? 'The role allows streaming, and other actions only to read what WorkSpaces and AppStream offer, users and sessions excluded.'
      : 'The role allows streaming and no other actions.',
  );
}

/** Every user of the role sees the names, email addresses, or sessions of all others. */
function listingVerdict(role: StreamRole, evidence: readonly [Evidence, ...Evidence[]]): Verdict {
  const actions = [...new Set(evidence.map(({ actual }) => actual))].join(', ');
  return fail(
    `The role also allows ${actions}. Every user can list the names, email addresses, or sessions of all other users.`,
    evidence,
    {
      severity: 'medium',
      cause: { kind: 'role-lists-users', parameters: { actions } },
      remediation: `Remove ${actions} from the policies of role ${role.role.name}. Users do not need them to sign in and stream.`,
    },
  );
}

/** Other roles behind the same SAML provider: where one has administrator permissions, a faulty sign-in reaches it. */
function otherRoles(role: StreamRole, account: Account): Verdict | undefined {
  const uses = need(account.providerUses());
  const shared = role.providers.flatMap((arn) => uses?.get(arn) ?? []);
  const admins = [...new Set(shared.flatMap(({ administrators }) => administrators))]
    .filter((name) => name !== role.role.name)
    .toSorted();
  const [adminRole] = admins;
  if (adminRole === undefined) {
    const doubt = shared.flatMap(({ unread }) => unread).find((one) => one.role !== role.role.name);
    return doubt === undefined
      ? undefined
      : unknown(
          `Cannot determine whether role ${doubt.role}, which the same SAML provider signs in to, has administrator permissions.`,
          doubt.fact,
        );
  }
  const more = admins.length > 3 ? ', …' : '';
  const which =
    admins.length === 1
      ? `${adminRole}, a role with administrator permissions`
      : `${admins.length} roles with administrator permissions (${admins.slice(0, 3).join(', ')}${more})`;
  return fail(
    `The role allows only streaming, but its SAML provider also signs users in to ${which}.`,
    [
      {
        path: 'AssumeRolePolicyDocument.Principal.Federated',
        actual: role.providers.join(', '),
        expected: 'a provider for desktop users only',
      },
    ],
    {
      severity: 'informational',
      effect: 'advice',
      cause: { kind: 'provider-shared-with-administrators', parameters: { provider: role.providers.join(', ') } },
      remediation:
        'Consider a separate SAML provider for administrators, so that a fault in one sign-in does not affect the other.',
    },
  );
}

/** Reading what exists: the optional catalog permissions. */
const catalogRead = /^(appstream|workspaces):(describe|list|get)[a-z*?]*$/i;

const streamOnly = /^(appstream|workspaces):stream$/i;

/** Read actions whose answers name users, or say who uses what (Service Authorization Reference, API References). */
const userLists = [
  'appstream:DescribeUsers',
  'appstream:DescribeSessions',
  'appstream:DescribeUserStackAssociations',
  'workspaces:DescribeWorkspaces',
  'workspaces:DescribeWorkspacesConnectionStatus',
  'workspaces:DescribeWorkspacesPoolSessions',
];

/** Statements that allow such an action, by name or by a wildcard, and that no Deny without conditions takes back. */
function listsUsers(documents: readonly NamedDocument[]): Evidence[] {
  const denied = (action: string) =>
    documents.some(({ document }) =>
      document.statements.some(
        (statement) =>
          statement.effect === 'Deny' &&
          statement.conditions.length === 0 &&
          statement.resources?.negated === false &&
          statement.resources.patterns.includes('*') &&
          actionMatches(statement, action),
      ),
    );
  const open = userLists.filter((action) => !denied(action));
  return documents.flatMap(({ name, document }) =>
    document.statements
      .filter(({ effect, actions }) => effect === 'Allow' && !actions.negated)
      .flatMap(({ actions, index }) =>
        actions.patterns
          .filter((pattern) => catalogRead.test(pattern) && open.some((action) => matchAction(pattern, action)))
          .map((pattern) => ({
            path: `${name}.Statement[${index}].Action`,
            actual: pattern,
            expected: 'workspaces:Stream or appstream:Stream',
          })),
      ),
  );
}

function beyondStreaming({ name, document }: NamedDocument): Evidence[] {
  return document.statements.flatMap((statement): Evidence[] => {
    if (statement.effect === 'Deny') return [];
    const path = `${name}.Statement[${statement.index}]`;
    const expected = 'workspaces:Stream or appstream:Stream';
    if (statement.actions.negated) {
      return [
        { path: `${path}.NotAction`, actual: `all actions except ${statement.actions.patterns.join(', ')}`, expected },
      ];
    }
    const more = statement.actions.patterns.filter(
      (pattern) => !streamOnly.test(pattern) && !catalogRead.test(pattern),
    );
    // How Stream itself is granted (by a wildcard of its service) is another rule's question, unless it opens everything.
    return more
      .filter(
        (pattern) => isAdminLike(statement) || !/^(appstream|workspaces):/i.test(pattern) || !couldBeStream(pattern),
      )
      .map((pattern) => ({ path: `${path}.Action`, actual: pattern, expected }));
  });
}

/** `workspaces:St*`: a sloppy way to say Stream. `workspaces:*` is far more than that. */
const couldBeStream = (pattern: string): boolean => /^(appstream|workspaces):s[a-z*?]*$/i.test(pattern);
