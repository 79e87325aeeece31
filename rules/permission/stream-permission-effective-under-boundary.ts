import type { Account } from '../../lib/federation/account.ts';
import { grantPath, liveGrants } from '../../lib/federation/grants.ts';
import { findSession } from '../../lib/federation/ask.ts';
import { describeGrant, type StreamRequest } from '../../lib/federation/permission.ts';
import { choicesOf, grantPatterns } from '../../lib/federation/resources.ts';
import { streamAction, type StreamGrant, type StreamRole } from '../../lib/federation/stream-role.ts';
import { streamWitness } from '../../lib/federation/witness.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import type { NamedDocument } from '../../lib/policy/evaluate.ts';
import { unclear, type Truth } from '../../lib/policy/truth.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-permission-effective-under-boundary',
  title: 'Permissions boundary of a streaming role allows what its policies grant',
  severity: 'high',
  effect: 'locked-out',
  step: 'permission',
  sources: [
    iamGuide('Permissions boundaries for IAM entities', 'access_policies_boundaries'),
    workspacesGuide('Step 3'),
  ],
  statements: ['X8'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  userSees: 'Signing in works; starting the session ends with "not authorized".',
  remediation: 'Allow the Stream action in the permissions boundary, or take the boundary off the role.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

function judge(role: StreamRole, account: Account): Verdict {
  const boundary = need(role.boundary);
  if (boundary === undefined) return notApplicable('The role has no permissions boundary.');
  const documents = need(role.policies) ?? [];

  const trials = liveGrants(role, account, documents).flatMap((grant) =>
    grantPatterns(grant).map((pattern) => tryPattern(grant, pattern, role, account, documents, boundary)),
  );
  const blocked = trials.filter(({ blocked }) => blocked === true);
  const [first, ...others] = blocked.map(({ grant, pattern }): Evidence => ({
    path: grantPath(grant, 'Resource'),
    actual: `${streamAction(grant.service)} on ${pattern}: not allowed by permissions boundary ${boundary.name}`,
    expected: 'allowed by the permissions boundary too',
  }));
  if (first !== undefined) {
    const what = blocked.map(
      ({ grant, pattern }) => `${streamAction(grant.service)} on ${pattern} (${describeGrant(grant)})`,
    );
    const request = blocked.map(({ request }) => request).find((request) => request !== undefined);
    return fail(
      `Permissions boundary ${boundary.name} does not allow what the policies grant: ${what.join(', ')}. Nobody can stream there.`,
      [first, ...others],
      request === undefined ? {} : { witness: streamWitness(request, 'may not') },
    );
  }
  for (const { blocked } of trials) {
    if (blocked !== true && blocked !== false)
      return unknown(`What permissions boundary ${boundary.name} leaves over cannot be told: ${blocked.unclear}.`);
  }
  return pass(`Permissions boundary ${boundary.name} allows the streaming that the policies grant.`);
}

interface Trial {
  readonly grant: StreamGrant;
  readonly pattern: string;
  /** The policies let users into their own sessions somewhere under the pattern, and the boundary nowhere. */
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
