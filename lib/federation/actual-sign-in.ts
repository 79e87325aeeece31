import type { Role } from '../model/snapshot.ts';
import { conditionHolds } from '../policy/condition.ts';
import type { Condition, PolicyDocument, Statement } from '../policy/document.ts';
import {
  actionMatches,
  evaluate,
  resourceMatches,
  speaksAbout,
  type Decision,
  type NamedDocument,
  type Target,
} from '../policy/evaluate.ts';
import { variableKeys } from '../policy/variables.ts';
import { nameQualifier } from '../saml/name-qualifier.ts';
import type { Account } from './account.ts';
import { epochSeconds } from './moment.ts';
import { conditionText, locate, nameOf, statementName, trustPolicyName } from './statement-words.ts';
import { services, streamAction, type Service, type StreamRole } from './stream-role.ts';
import type { StatementLocation } from '../model/finding.ts';

/**
 * What one sign-in really carried. `undefined`: not recorded, so that nothing may be concluded from it; `null`: it
 * carried none.
 */
export interface ActualSignIn {
  /** ARN of the SAML provider. */
  readonly provider: string;
  /** ISO 8601. */
  readonly at: string;
  /** The forms in which AWS may show the NameID format; more than one where AWS does not document which. */
  readonly subjectTypes?: readonly (string | null)[];
  readonly subject?: string;
  readonly audience?: string;
  readonly issuer?: string;
  /** Session tags by name. */
  readonly tags: Readonly<Record<string, string>>;
  readonly transitiveTagKeys: readonly string[];
  readonly sessionName?: string;
  readonly sourceIdentity?: string | null;
}

/** What policies say to one request. Nothing in it names a person. */
export type Outcome =
  | { readonly kind: 'allowed'; readonly by: string; readonly statement: StatementLocation }
  /** `why` reads on after "because". */
  | { readonly kind: 'refused'; readonly why: string; readonly statement?: StatementLocation }
  | { readonly kind: 'unknown'; readonly why: string };

type Values = readonly string[] | null;
/** Condition key (lower case) → its values, null where it is not in the request. A key without an entry is not known. */
type Facts = ReadonlyMap<string, Values>;

/** Evaluates one STS action against the trust policy of a role. */
export function decideTrust(
  account: Account,
  role: Role,
  trust: PolicyDocument,
  action: string,
  signIn: ActualSignIn,
): Outcome {
  const documents = [{ name: trustPolicyName, document: trust }];
  const target: Target = { phase: 'assume', action, federatedPrincipal: signIn.provider };
  return agreed(trustFacts(account, role, trust, signIn), (facts) => decide(documents, target, facts));
}

/** Evaluates the user's own session on a directory or stack: identity policies, and the permissions boundary. */
export function decideStream(
  account: Account,
  role: StreamRole,
  service: Service,
  resource: string,
  signIn: ActualSignIn,
): Outcome {
  const layers: (readonly NamedDocument[])[] = [];
  if (role.policies.state === 'unreadable') return { kind: 'unknown', why: role.policies.detail };
  layers.push(role.policies.state === 'known' ? role.policies.value : []);
  if (role.boundary.state === 'unreadable') return { kind: 'unknown', why: role.boundary.detail };
  if (role.boundary.state === 'known') layers.push([role.boundary.value]);
  const target: Target = { phase: 'stream', action: streamAction(service), resource };
  const outcomes = layers.map((documents) =>
    agreed(streamFacts(account, role, service, signIn), (facts) => decide(documents, target, facts)),
  );
  const [identity, boundary] = outcomes;
  if (identity?.kind === 'allowed' && boundary?.kind === 'refused') {
    return { ...boundary, why: `the permissions boundary of the role does not allow it: ${boundary.why}` };
  }
  return (
    outcomes.find(({ kind }) => kind === 'refused') ??
    outcomes.find(({ kind }) => kind === 'unknown') ??
    identity ?? { kind: 'refused', why: 'the role has no policies' }
  );
}

/**
 * The same answer for everything that AWS may see, or none. The documented name qualifier counts; where it is refused and
 * the other reading of the documentation is allowed, nothing is certain.
 */
function agreed({ usual, otherReading }: Variants, ask: (facts: Facts) => Outcome): Outcome {
  const outcomes = usual.map(ask);
  const [first] = outcomes;
  if (first === undefined) return { kind: 'unknown', why: 'nothing is known of the sign-in' };
  if (outcomes.every(({ kind }) => kind === first.kind)) {
    const other = first.kind === 'refused' ? otherReading.map(ask) : [];
    if (other.every(({ kind }) => kind === 'refused')) return first;
    return { kind: 'unknown', why: 'AWS documents saml:namequalifier in two ways, and the policy compares it' };
  }
  return (
    outcomes.find(({ kind }) => kind === 'unknown') ?? {
      kind: 'unknown',
      why: 'AWS does not document how it shows this NameID format, and the policy compares it',
    }
  );
}

// ---------------------------------------------------------------- what the request carries

function trustFacts(account: Account, role: Role, trust: PolicyDocument, signIn: ActualSignIn): Variants {
  const { tags, provider } = signIn;
  const base = new Map<string, Values>([
    ['saml:doc', [`${account.id}/${nameOf(provider)}`]],
    ['aws:currenttime', [signIn.at]],
    ['aws:epochtime', [epochSeconds(signIn.at)]],
    ['aws:securetransport', ['true']],
    ['aws:viaawsservice', ['false']],
    ['aws:tagkeys', Object.keys(tags).length === 0 ? null : Object.keys(tags)],
    ['sts:transitivetagkeys', signIn.transitiveTagKeys.length === 0 ? null : signIn.transitiveTagKeys],
    ...entry('saml:aud', signIn.audience),
    ...entry('saml:iss', signIn.issuer),
    ...entry('saml:sub', signIn.subject),
    ...entry('sts:rolesessionname', signIn.sessionName),
    ...entry('sts:sourceidentity', signIn.sourceIdentity),
  ]);
  for (const key of mentioned([{ name: trustPolicyName, document: trust }])) {
    const requestTag = /^aws:requesttag\/(.+)$/s.exec(key)?.[1];
    const resourceTag = /^(?:aws|iam):resourcetag\/(.+)$/s.exec(key)?.[1];
    if (requestTag !== undefined) base.set(key, valueOf(tags, requestTag));
    if (resourceTag !== undefined && role.tags.state !== 'unreadable') {
      base.set(key, valueOf(role.tags.state === 'known' ? role.tags.value : {}, resourceTag));
    }
  }
  return variants(account, base, signIn);
}

function streamFacts(account: Account, role: StreamRole, service: Service, signIn: ActualSignIn): Variants {
  const documents = [
    ...(role.policies.state === 'known' ? role.policies.value : []),
    ...(role.boundary.state === 'known' ? [role.boundary.value] : []),
  ];
  const base = new Map<string, Values>([
    ['aws:currenttime', [signIn.at]],
    ['aws:epochtime', [epochSeconds(signIn.at)]],
    ['aws:securetransport', ['true']],
    ['aws:principalarn', [role.role.arn]],
    ['aws:principalaccount', [account.id]],
    ['aws:principaltype', ['AssumedRole']],
    ['aws:principalisawsservice', ['false']],
    ['aws:viaawsservice', ['false']],
    // The session is as old as the sign-in.
    ['aws:tokenissuetime', [signIn.at]],
    ['aws:resourceaccount', [account.id]],
    ...services.filter((one) => one !== service).map((one): [string, Values] => [`${one}:userid`, null]),
    ...entry('saml:sub', signIn.subject),
    ...entry(`${service}:userid`, signIn.subject),
    ...entry('aws:sourceidentity', signIn.sourceIdentity),
  ]);
  for (const key of mentioned(documents)) {
    const name = /^aws:principaltag\/(.+)$/s.exec(key)?.[1];
    if (name === undefined) continue;
    // Session tags replace tags of the role with the same key, whatever its letter case (IAM User Guide, session tags).
    const sent = valueOf(signIn.tags, name);
    if (sent !== null) base.set(key, sent);
    else if (role.role.tags.state !== 'unreadable') {
      base.set(key, valueOf(role.role.tags.state === 'known' ? role.role.tags.value : {}, name));
    }
  }
  return variants(account, base, signIn);
}

const entry = (key: string, value: string | null | undefined): [string, Values][] =>
  value === undefined ? [] : [[key, value === null ? null : [value]]];

const valueOf = (tags: Readonly<Record<string, string>>, name: string): Values => {
  const value = Object.entries(tags).find(([tag]) => tag.toLowerCase() === name.toLowerCase())?.[1];
  return value === undefined ? null : [value];
};

/** What AWS may show of a sign-in where it does not document which. */
interface Variants {
  /** One for each form of the subject type, with the documented name qualifier. */
  readonly usual: readonly Facts[];
  /** The same with the name qualifier as another page of AWS describes it. */
  readonly otherReading: readonly Facts[];
}

function variants(account: Account, base: Facts, { subjectTypes, issuer, provider }: ActualSignIn): Variants {
  const types: [string, Values][][] =
    subjectTypes === undefined ? [[]] : subjectTypes.map((type) => entry('saml:sub_type', type));
  const made = issuer === undefined ? undefined : nameQualifier(issuer, account.id, nameOf(provider));
  const withQualifier = (value: string | undefined): readonly Facts[] =>
    types.map((type) => new Map([...base, ...type, ...entry('saml:namequalifier', value)]));
  return {
    usual: withQualifier(made?.documented),
    otherReading: made === undefined ? [] : withQualifier(made.described),
  };
}

function mentioned(documents: readonly NamedDocument[]): ReadonlySet<string> {
  return new Set(
    documents.flatMap(({ document }) =>
      document.statements.flatMap(({ conditions, resources }) => [
        ...conditions.flatMap((condition) => keysOf(condition, document)),
        ...(resources?.patterns ?? []).flatMap((pattern) => variableKeys(pattern, document.version)),
      ]),
    ),
  );
}

const keysOf = ({ key, values }: Condition, { version }: PolicyDocument): readonly string[] => [
  key,
  ...values.flatMap((value) => variableKeys(value, version)),
];

// ---------------------------------------------------------------- what the policies say

function decide(documents: readonly NamedDocument[], target: Target, facts: Facts): Outcome {
  const context = new Map([...facts].flatMap(([key, values]) => (values === null ? [] : [[key, values] as const])));
  const unknown = new Set<string>();
  const guarded = documents.map(({ name, document }) => ({ name, document: guardedBy(document, facts, unknown) }));
  const decision = evaluate(guarded, { ...target, context });
  switch (decision.effect) {
    case 'allowed':
      return { kind: 'allowed', by: words(decision), statement: locate(decision.by.policy, decision.by.statement) };
    case 'denied':
      return {
        kind: 'refused',
        why: `${words(decision)} denies ${target.action}`,
        statement: locate(decision.by.policy, decision.by.statement),
      };
    case 'unclear':
      return {
        kind: 'unknown',
        why:
          unknown.size === 0
            ? decision.reason
            : `the policy compares ${[...unknown].toSorted().join(', ')}, of which the value in this sign-in is not known`,
      };
    case 'not-allowed':
      return { kind: 'refused', ...whyNot(documents, target, context) };
  }
}

const words = (decision: Extract<Decision, { by: unknown }>): string =>
  `${statementName(decision.by.statement)} of ${policyWords(decision.by.policy)}`;

const policyWords = (name: string): string => (name === trustPolicyName ? 'the trust policy' : `policy ${name}`);

/** Keys that are not in the facts can have any value: a condition on one is never decided. */
function guardedBy(document: PolicyDocument, facts: Facts, unknown: Set<string>): PolicyDocument {
  // Tags of directories and stacks are not read.
  const isOpen = (key: string) => !facts.has(key) && (open.has(key) || /^(aws|iam):resourcetag\//.test(key));
  return {
    ...document,
    statements: document.statements.map((statement) => ({
      ...statement,
      conditions: statement.conditions.map((condition) => {
        const keys = keysOf(condition, document).filter(isOpen);
        if (keys.length === 0) return condition;
        for (const key of keys) unknown.add(key === condition.key ? condition.keyAsWritten : key);
        return { ...condition, operator: { ...condition.operator, base: undefined } };
      }),
    })),
  };
}

/** Keys that may be in a request without our knowing: what is not recorded, and what only the identity provider knows. */
const open: ReadonlySet<string> = new Set(
  [
    'aws:SourceIp aws:VpcSourceIp aws:SourceVpc aws:SourceVpce aws:UserAgent aws:Referer aws:RequestedRegion aws:userid',
    'saml:aud saml:iss saml:sub saml:sub_type saml:namequalifier sts:RoleSessionName sts:SourceIdentity',
    'workspaces:userId appstream:userId aws:SourceIdentity',
    'saml:cn saml:commonName saml:givenName saml:mail saml:name saml:organizationStatus saml:primaryGroupSID',
    'saml:surname saml:uid saml:x500UniqueIdentifier saml:eduOrgHomePageURI saml:eduOrgIdentityAuthNPolicyURI',
    'saml:eduOrgLegalName saml:eduOrgSuperiorURI saml:eduOrgWhitePagesURI saml:eduPersonAffiliation',
    'saml:eduPersonAssurance saml:eduPersonEntitlement saml:eduPersonNickname saml:eduPersonOrgDN',
    'saml:eduPersonOrgUnitDN saml:eduPersonPrimaryAffiliation saml:eduPersonPrimaryOrgUnitDN',
    'saml:eduPersonPrincipalName saml:eduPersonScopedAffiliation saml:eduPersonTargetedID',
  ]
    .join(' ')
    .toLowerCase()
    .split(' '),
);

/** Which conditions of the statements that were meant to allow it do not hold. */
function whyNot(
  documents: readonly NamedDocument[],
  target: Target,
  context: ReadonlyMap<string, readonly string[]>,
): { why: string; statement?: StatementLocation } {
  const about = documents.flatMap(({ name, document }) =>
    document.statements
      .filter(
        (statement) =>
          statement.effect === 'Allow' &&
          actionMatches(statement, target.action) &&
          speaksAbout(statement, document, target) !== false &&
          (target.resource === undefined ||
            resourceMatches(statement.resources, document, { ...target, context }) !== false),
      )
      .map((statement) => ({ name, document, statement })),
  );
  const [nearest] = about
    .map((one) => ({ ...one, failing: failingConditions(one.statement, one.document, target, context) }))
    .toSorted((a, b) => a.failing.length - b.failing.length);
  if (nearest === undefined) {
    const scope = target.resource === undefined ? (target.federatedPrincipal ?? '') : target.resource;
    return { why: `no statement allows ${target.action} for ${scope}` };
  }
  const { name, statement, failing } = nearest;
  const conditions = failing.map(withoutPersons).join(' and ');
  return {
    why: `${statementName(statement)} of ${policyWords(name)} requires ${conditions}, which this sign-in does not meet`,
    statement: locate(name, statement, failing[0]),
  };
}

/** What a policy compares with a person's name or tag can be that of the very user who signed in. */
const withoutPersons = (condition: Condition): string =>
  ['saml:sub_type', 'saml:aud', 'saml:iss', 'saml:doc', 'saml:namequalifier'].includes(condition.key)
    ? conditionText(condition)
    : `${condition.operator.asWritten} ${condition.keyAsWritten}`;

const failingConditions = (
  { conditions }: Statement,
  { version }: PolicyDocument,
  target: Target,
  context: ReadonlyMap<string, readonly string[]>,
): readonly Condition[] =>
  conditions.filter((condition) => conditionHolds(condition, version, { ...target, context }) === false);
