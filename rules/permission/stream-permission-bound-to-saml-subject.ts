import { findSession } from '../../lib/federation/ask.ts';
import type { Account } from '../../lib/federation/account.ts';
import { grantAlone, grantLocation, grantPath, liveGrants } from '../../lib/federation/grants.ts';
import { describeGrant, type StreamRequest } from '../../lib/federation/permission.ts';
import { diagnosePolicies } from '../../lib/federation/permission-diagnosis.ts';
import { bindingOf, type SessionBinding } from '../../lib/federation/session-binding.ts';
import { conditionText } from '../../lib/federation/statement-words.ts';
import type { StreamGrant, StreamRole } from '../../lib/federation/stream-role.ts';
import { streamWitness } from '../../lib/federation/witness.ts';
import type { Cause, Evidence, Severity } from '../../lib/model/finding.ts';
import type { Condition, PolicyVersion } from '../../lib/policy/document.ts';
import type { NamedDocument } from '../../lib/policy/evaluate.ts';
import { factsOf, isNegated } from '../../lib/policy/operators.ts';
import { splitVariables } from '../../lib/policy/variables.ts';
import { hasWildcard } from '../../lib/policy/wildcard.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type FailureDetails, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-permission-bound-to-saml-subject',
  title: 'Users can stream only their own session',
  severity: 'high',
  effect: 'exposed',
  step: 'permission',
  sources: [
    workspacesGuide('Step 3.3'),
    appstreamGuide('Step 3.3'),
    iamGuide('Variables and tags', 'reference_policies_variables'),
    iamGuide('Condition operators', 'reference_policies_elements_condition_operators'),
  ],
  statements: ['W6', 'L8'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  userSees: 'Nothing if the condition is too permissive.',
  remediation:
    'In every statement that allows Stream, set "Version": "2012-10-17" and the condition "StringEquals": {"workspaces:userId": "${saml:sub}"} (for AppStream, "appstream:userId").',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

interface Judged {
  readonly grant: StreamGrant;
  readonly binding: SessionBinding;
}

interface Fault extends FailureDetails {
  readonly message: string;
  readonly evidence: Evidence;
  readonly severity: Severity;
  readonly cause: Cause;
}

function judge(role: StreamRole, account: Account): Verdict {
  // A policy that cannot be read could hold the Deny that ties the session to the user.
  const documents = need(role.policies) ?? [];
  const grants = liveGrants(role, account, documents);
  if (grants.length === 0) return notApplicable('A Deny statement denies every Stream request of this role.');

  const boundary = role.boundary.state === 'known' ? role.boundary.value : undefined;
  const judged = grants.map((grant): Judged => ({
    grant,
    binding: bindingOf(grant, role, account, documents, boundary),
  }));
  const open = judged.filter(isOpen).flatMap(openFault);
  const closed = judged
    .filter((one) => one.binding.own === false && !isOpen(one))
    .flatMap((one) => closedFault(one, role, account, documents));
  // A boundary that cannot be read could close what is open; it cannot open what is closed.
  const faults = role.boundary.state === 'unreadable' ? closed : [...open, ...closed];
  const [first, ...others] = faults.toSorted((a, b) => Number(b.severity === 'high') - Number(a.severity === 'high'));
  // What lets other users in and the user out is told once, with both causes.
  const hidden = judged.filter(isOpen).flatMap(({ grant, binding }) => {
    const [target] = binding.resources();
    if (target === undefined) return [];
    const { status, causes } = diagnosePolicies(role, grant.service, target, account, grantAlone(grant, documents));
    return status === 'blocked' ? causes.map(({ cause }) => cause) : [];
  });
  if (first !== undefined) return failure(first, others, hidden);
  if (open.length > 0) need(role.boundary);
  for (const { grant, binding } of judged) {
    const reason = typeof binding.own === 'object' ? binding.own.unclear : binding.doubt;
    if (reason !== undefined)
      return unknown(`Cannot determine whose sessions ${describeGrant(grant)} allows: ${reason}.`);
  }
  return pass("Every statement that allows streaming allows only the user's own session.");
}

function failure({ message, evidence, ...first }: Fault, others: readonly Fault[], hidden: readonly Cause[]): Verdict {
  const more =
    others.length === 0
      ? ''
      : ` ${others.length} more ${others.length === 1 ? 'statement is' : 'statements are'} at fault.`;
  return fail(`${message}${more}`, [evidence, ...others.map((other) => other.evidence)], {
    ...first,
    otherCauses: [...others.map(({ cause }) => cause), ...hidden],
  });
}

/**
 * Sessions of others are allowed. A condition that only adds text to the user's name is another matter: it allows no user
 * their own session, and other users' only where names happen to differ by just that text.
 */
function isOpen({ grant: { service, document, statement }, binding }: Judged): boolean {
  if (binding.open === undefined) return false;
  if (binding.own !== false) return true;
  const compared = statement.conditions.filter(({ key }) => key === `${service}:userid`);
  return !compared.some(({ operator: { base }, values }) =>
    base !== undefined && base !== 'Null' && !isNegated(base)
      ? values.every((value) => addsText(value, document.version, factsOf(base).wildcards))
      : false,
  );
}

/** The user's name with other text before or behind it, and no wildcard. */
function addsText(value: string, version: PolicyVersion | undefined, wildcards: boolean): boolean {
  const parts = splitVariables(value, version);
  const texts = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  return (
    texts.length > 0 &&
    parts.some((part) => part.kind === 'variable' && part.key === 'saml:sub') &&
    !(wildcards && texts.some(hasWildcard))
  );
}

const wanted = ({ service }: StreamGrant): string => `StringEquals ${service}:userId ["\${saml:sub}"]`;

const fixFor = (grant: StreamGrant): string =>
  `In ${describeGrant(grant)}, set "Version": "2012-10-17" and the condition "StringEquals": {"${grant.service}:userId": "\${saml:sub}"}.`;

function openFault({ grant, binding: { open } }: Judged): Fault[] {
  if (open === undefined) return [];
  const [kind, message] = openCause(grant, open);
  const { service, statement } = grant;
  const compared = statement.conditions.filter(({ key }) => key === `${service}:userid`);
  return [
    {
      message,
      evidence: {
        path: grantPath(grant, 'Condition'),
        actual: conditionsOf(statement.conditions),
        expected: wanted(grant),
      },
      severity: 'high',
      effect: 'exposed',
      cause: { kind, parameters: { service, condition: compared.map(conditionText).join(' and ') } },
      statement: grantLocation(grant, 'Condition'),
      userSees: 'Nothing: the session starts.',
      remediation: fixFor(grant),
      witness: streamWitness(open, 'can'),
    },
  ];
}

function openCause(grant: StreamGrant, open: StreamRequest): readonly [kind: string, message: string] {
  const { service, statement } = grant;
  const key = `${service}:userId`;
  const conditions = statement.conditions.filter((condition) => condition.key === key.toLowerCase());
  if (conditions.length === 0)
    return [
      'session-not-compared',
      `Users can stream other users' sessions: ${describeGrant(grant)} does not compare ${key} with \${saml:sub}.`,
    ];
  const written = conditions.map(conditionText).join(' and ');
  if (open.userId === undefined)
    return [
      'session-condition-optional',
      `Users can stream other users' sessions: ${written} in ${describeGrant(grant)} also matches a request without ${key}.`,
    ];
  if (open.subject === undefined)
    return [
      'session-condition-optional',
      `Users can stream other users' sessions: ${written} in ${describeGrant(grant)} also matches a session without a NameID.`,
    ];
  return [
    'session-condition-matches-others',
    `Users can stream other users' sessions: ${written} in ${describeGrant(grant)} matches other names than the user's own.`,
  ];
}

/** A statement that allows no user their own session, in the words of the sign-in path. */
function closedFault(
  { grant, binding }: Judged,
  role: StreamRole,
  account: Account,
  documents: readonly NamedDocument[],
): Fault[] {
  const [target] = binding.resources();
  if (target === undefined) return [];
  const { causes } = diagnosePolicies(role, grant.service, target, account, grantAlone(grant, documents));
  const [diagnosis] = causes;
  if (diagnosis === undefined) return [];
  const otherwise = allowedOtherwise(grant, binding, role, account, documents);
  const { cause, message, statement, suggestion, userSees } = diagnosis;
  return [
    {
      message: otherwise ? `${message.replace(/ Did you mean .*$/u, '')} Another statement allows it.` : message,
      evidence: {
        path: grantPath(grant, 'Condition'),
        actual: conditionsOf(grant.statement.conditions),
        expected: wanted(grant),
      },
      severity: otherwise ? 'low' : 'high',
      effect: otherwise ? 'advice' : 'locked-out',
      cause: otherwise ? { kind: 'stream-statement-without-effect', parameters: cause.parameters } : cause,
      statement: statement ?? grantLocation(grant, 'Condition'),
      remediation:
        cause.kind === 'stream-denied-by-statement'
          ? `Change ${statement === undefined ? 'the Deny statement' : `statement ${statement.index + 1} of policy ${statement.policy}`} so that it does not deny users their own session.`
          : fixFor(grant),
      ...(suggestion === undefined ? {} : { suggestion }),
      ...(userSees === undefined || otherwise ? {} : { userSees }),
      ...(binding.refused === undefined || otherwise ? {} : { witness: streamWitness(binding.refused, 'cannot') }),
    },
  ];
}

/** Whether the role as a whole allows users their own session wherever the statement should. */
const allowedOtherwise = (
  grant: StreamGrant,
  binding: SessionBinding,
  role: StreamRole,
  account: Account,
  documents: readonly NamedDocument[],
): boolean =>
  binding
    .resources()
    .every(
      (resource) =>
        findSession(account, { role, documents, service: grant.service, resource, session: 'own', outcome: 'opened' })
          .kind === 'found',
    );

const conditionsOf = (conditions: readonly Condition[]): string =>
  conditions.length === 0 ? 'no condition' : conditions.map(conditionText).join(' and ');
