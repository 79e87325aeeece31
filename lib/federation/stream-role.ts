import { absent, known, type Fact, type Unreadable } from '../model/fact.ts';
import type { AttachedPolicy, Role } from '../model/snapshot.ts';
import { parsePolicy, type PolicyDocument, type PolicyVersion, type Statement } from '../policy/document.ts';
import { actionMatches, type NamedDocument } from '../policy/evaluate.ts';
import { coversStreamable } from './streamable.ts';
import { samlStatements, trustedProviders } from './trust.ts';

export type Service = 'workspaces' | 'appstream';
export const services: readonly Service[] = ['workspaces', 'appstream'];
export const streamAction = (service: Service): string => `${service}:Stream`;

/** One Allow statement that grants `workspaces:Stream` or `appstream:Stream`. */
export interface StreamGrant {
  readonly service: Service;
  readonly policy: AttachedPolicy;
  readonly document: PolicyDocument;
  readonly statement: Statement;
  /** The Stream action is written out, not reached by a wildcard or NotAction. */
  readonly exact: boolean;
  /** The statement names the service in an action, a resource or a condition key: streaming is meant. */
  readonly named: boolean;
}

/**
 * A role in the view of this tool: what it trusts and what it may stream.
 * "Stream role" = trusts SAML and may stream (domain-facts 8, preamble).
 */
export interface StreamRole {
  readonly role: Role;
  readonly trust: Fact<PolicyDocument>;
  /** All identity policies, or the first that could not be read: one unread policy may hold a Deny. */
  readonly policies: Fact<readonly NamedDocument[]>;
  /** Absent: no permissions boundary. */
  readonly boundary: Fact<NamedDocument>;
  /** SAML providers that the trust policy lets in. Empty also when the trust policy could not be read. */
  readonly providers: readonly string[];
  readonly grants: readonly StreamGrant[];
  /** Services it may stream, by any readable grant. */
  readonly services: readonly Service[];
  /**
   * `stream`: trusts SAML, and a policy names a streaming service. `console`: trusts SAML, and reaches Stream only
   * through `*`, NotAction or the like, as administrators do: a role for other work that could also stream.
   * `no-saml`: names Stream, but no SAML sign-in can assume it. `undetermined`: it could be a streaming role; what
   * would tell is unreadable.
   */
  readonly scope: 'stream' | 'console' | 'no-saml' | 'undetermined';
}

/** Roles under this path belong to IAM Identity Center, trust AssumeRoleWithSAML, and are not judged (domain-facts 3.2). */
export const identityCenterPath = '/aws-reserved/sso.amazonaws.com/';

/** The role as a stream role, or `undefined` when it has nothing to do with streaming. */
export function asStreamRole(role: Role): StreamRole | undefined {
  if (role.path.startsWith(identityCenterPath)) return undefined;
  const trust = parseFact(role.trust, `trust policy of role ${role.name}`);
  const trustsSaml = trust.state === 'known' && samlStatements(trust.value).some((statement) => admitsSaml(statement));
  if (trust.state === 'known' && !trustsSaml && !mentionsStream(role)) return undefined;

  const parsed = parsePolicies(role);
  const grants = parsed.readable.flatMap(grantsOf);
  const scope = scopeOf(trust, trustsSaml, parsed.policies, grants);
  if (scope === undefined) return undefined;
  return {
    role,
    trust,
    policies: parsed.policies,
    boundary: parseBoundary(role),
    providers: trust.state === 'known' ? trustedProviders(trust.value) : [],
    grants,
    services: services.filter((service) => grants.some((grant) => grant.service === service)),
    scope,
  };
}

function scopeOf(
  trust: Fact<PolicyDocument>,
  trustsSaml: boolean,
  policies: Fact<readonly NamedDocument[]>,
  grants: readonly StreamGrant[],
): StreamRole['scope'] | undefined {
  if (trust.state !== 'known') return grants.length > 0 || policies.state === 'unreadable' ? 'undetermined' : undefined;
  if (!trustsSaml) {
    if (grants.some(({ exact }) => exact)) return 'no-saml';
    // What names Stream may stand in the policy that cannot be understood; dropping the role would call it gone.
    return policies.state === 'unreadable' && policies.reason === 'unparseable' ? 'undetermined' : undefined;
  }
  if (grants.some(({ named }) => named)) return 'stream';
  // A policy that could not be read could name streaming.
  if (policies.state === 'unreadable') return 'undetermined';
  return grants.length > 0 ? 'console' : undefined;
}

/** A federated SAML principal, or a principal element so wide that it includes one. */
const admitsSaml = ({ principal }: Statement): boolean =>
  principal !== undefined &&
  (principal.negated ||
    principal.everyone ||
    principal.aws.includes('*') ||
    principal.federated.some((arn) => arn === '*' || arn.includes(':saml-provider/')));

/** Cheap look before parsing: most roles of an account have nothing to do with streaming. Broken text may. */
const mentionsStream = (role: Role): boolean =>
  role.policies.state === 'known' &&
  role.policies.value.some(({ document }) =>
    document.state === 'known'
      ? /(workspaces|appstream):/i.test(JSON.stringify(document.value))
      : document.state === 'unreadable' && document.reason === 'unparseable',
  );

interface ParsedPolicies {
  readonly policies: Fact<readonly NamedDocument[]>;
  readonly readable: readonly { policy: AttachedPolicy; document: PolicyDocument }[];
}

function parsePolicies(role: Role): ParsedPolicies {
  if (role.policies.state !== 'known') {
    return { policies: role.policies.state === 'absent' ? known([]) : role.policies, readable: [] };
  }
  const readable: { policy: AttachedPolicy; document: PolicyDocument }[] = [];
  let unread: Unreadable | undefined;
  for (const policy of role.policies.value) {
    const document = parseFact(policy.document, `policy ${policy.name} of role ${role.name}`);
    if (document.state === 'known') readable.push({ policy, document: document.value });
    else if (document.state === 'unreadable') unread ??= document;
  }
  const named = readable.map(({ policy, document }) => ({ name: policy.name, document }));
  return { policies: unread ?? known(named), readable };
}

function parseBoundary(role: Role): Fact<NamedDocument> {
  if (role.boundary.state !== 'known') return role.boundary;
  const { name, document } = role.boundary.value;
  const parsed = parseFact(document, `permissions boundary ${name} of role ${role.name}`);
  return parsed.state === 'known'
    ? known({ name, document: parsed.value })
    : parsed.state === 'absent'
      ? absent()
      : parsed;
}

/** The policy as a tree; unreadable where its text is not in the grammar. `what` names it, for people. */
export function parseFact(fact: Fact<unknown>, what: string): Fact<PolicyDocument> {
  if (fact.state !== 'known') return fact;
  const parsed = parsePolicy(fact.value);
  if (parsed.ok) return known(parsed.document);
  return {
    state: 'unreadable',
    call: 'iam:GetAccountAuthorizationDetails',
    region: 'global',
    reason: 'unparseable',
    detail: `${what} cannot be understood: ${parsed.problem}`,
  };
}

function grantsOf({ policy, document }: { policy: AttachedPolicy; document: PolicyDocument }): StreamGrant[] {
  return document.statements.flatMap((statement) =>
    statement.effect === 'Deny'
      ? []
      : services
          .filter((service) => actionMatches(statement, streamAction(service)))
          .map((service) => ({
            service,
            policy,
            document,
            statement,
            exact: namesExactly(statement, service),
            named: namesService(statement, service),
          }))
          .filter(({ service, exact }) => exact || mayCover(statement, document.version, service)),
  );
}

/** `Action: "*"` on a directory grants no AppStream streaming: only what the service streams can be meant by a wildcard. */
const mayCover = ({ resources }: Statement, version: PolicyVersion | undefined, service: Service): boolean =>
  resources === undefined ||
  resources.negated ||
  resources.patterns.some((pattern) => coversStreamable(pattern, version, service));

const namesExactly = (statement: Statement, service: Service): boolean =>
  !statement.actions.negated &&
  statement.actions.patterns.some((pattern) => pattern.toLowerCase() === streamAction(service).toLowerCase());

/** By an action (`workspaces:*`), an ARN of the service, or a condition key of it (`workspaces:userId`). */
const namesService = ({ actions, resources, conditions }: Statement, service: Service): boolean =>
  (!actions.negated && actions.patterns.some((pattern) => pattern.toLowerCase().startsWith(`${service}:`))) ||
  resources?.patterns.some((pattern) => pattern.split(':')[2] === service) === true ||
  conditions.some(({ key }) => key.startsWith(`${service}:`));
