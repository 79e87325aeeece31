import type { Diagnosis, StepDiagnosis } from '../model/diagnosis.ts';
import type { Unreadable } from '../model/fact.ts';
import type { Condition, PolicyDocument, Statement } from '../policy/document.ts';
import { conditionHolds } from '../policy/condition.ts';
import { keyInfo } from '../policy/keys.ts';
import { isNegated } from '../policy/operators.ts';
import { actionMatches } from '../policy/evaluate.ts';
import type { Answer } from '../policy/search.ts';
import { userSees } from '../saml/sign-in-errors.ts';
import type { Account } from './account.ts';
import {
  actionsFor,
  everythingBrought,
  findCorrectSignIn,
  providerFacts,
  type ProviderFacts,
  type Recipients,
  type SignInQuestion,
} from './correct-sign-in.ts';
import { distinctCauses, minimal } from './causes.ts';
import { missing, undetermined, works } from './diagnoses.ts';
import { limitsOf, type Limit } from './limits.ts';
import { letsIn } from './saml-trust.ts';
import { capitalized, conditionText, locate, nameOf, statementName, trustPolicyName } from './statement-words.ts';
import type { StreamRole } from './stream-role.ts';
import { assumeRoleWithSaml, setSourceIdentity, tagSession } from './trust.ts';
import { trustFault } from './trust-fault.ts';

const memo = new WeakMap<Account, Map<string, StepDiagnosis>>();

/**
 * Whether a correct sign-in through a provider can assume the role and pass session tags of these names
 * (`PrincipalTag:` attributes). Whether the provider exists is not asked here.
 */
export function diagnoseTrust(
  role: StreamRole,
  provider: string,
  account: Account,
  tags: readonly string[] = [],
): StepDiagnosis {
  const known = memo.get(account) ?? new Map<string, StepDiagnosis>();
  memo.set(account, known);
  const key = [role.role.arn, provider, ...tags.toSorted()].join(' ');
  const made = known.get(key) ?? diagnose(role, provider, account, tags);
  known.set(key, made);
  return made;
}

function diagnose(role: StreamRole, provider: string, account: Account, tags: readonly string[]): StepDiagnosis {
  if (role.trust.state === 'unreadable') return missing(role.trust);
  if (role.trust.state === 'absent') return undetermined(`Role ${role.role.name} has no trust policy.`);
  return diagnoseTrustPolicy(role, role.trust.value, provider, account, tags);
}

/** As `diagnoseTrust`, of a trust policy that the role could have instead of its own. */
export function diagnoseTrustPolicy(
  role: StreamRole,
  trust: PolicyDocument,
  provider: string,
  account: Account,
  tags: readonly string[],
): StepDiagnosis {
  const answers = providerFacts(account, provider).map((facts) =>
    new TrustCase({ role, trust, account, facts, tags }).diagnosis(),
  );
  const [first, ...others] = answers;
  if (first === undefined) throw new Error('a provider has facts, known or not');
  if (others.every(({ status }) => status === first.status)) return first;
  // The provider could not be read, and it decides.
  const [facts] = providerFacts(account, provider);
  const message = `Cannot determine whether provider ${provider} requires encrypted assertions, on which the result depends.`;
  return unknownBecause(message, facts?.unread);
}

/**
 * A provider that accepts encrypted assertions too receives them only at its own URL, which IAM shows; a trust policy that
 * allows the plain URL alone denies them.
 */
export function excludesEncrypted(
  role: StreamRole,
  trust: PolicyDocument,
  provider: string,
  account: Account,
): boolean {
  const [facts, ...others] = providerFacts(account, provider);
  if (facts === undefined || others.length > 0 || facts.encryptionRequired || facts.uuid === undefined) return false;
  return !new TrustCase({ role, trust, account, facts: { ...facts, encryptionRequired: true }, tags: [] }).isPossible();
}

const unknownBecause = (message: string, unread: Unreadable | undefined): StepDiagnosis => ({
  ...undetermined(message),
  uncertainties: [{ message, ...(unread === undefined ? {} : { unread }) }],
});

interface Case {
  readonly role: StreamRole;
  readonly trust: PolicyDocument;
  readonly account: Account;
  readonly facts: ProviderFacts;
  readonly tags: readonly string[];
}

type Wish = Partial<
  Pick<SignInQuestion, 'trust' | 'recipients' | 'otherTags' | 'sourceIdentity' | 'actions' | 'outcome'>
>;

/** One role, one provider with facts that are certain, one set of tags. */
class TrustCase {
  readonly #case: Case;
  /** `sts:AssumeRoleWithSAML`, and `sts:TagSession` where the sign-in carries tags. */
  readonly #actions: readonly string[];

  constructor(one: Case) {
    this.#case = one;
    this.#actions = one.tags.length === 0 ? [assumeRoleWithSaml] : [assumeRoleWithSaml, tagSession];
  }

  isPossible = (): boolean => this.#possible(this.#case.trust.statements, [assumeRoleWithSaml]);

  diagnosis(): StepDiagnosis {
    const answers: Answer[] = [];
    for (const brings of everythingBrought) {
      const answer = this.#ask({ ...brings, actions: actionsFor(this.#case.tags, brings) });
      if (answer.kind === 'found') return this.#limits();
      answers.push(answer);
    }
    const doubt = answers.find((answer) => answer.kind === 'unclear');
    if (doubt !== undefined) return this.#unclear(doubt.reason);
    for (const brings of everythingBrought) {
      const actions = actionsFor(this.#case.tags, brings);
      const elsewhere = this.#ask({ ...brings, actions, recipients: 'on an AWS host' });
      if (elsewhere.kind !== 'found') continue;
      const audience = elsewhere.witness.context.get('saml:aud')?.[0] ?? '';
      return this.#unclear(`AWS does not document ${audience} as a sign-in URL`);
    }
    const causes = distinctCauses(this.#refusals());
    return { status: 'blocked', causes: causes.length > 0 ? causes : [this.#together()], uncertainties: [] };
  }

  /** No statement and no condition alone is the reason. */
  #together(): Diagnosis {
    const { trust, role } = this.#case;
    const conditions = trust.statements.flatMap((one) => one.conditions.map(conditionText)).join('; ');
    return this.#cause(
      'trust-refuses-sign-in',
      { conditions },
      {
        message: `The statements of the trust policy of role ${role.role.name} allow no correct sign-in together: ${conditions}.`,
      },
    );
  }

  #ask(wish: Wish): Answer {
    const { role, trust, account, facts, tags } = this.#case;
    return findCorrectSignIn({
      account,
      role: role.role,
      trust,
      facts,
      tags,
      recipients: 'documented',
      otherTags: false,
      sourceIdentity: 'none',
      actions: this.#actions,
      outcome: 'allowed',
      ...wish,
    });
  }

  #unclear(reason: string): StepDiagnosis {
    const { role, facts } = this.#case;
    const message = `Cannot determine whether a correct sign-in can assume role ${role.role.name}: ${reason}.`;
    return unknownBecause(message, facts.unread);
  }

  // ------------------------------------------------------------------------------------------------- blocked

  #refusals(): Diagnosis[] {
    const assumed = [
      this.#ask({ otherTags: true, actions: [assumeRoleWithSaml] }),
      this.#ask({ otherTags: true, sourceIdentity: 'sent', actions: [assumeRoleWithSaml, setSourceIdentity] }),
    ].some(({ kind }) => kind === 'found');
    if (assumed) return this.#refusalsOf(tagSession);
    const identity = this.#ask({ otherTags: true, sourceIdentity: 'sent', actions: [assumeRoleWithSaml] });
    return identity.kind === 'found' ? [this.#sourceIdentity()] : this.#refusalsOf(assumeRoleWithSaml);
  }

  #sourceIdentity(): Diagnosis {
    const { trust, role } = this.#case;
    const statement = trust.statements.find(({ conditions }) =>
      conditions.some(({ key }) => key === 'sts:sourceidentity'),
    );
    return this.#cause(
      'source-identity-not-allowed',
      {},
      {
        message: `The trust policy of role ${role.role.name} requires a source identity, but it does not allow sts:SetSourceIdentity. Sign-ins with and without one are denied.`,
        ...(statement === undefined ? {} : { statement: location(statement) }),
        suggestion: setSourceIdentity,
      },
    );
  }

  /** Why no correct sign-in is allowed an action, in the words of each statement that was meant to allow it. */
  #refusalsOf(action: string): Diagnosis[] {
    const { trust, facts, role } = this.#case;
    const actions = [action];
    const meant = trust.statements.filter(
      (statement) =>
        statement.effect === 'Allow' && actionMatches(statement, action) && letsIn(statement, facts.provider),
    );
    if (meant.length === 0) {
      return action === tagSession
        ? [
            this.#cause(
              'tag-session-not-allowed',
              {},
              {
                message: `The trust policy of role ${role.role.name} does not allow sts:TagSession for ${facts.provider}. Sign-ins with ${this.#tagNames()} are denied.`,
              },
            ),
          ]
        : [
            this.#cause(
              'provider-not-trusted',
              { provider: facts.provider },
              {
                message: `The trust policy of role ${role.role.name} does not allow sts:AssumeRoleWithSAML for ${facts.provider}.`,
              },
            ),
          ];
    }
    const live = meant.filter((statement) => this.#possible([statement], actions));
    if (live.length > 0) return this.#denials(live, actions);
    return meant.flatMap((statement) => this.#faults(statement, actions));
  }

  #possible(
    statements: readonly Statement[],
    actions: readonly string[],
    recipients: Recipients = 'documented',
  ): boolean {
    const trust = { ...this.#case.trust, statements };
    return (['none', 'sent'] as const).some(
      (sourceIdentity) => this.#ask({ trust, actions, recipients, otherTags: true, sourceIdentity }).kind !== 'none',
    );
  }

  /** Each condition that no correct sign-in meets by itself; else those that exclude each other. */
  #faults(statement: Statement, actions: readonly string[]): Diagnosis[] {
    const { trust, facts, account } = this.#case;
    const alone = (conditions: readonly Condition[], recipients?: Recipients) =>
      this.#possible([{ ...statement, conditions }], actions, recipients);
    const impossible = statement.conditions.filter((condition) => !alone([condition]));
    if (impossible.length === 0) {
      const together = minimal(statement.conditions, (some) => !alone(some));
      const written = together.map(conditionText).join(' and ');
      return [
        this.#cause(
          'trust-conditions-contradict',
          { conditions: written },
          {
            message: `No correct sign-in can match ${statementName(statement)} of the trust policy, because its conditions exclude each other: ${written}.`,
            statement: location(statement),
          },
        ),
      ];
    }
    return impossible.map((condition) => {
      const statementAt = location(statement, condition);
      if (condition.key === 'saml:aud' && facts.encryptionRequired && alone([condition], 'in any encryption mode')) {
        const endpoint = `/saml/acs/${facts.uuid ?? '<UUID>'}`;
        return this.#cause(
          'audience-excludes-encrypted-assertions',
          { provider: facts.provider },
          {
            message: `Provider ${nameOf(facts.provider)} requires encrypted assertions, which AWS receives only at ${endpoint}. ${capitalized(statementName(statement))} of the trust policy allows only ${condition.values.join(', ')}.`,
            statement: statementAt,
            suggestion: encryptedUrl(condition, facts),
          },
        );
      }
      const { cause, clause, suggestion } = trustFault(condition, trust.version, facts, account, this.#case.tags);
      const meant =
        suggestion === undefined || cause.kind.endsWith('-is-plain-text') ? '' : ` Did you mean ${suggestion}?`;
      return this.#cause(cause.kind, cause.parameters, {
        message: `No correct sign-in can match ${statementName(statement)} of the trust policy: ${clause}.${meant}`,
        statement: statementAt,
        ...(suggestion === undefined ? {} : { suggestion }),
      });
    });
  }

  /** The Deny statements that take back what these statements allow: each that does so by itself, else all. */
  #denials(live: readonly Statement[], actions: readonly string[]): Diagnosis[] {
    const { trust, role } = this.#case;
    const denies = trust.statements.filter(
      (statement) => statement.effect === 'Deny' && actions.some((action) => actionMatches(statement, action)),
    );
    const single = denies.filter((deny) => !this.#possible([...live, deny], actions));
    return (single.length > 0 ? single : denies).map((deny) => {
      const conditions = deny.conditions.map(conditionText).join(' and ');
      const why = conditions === '' ? 'It has no condition.' : `Its condition matches all of them: ${conditions}.`;
      return this.#cause(
        'trust-denies-sign-in',
        { conditions },
        {
          message: `${capitalized(statementName(deny))} of the trust policy of role ${role.role.name} denies every correct sign-in. ${why}`,
          statement: location(deny),
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
      resource: this.#case.role.role.arn,
      userSees: userSees('not-authorized'),
      severity: 'high',
      ...more,
    };
  }

  #tagNames = (): string => this.#case.tags.map((tag) => `PrincipalTag:${tag}`).join(', ');

  // ------------------------------------------------------------------------------------------------- limited

  /** Some correct sign-in passes; what stops others? */
  #limits(): StepDiagnosis {
    const found: Limit[] = [];
    const recipients = this.#usualRecipients();
    for (const action of this.#actions) {
      const { limits, doubt } = this.#limitsOf(action, recipients);
      if (doubt !== undefined) return this.#unclear(doubt);
      found.push(...limits);
    }
    if (found.length === 0) return works;
    const open = found.find(({ condition }) => uncertainty(condition.key) !== undefined)?.condition;
    if (open !== undefined)
      return this.#unclear(`it depends on ${open.keyAsWritten}, and ${uncertainty(open.key) ?? ''}`);
    return { status: 'limited', causes: distinctCauses(found.map((one) => this.#limit(one))), uncertainties: [] };
  }

  /** Of the two forms of the usual URL, one that the policy allows is enough. */
  #usualRecipients(): Recipients {
    const plain = this.#ask({ recipients: 'usual', otherTags: true });
    const withId = this.#ask({ recipients: 'usual, with the id', otherTags: true });
    return plain.kind === 'none' && withId.kind === 'found' ? 'usual, with the id' : 'usual';
  }

  #limitsOf(action: string, recipients: Recipients) {
    const { trust, facts } = this.#case;
    return limitsOf({
      layers: [[{ name: trustPolicyName, document: trust }]],
      refused: (layers) =>
        this.#ask({
          trust: layers[0]?.[0]?.document ?? trust,
          actions: [action],
          outcome: 'refused',
          recipients,
        }),
      holds: (condition, version, context) =>
        conditionHolds(condition, version, {
          phase: 'assume',
          action,
          federatedPrincipal: facts.provider,
          context,
        }) === true,
      isAbout: (statement) => actionMatches(statement, action) && letsIn(statement, facts.provider),
      isLive: (statement) => this.#possible([statement], [action]),
    });
  }

  #limit({ statement, condition }: Limit): Diagnosis {
    const written = conditionText(condition);
    const verb = statement.effect === 'Deny' ? 'do not match' : 'match';
    const message =
      isAudienceList(condition) && statement.effect === 'Allow'
        ? `Only assertions posted to ${condition.values.join(' or ')} can be used to assume role ${this.#case.role.role.name}.`
        : `Only sign-ins that ${verb} ${written} can assume role ${this.#case.role.role.name}.`;
    return this.#cause(
      'trust-condition-limits-sign-ins',
      { effect: statement.effect, condition: written },
      {
        message,
        statement: location(statement, condition),
        severity: 'informational',
      },
    );
  }
}

/** Why AWS does not let a condition on the key be decided for a browser sign-in. */
const uncertainty = (key: string): string | undefined => {
  const availability = keyInfo('assume', key)?.availability;
  return availability?.kind === 'open' || availability?.kind === 'undocumented' ? availability.because : undefined;
};

/** Audiences that are allowed by name or pattern. */
const isAudienceList = ({ key, operator: { base } }: Condition): boolean =>
  key === 'saml:aud' && base !== undefined && base !== 'Null' && !isNegated(base);

const location = (statement: Statement, condition?: Condition) => locate(trustPolicyName, statement, condition);

const encryptedUrl = ({ values }: Condition, { uuid }: ProviderFacts): string =>
  `${values[0]?.replace(/\/saml[^]*/, '/saml') ?? ''}/acs/${uuid ?? '<UUID>'}`;
