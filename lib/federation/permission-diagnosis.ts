import type { Diagnosis, StepDiagnosis } from '../model/diagnosis.ts';
import { conditionHolds } from '../policy/condition.ts';
import type { Condition, Statement } from '../policy/document.ts';
import { actionMatches, resourceMatches, type NamedDocument } from '../policy/evaluate.ts';
import { keyInfo } from '../policy/keys.ts';
import { userSees } from '../saml/sign-in-errors.ts';
import type { Account } from './account.ts';
import { distinctCauses, minimal } from './causes.ts';
import { blocked, missing, undetermined, works } from './diagnoses.ts';
import { limitsOf, type Layers, type Limit } from './limits.ts';
import { findOwnSession } from './own-session.ts';
import { permissionFault } from './permission-fault.ts';
import { capitalized, conditionText, locate, statementName } from './statement-words.ts';
import { streamAction, type Service, type StreamRole } from './stream-role.ts';

const memo = new WeakMap<Account, Map<string, StepDiagnosis>>();

/**
 * Whether users who signed in correctly can start their own session on a directory or stack: the role's identity
 * policies have to allow it, and its permissions boundary too.
 */
export function diagnosePermission(
  role: StreamRole,
  service: Service,
  target: string,
  account: Account,
): StepDiagnosis {
  const known = memo.get(account) ?? new Map<string, StepDiagnosis>();
  memo.set(account, known);
  const key = `${role.role.arn} ${service} ${target}`;
  const made = known.get(key) ?? diagnose(role, service, target, account);
  known.set(key, made);
  return made;
}

function diagnose(role: StreamRole, service: Service, target: string, account: Account): StepDiagnosis {
  if (role.policies.state === 'unreadable') return missing(role.policies);
  const policies = role.policies.state === 'known' ? role.policies.value : [];
  const identity = new PermissionCase(role, service, target, account, [policies]);
  const granted = identity.answer();
  if (granted.status === 'blocked' || role.boundary.state === 'absent') return granted;
  if (role.boundary.state === 'unreadable') return missing(role.boundary);
  return identity.within(role.boundary.value);
}

/** As `diagnosePermission`, of policies that the role could have instead of its own, and without a boundary. */
export const diagnosePolicies = (
  role: StreamRole,
  service: Service,
  target: string,
  account: Account,
  policies: readonly NamedDocument[],
): StepDiagnosis => new PermissionCase(role, service, target, account, [policies]).answer();

class PermissionCase {
  readonly #role: StreamRole;
  readonly #service: Service;
  readonly #target: string;
  readonly #account: Account;
  readonly #layers: Layers;
  readonly #action: string;

  constructor(role: StreamRole, service: Service, target: string, account: Account, layers: Layers) {
    this.#role = role;
    this.#service = service;
    this.#target = target;
    this.#account = account;
    this.#layers = layers;
    this.#action = streamAction(service);
  }

  answer(): StepDiagnosis {
    const allowed = this.#ask(this.#layers, 'allowed');
    if (allowed.kind === 'unclear') return this.#unclear(allowed.reason);
    if (allowed.kind === 'found') return this.#limits();
    return { status: 'blocked', causes: distinctCauses(this.#refusals()), uncertainties: [] };
  }

  /** As `answer`, where a permissions boundary has to allow the session too. */
  within(boundary: NamedDocument): StepDiagnosis {
    const both = new PermissionCase(this.#role, this.#service, this.#target, this.#account, [
      ...this.#layers,
      [boundary],
    ]);
    const allowed = both.#ask(both.#layers, 'allowed');
    if (allowed.kind !== 'none') return both.answer();
    const { name } = this.#role.role;
    const deny = this.#about(boundary).find(
      (statement) => statement.effect === 'Deny' && !this.#possible([...this.#layers, [withDeny(boundary, statement)]]),
    );
    const what =
      deny === undefined
        ? `does not allow ${this.#action} on ${this.#target}`
        : `denies ${this.#action} on ${this.#target} in ${statementName(deny)}`;
    const cause = this.#cause(
      'permission-boundary-excludes-stream',
      { boundary: boundary.name, action: this.#action },
      {
        message: `Permissions boundary ${boundary.name} of role ${name} ${what}. No user can stream from it.`,
        ...(deny === undefined ? {} : { statement: locate(boundary.name, deny) }),
      },
    );
    return blocked(cause);
  }

  #ask(layers: Layers, outcome: 'allowed' | 'refused') {
    return findOwnSession({
      account: this.#account,
      role: this.#role,
      service: this.#service,
      target: this.#target,
      layers,
      outcome,
    });
  }

  #possible = (layers: Layers): boolean => this.#ask(layers, 'allowed').kind !== 'none';

  #unclear(reason: string): StepDiagnosis {
    const message = `Cannot determine whether role ${this.#role.role.name} allows users to stream from ${this.#target}: ${reason}.`;
    return undetermined(message);
  }

  #about = ({ document }: NamedDocument): readonly Statement[] =>
    document.statements.filter((statement) => this.#isAbout(statement, document));

  #isAbout(statement: Statement, document: NamedDocument['document']): boolean {
    if (!actionMatches(statement, this.#action)) return false;
    const variables = statement.resources?.patterns.some((pattern) => pattern.includes('${')) === true;
    if (variables && document.version === '2012-10-17') return true;
    const request = {
      phase: 'stream' as const,
      action: this.#action,
      resource: this.#target,
      context: new Map<string, readonly string[]>(),
    };
    return resourceMatches(statement.resources, document, request) !== false;
  }

  // ------------------------------------------------------------------------------------------------- blocked

  #refusals(): Diagnosis[] {
    const documents = this.#layers.flat();
    const meant = documents.flatMap((one) =>
      this.#about(one)
        .filter(({ effect }) => effect === 'Allow')
        .map((statement) => ({ one, statement })),
    );
    if (meant.length === 0) {
      return [
        this.#cause(
          'no-statement-allows-stream',
          { action: this.#action, target: this.#target },
          {
            message: `No policy of role ${this.#role.role.name} allows ${this.#action} on ${this.#target}.`,
          },
        ),
      ];
    }
    const live = meant.filter(({ one, statement }) => this.#possible([[only(one, [statement])]]));
    if (live.length > 0) return this.#denials(live.map(({ one, statement }) => only(one, [statement])));
    return meant.flatMap(({ one, statement }) => this.#faults(one, statement));
  }

  /** Each condition that no own session meets by itself; else those that exclude each other. */
  #faults(one: NamedDocument, statement: Statement): Diagnosis[] {
    const alone = (conditions: readonly Condition[]) => this.#possible([[only(one, [{ ...statement, conditions }])]]);
    const where = `${statementName(statement)} of policy ${one.name}`;
    const impossible = statement.conditions.filter((condition) => !alone([condition]));
    if (impossible.length === 0) {
      const written = minimal(statement.conditions, (some) => !alone(some))
        .map(conditionText)
        .join(' and ');
      const why = written === '' ? 'its resource matches no request' : `its conditions exclude each other: ${written}`;
      return [
        this.#cause(
          'stream-conditions-contradict',
          { conditions: written },
          {
            message: `No user can start their own session: ${where} never matches because ${why}.`,
            statement: locate(one.name, statement),
          },
        ),
      ];
    }
    return impossible.map((condition) => {
      const { cause, clause, suggestion } = permissionFault(condition, one.document.version, this.#service);
      const meant =
        suggestion === undefined || cause.kind.endsWith('-is-plain-text') ? '' : ` Did you mean ${suggestion}?`;
      return this.#cause(cause.kind, cause.parameters, {
        message: `No user can start their own session: ${where} never matches because ${clause}.${meant}`,
        statement: locate(one.name, statement, condition),
        ...(suggestion === undefined ? {} : { suggestion }),
      });
    });
  }

  /** The Deny statements that take back what these statements allow: each that does so by itself, else all. */
  #denials(live: readonly NamedDocument[]): Diagnosis[] {
    const denies = this.#layers.flat().flatMap((one) =>
      this.#about(one)
        .filter(({ effect }) => effect === 'Deny')
        .map((deny) => ({ one, deny })),
    );
    const single = denies.filter(({ one, deny }) => !this.#possible([[...live, only(one, [deny])]]));
    return (single.length > 0 ? single : denies).map(({ one, deny }) => {
      const conditions = deny.conditions.map(conditionText).join(' and ');
      const why = conditions === '' ? 'It has no condition.' : `Its condition always matches: ${conditions}.`;
      return this.#cause(
        'stream-denied-by-statement',
        { policy: one.name, conditions },
        {
          message: `${capitalized(statementName(deny))} of policy ${one.name} denies ${this.#action} on ${this.#target}. ${why}`,
          statement: locate(one.name, deny),
        },
      );
    });
  }

  #cause(
    kind: string,
    parameters: Readonly<Record<string, string>>,
    more: Pick<Diagnosis, 'message'> & Partial<Diagnosis>,
  ): Diagnosis {
    return {
      cause: { kind, parameters },
      resource: this.#role.role.arn,
      userSees: streamDenied[this.#service],
      severity: 'high',
      ...more,
    };
  }

  // ------------------------------------------------------------------------------------------------- limited

  #limits(): StepDiagnosis {
    const { limits, doubt } = limitsOf({
      layers: this.#layers,
      refused: (layers) => this.#ask(layers, 'refused'),
      holds: (condition, version, context) =>
        conditionHolds(condition, version, {
          phase: 'stream',
          action: this.#action,
          resource: this.#target,
          context,
        }) === true,
      isAbout: (statement, { document }) => this.#isAbout(statement, document),
      isLive: (statement, one) => this.#possible([[only(one, [statement])]]),
    });
    if (doubt !== undefined) return this.#unclear(doubt);
    if (limits.length === 0) return works;
    const unread = limits.find(({ condition }) => reasonUnread(condition.key, this.#service) !== undefined);
    if (unread !== undefined) return this.#unclear(reasonUnread(unread.condition.key, this.#service) ?? '');
    return { status: 'limited', causes: distinctCauses(limits.map((one) => this.#limit(one))), uncertainties: [] };
  }

  #limit({ policy, statement, condition }: Limit): Diagnosis {
    const written = conditionText(condition);
    const verb = statement.effect === 'Deny' ? 'do not match' : 'match';
    return this.#cause(
      'stream-condition-limits-sessions',
      { effect: statement.effect, condition: written },
      {
        message: `Only requests that ${verb} ${written} can start a session on ${this.#target} with role ${this.#role.role.name}.`,
        statement: locate(policy, statement, condition),
        severity: 'informational',
      },
    );
  }
}

const only = (one: NamedDocument, statements: readonly Statement[]): NamedDocument => ({
  name: one.name,
  document: { ...one.document, statements },
});

/** The boundary's Allow statements without conditions in play, and one Deny of it. */
const withDeny = (boundary: NamedDocument, deny: Statement): NamedDocument =>
  only(
    boundary,
    boundary.document.statements.filter((statement) => statement.effect === 'Allow' || statement === deny),
  );

const streamDenied: Readonly<Record<Service, string>> = {
  workspaces: userSees('not-authorized-to-stream'),
  appstream: 'The sign-in succeeds, but the session does not start (AWS does not document the message)',
};

/** Why a condition on the key cannot be decided: its value is not read, or AWS does not document it. */
function reasonUnread(key: string, service: Service): string | undefined {
  if (key.includes(':resourcetag/'))
    return `the tags of ${service === 'workspaces' ? 'the directory' : 'the stack'} are not read`;
  if (key === 'aws:sourceip' && service === 'workspaces')
    return 'AWS does not support aws:SourceIp for workspaces:Stream';
  const availability = keyInfo('stream', key)?.availability;
  return availability?.kind === 'open' || availability?.kind === 'undocumented' ? availability.because : undefined;
}
