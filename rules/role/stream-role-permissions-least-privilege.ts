import type { Account } from '../../lib/federation/account.ts';
import { hasAdminRights, isAdminLike } from '../../lib/federation/privilege.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import type { NamedDocument } from '../../lib/policy/evaluate.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-permissions-least-privilege',
  title: 'Streaming role may stream, and nothing else',
  severity: 'medium',
  effect: 'exposed',
  step: 'permission',
  sources: [workspacesGuide('Step 2.8 and Step 3'), appstreamGuide('Step 2.8 and Step 3')],
  statements: ['R13', 'X7'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  remediation:
    'Remove every permission but Stream from the role; give administrators and other users roles of their own.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

function judge(role: StreamRole, account: Account): Verdict {
  need(role.trust);
  const documents = need(role.policies) ?? [];
  const [first, ...others] = documents.flatMap(beyondStreaming);
  if (first !== undefined) {
    const admin = hasAdminRights(documents);
    return fail(
      `Besides streaming the role may ${[first, ...others].map(({ actual }) => actual).join(', ')}${admin ? ': the rights of an administrator, for every user' : ''}.`,
      [first, ...others],
      { severity: admin ? 'high' : 'medium' },
    );
  }
  const admins = adminRolesOf(role.providers, account).filter((name) => name !== role.role.name);
  const [adminRole] = admins;
  if (adminRole === undefined) return pass('The role may stream, and nothing else.');
  return fail(
    `The role itself may only stream. Its SAML provider also signs in ${admins.length === 1 ? `role ${adminRole}, which has` : `${admins.length} roles (${admins.slice(0, 3).join(', ')}${admins.length > 3 ? ' …' : ''}) that have`} the rights of an administrator.`,
    [
      {
        path: 'AssumeRolePolicyDocument.Principal.Federated',
        actual: role.providers.join(', '),
        expected: 'a provider for desktop users alone',
      },
    ],
    {
      severity: 'informational',
      remediation:
        'Consider a SAML provider of its own for administrators, so that a fault in one sign-in does not reach the other.',
    },
  );
}

/** Reading what exists: the optional catalog permissions. */
const catalogRead = /^(appstream|workspaces):(describe|list|get)[a-z]*$/i;

const streamOnly = /^(appstream|workspaces):stream$/i;

function beyondStreaming({ name, document }: NamedDocument): Evidence[] {
  return document.statements.flatMap((statement): Evidence[] => {
    if (statement.effect === 'Deny') return [];
    const path = `${name}.Statement[${statement.index}]`;
    const expected = 'workspaces:Stream or appstream:Stream';
    if (statement.actions.negated) {
      return [
        { path: `${path}.NotAction`, actual: `everything but ${statement.actions.patterns.join(', ')}`, expected },
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

/** Names of roles with administrator rights that one of these providers signs in to, each once. */
function adminRolesOf(providers: readonly string[], account: Account): readonly string[] {
  const administrators = need(account.administrators());
  return [...new Set(providers.flatMap((arn) => administrators?.get(arn) ?? []))].toSorted();
}
