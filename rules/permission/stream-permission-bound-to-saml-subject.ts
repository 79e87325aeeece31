import { findSession } from '../../lib/federation/ask.ts';
import type { Account } from '../../lib/federation/account.ts';
import { grantPath, liveGrants } from '../../lib/federation/grants.ts';
import { describeGrant, type StreamRequest } from '../../lib/federation/permission.ts';
import { bindingOf, isLeftover, type SessionBinding } from '../../lib/federation/session-binding.ts';
import { services, streamAction, type StreamGrant, type StreamRole } from '../../lib/federation/stream-role.ts';
import { streamWitness } from '../../lib/federation/witness.ts';
import type { Evidence, Severity, Witness } from '../../lib/model/finding.ts';
import type { Condition } from '../../lib/policy/document.ts';
import type { NamedDocument } from '../../lib/policy/evaluate.ts';
import { isAbsent } from '../../lib/policy/keys.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-permission-bound-to-saml-subject',
  title: "Users may stream their own session, and nobody else's",
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
  userSees: 'Nothing where the condition is loose. Where nobody can meet it: "not authorized" when the session starts.',
  remediation:
    'Give every statement that grants Stream "Version": "2012-10-17" and the condition "StringEquals": {"workspaces:userId": "${saml:sub}"} (for AppStream, "appstream:userId").',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

interface Judged {
  readonly grant: StreamGrant;
  readonly binding: SessionBinding;
}

interface Fault {
  readonly message: string;
  readonly evidence: Evidence;
  readonly severity: Severity;
  readonly witness?: Witness;
}

function judge(role: StreamRole, account: Account): Verdict {
  // A policy that cannot be read may hold the Deny that ties the session to the user.
  const documents = need(role.policies) ?? [];
  const grants = liveGrants(role, account, documents);
  if (grants.length === 0) return notApplicable('An explicit Deny refuses every Stream request of this role.');

  const boundary = role.boundary.state === 'known' ? role.boundary.value : undefined;
  const judged = grants.map((grant): Judged => ({
    grant,
    binding: bindingOf(grant, role, account, documents, boundary),
  }));
  const open = judged.flatMap(openFault);
  const closed = judged
    .filter(({ binding }) => binding.own === false && binding.open === undefined)
    .map((one) => closedFault(one, letsIn(one, role, account, documents)));
  // A boundary that cannot be read may close what is open; it cannot open what is closed.
  const faults = role.boundary.state === 'unreadable' ? closed : [...open, ...closed];
  const [first, ...others] = faults;
  if (first !== undefined) {
    const witness = faults.map(({ witness }) => witness).find((witness) => witness !== undefined);
    return fail(
      faults.map(({ message }) => message).join(' '),
      [first.evidence, ...others.map(({ evidence }) => evidence)],
      {
        severity: faults.some(({ severity }) => severity === 'high') ? 'high' : 'low',
        ...(witness === undefined ? {} : { witness }),
      },
    );
  }
  if (open.length > 0) need(role.boundary);
  for (const { grant, binding } of judged) {
    const reason = typeof binding.own === 'object' ? binding.own.unclear : binding.doubt;
    if (reason !== undefined) return unknown(`Whose session ${describeGrant(grant)} grants cannot be told: ${reason}.`);
  }
  return pass('Every grant lets users into their own session only.');
}

/** Whether the role as a whole lets users into their own session wherever the grant should. */
const letsIn = (
  { grant, binding }: Judged,
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

const wanted = ({ service }: StreamGrant): string => `StringEquals ${service}:userId ["\${saml:sub}"]`;

function openFault({ grant, binding: { open } }: Judged): Fault[] {
  if (open === undefined) return [];
  return [
    {
      message: `Anybody's session: ${describeGrant(grant)} lets users into sessions that are not theirs, because ${openCause(grant, open)}.`,
      evidence: {
        path: grantPath(grant, 'Condition'),
        actual: conditionsOf(grant.statement.conditions),
        expected: wanted(grant),
      },
      severity: 'high',
      witness: streamWitness(open),
    },
  ];
}

function openCause({ service, statement }: StreamGrant, open: StreamRequest): string {
  const key = `${service}:userId`;
  const conditions = statement.conditions.filter((condition) => condition.key === key.toLowerCase());
  if (conditions.length === 0) return `nothing compares ${key} with \${saml:sub}`;
  const written = conditionsOf(conditions);
  if (open.userId === undefined) return `${written} also lets in a request that names no user`;
  if (open.subject === undefined) return `${written} also lets in a request without a NameID`;
  return `${written} is met by other names than the user's own`;
}

/**
 * A grant that lets nobody in. Where another statement does, it is only a left-over: worth removing, and no more.
 */
function closedFault({ grant, binding }: Judged, otherwise: boolean): Fault {
  const { cause, evidence } = closedCause(grant, binding);
  const head = otherwise ? 'Without effect' : 'Nobody enters';
  return {
    message: `${head}: ${describeGrant(grant)} lets no user into their own session, because ${cause}.${otherwise ? ' Another statement lets them in.' : ''}`,
    evidence,
    severity: otherwise ? 'low' : 'high',
    ...(binding.refused === undefined || otherwise ? {} : { witness: streamWitness(binding.refused, 'may not') }),
  };
}

function closedCause(grant: StreamGrant, { refusedBy }: SessionBinding): { cause: string; evidence: Evidence } {
  const { service, policy, document, statement } = grant;
  if (refusedBy !== undefined) {
    const { index, conditions } = refusedBy.statement;
    return {
      cause: `the Deny in policy ${refusedBy.policy}, statement ${index + 1}, refuses it: ${conditionsOf(conditions)}`,
      evidence: {
        path: `${refusedBy.policy}.Statement[${index}].Condition`,
        actual: conditionsOf(conditions),
        expected: `StringNotEquals ${service}:userId ["\${saml:sub}"]`,
      },
    };
  }
  const values = statement.conditions.filter(({ key }) => key === `${service}:userid`).flatMap(({ values }) => values);
  if (document.version !== '2012-10-17' && values.some((value) => value.includes('${'))) {
    const version = document.version ?? 'absent';
    return {
      cause: `the policy's Version is ${version}, and only in "2012-10-17" is \${saml:sub} a variable and not plain text`,
      evidence: { path: `${policy.name}.Version`, actual: version, expected: '2012-10-17' },
    };
  }
  return {
    cause: conditionCause(grant, values),
    evidence: {
      path: grantPath(grant, 'Condition'),
      actual: conditionsOf(statement.conditions),
      expected: wanted(grant),
    },
  };
}

function conditionCause({ service, statement: { conditions } }: StreamGrant, values: readonly string[]): string {
  const action = streamAction(service);
  const leftover = values.find(isLeftover);
  const otherService = conditions.find(({ key }) => services.some((s) => s !== service && key === `${s}:userid`));
  if (otherService !== undefined) return `no request for ${action} carries ${otherService.keyAsWritten}`;
  const gone = conditions.find(({ key }) => isAbsent('stream', key));
  if (gone !== undefined) return `${gone.keyAsWritten} is no longer there once the role is assumed`;
  if (leftover !== undefined && !/^\$\{saml:sub\}$/i.test(leftover))
    return `"${leftover}" is plain text, not the policy variable \${saml:sub}`;
  return `no request meets its conditions: ${conditionsOf(conditions)}`;
}

const conditionsOf = (conditions: readonly Condition[]): string =>
  conditions.length === 0
    ? 'no condition'
    : conditions
        .map(({ operator, keyAsWritten, values }) => `${operator.asWritten} ${keyAsWritten} ${JSON.stringify(values)}`)
        .join(' and ');
