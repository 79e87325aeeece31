import type { Account } from '../../lib/federation/account.ts';
import { grantAlone, grantPath, liveGrants, grantLocation } from '../../lib/federation/grants.ts';
import { describeGrant } from '../../lib/federation/permission.ts';
import { catalogOf, type Protection } from '../../lib/federation/catalog.ts';
import { resourceForm } from '../../lib/federation/resource-form.ts';
import { findSession } from '../../lib/federation/ask.ts';
import { choicesOf } from '../../lib/federation/resources.ts';
import { resourceKind } from '../../lib/federation/streamable.ts';
import { canPassTags } from '../../lib/federation/session-tags.ts';
import { streamAction, type StreamGrant, type StreamRole } from '../../lib/federation/stream-role.ts';
import { signInWitness, streamWitness } from '../../lib/federation/witness.ts';
import type { Fact, Unreadable } from '../../lib/model/fact.ts';
import type { Evidence, Severity, Witness } from '../../lib/model/finding.ts';
import type { NamedDocument } from '../../lib/policy/evaluate.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, appstreamPage, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, list, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-permission-scoped-to-resource',
  title: 'Streaming is limited to specific directories and stacks, or to stacks with entitlements',
  severity: 'high',
  effect: 'exposed',
  step: 'permission',
  sources: [
    workspacesGuide('Step 3.3'),
    appstreamGuide('Step 3.3 and 3.4'),
    appstreamPage('Attribute-based application entitlements', 'application-entitlements-saml'),
  ],
  statements: ['W3', 'L4', 'L6', 'L7'],
  reads: [
    'iam:GetAccountAuthorizationDetails',
    'appstream:DescribeStacks',
    'appstream:DescribeEntitlements',
    'appstream:ListAssociatedFleets',
    'appstream:DescribeFleets',
  ],
  userSees: 'Nothing if too much is allowed. If the ARN is of the wrong type, the user is not authorized to stream.',
  remediation:
    'List the full ARN of each directory or stack as Resource. For a multi-stack application catalog, keep stack/*, create an entitlement for every stack, and deny stacks that must stay out of the catalog.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

interface Fault {
  readonly grant: StreamGrant;
  readonly pattern: string;
  /** Goes on after the pattern: "covers every directory …". */
  readonly problem: string;
  readonly severity?: Severity;
  readonly witness?: Witness;
  /** It allows nothing. */
  readonly useless?: true;
}

/** What an entry of a grant's `Resource` turned out to be. */
interface Looked {
  readonly faults?: readonly Fault[];
  /** What could not be read, or why it cannot be told. */
  readonly doubts?: readonly (Unreadable | string)[];
  /** Entitlement attributes that protect the stacks behind a wildcard. */
  readonly attributes?: readonly string[];
}

function judge(role: StreamRole, account: Account): Verdict {
  // A policy that cannot be read may hold the Deny that takes a grant back.
  const documents = need(role.policies) ?? [];
  const grants = liveGrants(role, account, documents);
  if (grants.length === 0) return notApplicable('A Deny statement denies every Stream request of this role.');

  const looked = grants.flatMap((grant) => lookInto(grant, role, account, documents));
  const verdict = failed(
    looked.flatMap(({ faults = [] }) => faults),
    account,
  );
  if (verdict !== undefined) return verdict;
  for (const doubt of looked.flatMap(({ doubts = [] }) => doubts)) {
    if (typeof doubt !== 'string') need(doubt);
    else return unknown(`Cannot determine which resources are allowed: ${doubt}.`);
  }
  if (looked.some(({ attributes }) => attributes !== undefined)) {
    const attributes = looked.flatMap(({ attributes = [] }) => attributes);
    return catalogVerdict(role, account, [...new Set(attributes)].toSorted());
  }
  return pass('Streaming is limited to specific directories and stacks.');
}

function failed(faults: readonly Fault[], account: Account): Verdict | undefined {
  const [first, ...others] = faults.map(({ grant, pattern }): Evidence => ({
    path: grantPath(grant, 'Resource'),
    actual: pattern,
    expected: `arn:${account.partition}:${grant.service}:REGION:${account.id}:${resourceKind[grant.service]}/${grant.service === 'workspaces' ? 'DIRECTORY_ID' : 'STACK_NAME'}`,
  }));
  if (first === undefined) return undefined;
  const witness = faults.map(({ witness }) => witness).find((witness) => witness !== undefined);
  const said = faults.map(({ grant, pattern, problem }) => {
    const element = grant.statement.resources?.negated === true ? 'NotResource' : 'Resource';
    return `In ${describeGrant(grant)}, ${element} ${pattern} ${problem}.`;
  });
  const [fault] = faults;
  const useless = faults.every((one) => one.useless === true);
  return fail(said.join(' '), [first, ...others], {
    effect: useless ? 'locked-out' : 'exposed',
    cause: {
      kind: useless ? 'stream-resource-useless' : 'stream-resource-wide',
      parameters: { resources: faults.map(({ pattern }) => pattern).join(', ') },
    },
    ...(fault === undefined ? {} : { statement: grantLocation(fault.grant, 'Resource') }),
    severity: faults.every(({ severity }) => severity === 'medium') ? 'medium' : 'high',
    ...(witness === undefined ? {} : { witness }),
  });
}

function lookInto(
  grant: StreamGrant,
  role: StreamRole,
  account: Account,
  documents: readonly NamedDocument[],
): readonly Looked[] {
  const { service, document, statement } = grant;
  const kind = resourceKind[service];
  if (statement.resources === undefined) return [{ doubts: [`${describeGrant(grant)} has no Resource element`] }];
  const wide = (pattern: string, problem: string): Looked => ({
    faults: [{ grant, pattern, problem, ...reachOf(grant, pattern, role, account, documents) }],
  });
  if (statement.resources.negated) {
    return [
      wide(
        statement.resources.patterns.join(', '),
        `covers every other ${kind}, including ones that are created later`,
      ),
    ];
  }
  const entries = statement.resources.patterns.map((pattern) => ({
    pattern,
    form: resourceForm(pattern, document.version, service),
  }));
  const useless = entries.every(({ form }) => form.kind === 'other' || form.kind === 'no-arn');
  return entries.map(({ pattern, form }): Looked => {
    switch (form.kind) {
      case 'one':
        return {};
      case 'variable':
        return { doubts: [`${pattern} depends on the user who signs in`] };
      case 'wide':
        return wide(pattern, `covers more than one ${kind}, including ones that are created later`);
      case 'some':
        return service === 'appstream' && form.arn.account === account.id
          ? lookIntoCatalog(grant, pattern, form.arn.region, role, account, documents)
          : wide(pattern, `covers more than one ${kind}, including ones that are created later`);
      case 'no-arn':
        return {
          faults: [
            { grant, pattern, problem: 'is not a full ARN, so the statement does not allow streaming', useless: true },
          ],
        };
      case 'other':
        // An ARN of something else may be meant for another action of the same statement.
        return useless || statement.actions.patterns.length === 1
          ? {
              faults: [
                {
                  grant,
                  pattern,
                  problem: `is not the ARN of a ${kind}, so it does not allow ${streamAction(service)}`,
                  useless: true,
                },
              ],
            }
          : {};
    }
  });
}

/** A request that shows how far a wildcard reaches. */
function reachOf(
  grant: StreamGrant,
  pattern: string,
  role: StreamRole,
  account: Account,
  documents: readonly NamedDocument[],
): { witness?: Witness } {
  const { service } = grant;
  const alone = grantAlone(grant, documents);
  const wanted = grant.statement.resources?.negated === true ? '*' : pattern;
  const resource = choicesOf(account, service, [wanted], grant.document.version, alone);
  const answer = findSession(account, { role, documents: alone, service, resource, session: 'any', outcome: 'opened' });
  if (answer.kind === 'found') return { witness: streamWitness(answer.found) };
  return {};
}

/** `stack/*` and the like: right for a multi-stack catalog, where entitlements protect every stack within reach. */
function lookIntoCatalog(
  grant: StreamGrant,
  pattern: string,
  region: string,
  role: StreamRole,
  account: Account,
  documents: readonly NamedDocument[],
): Looked {
  const catalog = catalogOf(grant, pattern, region, role, account, documents);
  if (catalog.state === 'unreadable') return { doubts: [catalog] };
  const stacks = catalog.state === 'known' ? catalog.value : [];
  // Nothing is open today, but nothing asks for a wildcard either, and the next stack will be covered unprotected.
  if (stacks.length === 0) {
    const problem = `matches no existing stack in ${region}, but will match any stack that is created later`;
    return { faults: [{ grant, pattern, problem, severity: 'medium' }] };
  }
  const open = stacks.filter(
    ({ protection, reached }) =>
      reached === true && protection.state === 'known' && protection.value !== 'entitlements',
  );
  if (open.length > 0) {
    const request = open.map(({ request }) => request).find((request) => request !== undefined);
    const problem = `includes ${open.map(({ stack, protection }) => `stack ${stack.name}, ${weakness(protection)}`).join('; ')}`;
    return {
      faults: [{ grant, pattern, problem, ...(request === undefined ? {} : { witness: streamWitness(request) }) }],
    };
  }
  return {
    doubts: stacks.flatMap(({ protection, reached }): (Unreadable | string)[] => {
      if (protection.state === 'unreadable') return [protection];
      if (protection.state === 'known' && protection.value === 'entitlements') return [];
      if (role.boundary.state === 'unreadable') return [role.boundary];
      return typeof reached === 'object' ? [reached.unclear] : [];
    }),
    attributes: stacks.flatMap(({ stack }) => list(stack.entitlements).flatMap(({ attributeNames }) => attributeNames)),
  };
}

const weakness = (protection: Fact<Protection>): string =>
  protection.state === 'known' && protection.value === 'ignored entitlements'
    ? 'whose fleet uses the Desktop stream view, for which AppStream ignores entitlements'
    : 'which has no application entitlement';

/** Entitlements compare session tags: without them every user is refused, or none is told from another. */
function catalogVerdict(role: StreamRole, account: Account, attributes: readonly string[]): Verdict {
  need(role.trust);
  const answer = canPassTags(role, account, attributes);
  const entitled = 'Every stack behind the wildcard has application entitlements';
  // What keeps every user out is reported once, and leaves nothing to be seen in the catalog.
  if (answer === 'locked out') return pass(`${entitled}. No correct sign-in can assume this role.`);
  const { truth, provider, refused, diagnosis, unread: fact } = answer;
  if (truth === true) return pass(`${entitled}, and sign-ins can pass their attributes.`);
  if (truth !== false) return unknown(`${truth.unclear}.`, fact);
  const names = attributes.map((attribute) => `PrincipalTag:${attribute}`).join(', ');
  return fail(
    `${entitled}, but the trust policy does not allow sts:TagSession with ${names} for ${provider}.`,
    [
      {
        path: 'AssumeRolePolicyDocument',
        actual: 'sts:TagSession is not allowed',
        expected: `sts:TagSession is allowed with ${names}`,
      },
    ],
    {
      effect: 'locked-out',
      remediation: `In the trust policy of role ${role.role.name}, add "sts:TagSession" next to "sts:AssumeRoleWithSAML".`,
      cause: { kind: 'entitlement-tags-denied', parameters: {} },
      ...(diagnosis === undefined ? {} : { because: { cause: diagnosis.cause, resource: role.role.arn } }),
      ...(refused === undefined ? {} : { witness: signInWitness(refused, `and ${names} is denied`) }),
    },
  );
}
