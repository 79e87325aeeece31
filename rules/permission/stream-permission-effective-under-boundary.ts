import type { Account } from '../../lib/federation/account.ts';
import { findSession } from '../../lib/federation/ask.ts';
import { grantPath, liveGrants } from '../../lib/federation/grants.ts';
import type { StreamRequest } from '../../lib/federation/permission.ts';
import { choicesOf, grantPatterns } from '../../lib/federation/resources.ts';
import { streamAction, type StreamGrant, type StreamRole } from '../../lib/federation/stream-role.ts';
import { streamWitness } from '../../lib/federation/witness.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import type { NamedDocument } from '../../lib/policy/evaluate.ts';
import { unclear, type Truth } from '../../lib/policy/truth.ts';
import { userSees } from '../../lib/saml/sign-in-errors.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-permission-effective-under-boundary',
  title: 'Permissions boundary allows the streaming that the policies of the role allow',
  severity: 'high',
  effect: 'locked-out',
  step: 'permission',
  sources: [
    iamGuide('Permissions boundaries for IAM entities', 'access_policies_boundaries'),
    workspacesGuide('Step 3'),
  ],
  statements: ['X8'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  userSees: userSees('not-authorized-to-stream'),
  remediation:
    'Ask the owner of the permissions boundary to allow the Stream action. Remove the boundary only if your organization does not require it.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

function judge(role: StreamRole, account: Account): Verdict {
  const boundary = need(role.boundary);
  if (boundary === undefined) return notApplicable('The role has no permissions boundary.');
  const documents = need(role.policies) ?? [];

  const trials = liveGrants(role, account, documents).flatMap((grant) =>
    grantPatterns(grant).map((pattern) => tryPattern(grant, pattern, role, account, documents, boundary)),
  );
  const blocked = trials.filter((trial) => trial.blocked === true);
  const [first] = blocked;
  if (first !== undefined) return failure(first, blocked.slice(1), role, boundary);
  for (const trial of trials) {
    if (typeof trial.blocked === 'object')
      return unknown(`Cannot determine what permissions boundary ${boundary.name} allows: ${trial.blocked.unclear}.`);
  }
  return pass(`Permissions boundary ${boundary.name} allows the streaming that the role's policies allow.`);
}

interface Trial {
  readonly grant: StreamGrant;
  readonly pattern: string;
  /** The policies allow users their own sessions somewhere under the pattern, and the boundary nowhere. */
  readonly blocked: Truth;
  readonly request?: StreamRequest;
}

function tryPattern(
  grant: StreamGrant,
  pattern: string,
  role: StreamRole,
  account: Account,
  documents: readonly NamedDocument[],
  boundary: NamedDocument,
): Trial {
  const { service, document } = grant;
  const resource = choicesOf(account, service, [pattern], document.version, [...documents, boundary]);
  const ask = (policies: readonly NamedDocument[], within: { boundary?: NamedDocument } = {}) =>
    findSession(account, {
      role,
      documents: policies,
      service,
      resource,
      session: 'own',
      outcome: 'opened',
      ...within,
    });
  const left = ask(documents, { boundary });
  if (left.kind === 'found') return { grant, pattern, blocked: false };
  const granted = ask(documents);
  // What the policies themselves refuse is not the boundary's doing.
  if (granted.kind === 'none') return { grant, pattern, blocked: false };
  if (granted.kind === 'unclear') {
    const alone = ask([boundary]);
    return { grant, pattern, blocked: alone.kind === 'found' ? false : unclear(granted.reason) };
  }
  return left.kind === 'none'
    ? { grant, pattern, blocked: true, request: granted.found }
    : { grant, pattern, blocked: unclear(left.reason) };
}

function failure(first: Trial, others: readonly Trial[], { role }: StreamRole, boundary: NamedDocument): Verdict {
  const what = [first, ...others]
    .map(({ grant, pattern }) => `${streamAction(grant.service)} on ${pattern}`)
    .join(', ');
  const evidence = ({ grant, pattern }: Trial): Evidence => ({
    path: grantPath(grant, 'Resource'),
    actual: `${streamAction(grant.service)} on ${pattern}: not allowed by permissions boundary ${boundary.name}`,
    expected: 'allowed by the permissions boundary too',
  });
  const [cause, ...otherCauses] = [...new Set([first, ...others].map(({ grant }) => streamAction(grant.service)))].map(
    (action) => ({ kind: 'permission-boundary-excludes-stream', parameters: { boundary: boundary.name, action } }),
  );
  return fail(
    `Permissions boundary ${boundary.name} blocks ${what}, which the policies of the role allow. No user can stream from it.`,
    [evidence(first), ...others.map(evidence)],
    {
      ...(cause === undefined ? {} : { cause }),
      otherCauses,
      remediation: `Ask the owner of permissions boundary ${boundary.name} to allow ${what}. Remove the boundary from role ${role.name} only if your organization does not require it.`,
      ...(first.request === undefined ? {} : { witness: streamWitness(first.request, 'cannot') }),
    },
  );
}
