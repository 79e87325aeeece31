import type { Effect, Severity } from '../model/finding.ts';
import { resourceTypes, type RegionalSubjects, type ResourceType } from '../model/resource-types.ts';
import type { SamlProvider } from '../model/snapshot.ts';
import type { StepName } from '../model/path.ts';
import type { Account } from '../federation/account.ts';
import type { StreamRole } from '../federation/stream-role.ts';
import type { Scope } from './scope.ts';
import type { Settings } from './settings.ts';
import type { Verdict } from './verdict.ts';

/** What a rule for each resource type is given to judge. */
export interface Subjects extends RegionalSubjects {
  readonly account: Account;
  readonly 'iam.saml-provider': SamlProvider;
  readonly 'iam.role': StreamRole;
}

/** Where a statement comes from: a step of one of the guides, or a page of AWS's documentation. */
export interface RuleSource {
  readonly title: string;
  readonly url: string;
}

/** How the resources of one type are judged. */
interface Evaluation<T> {
  /** Which of them; of the others the engine says why not. */
  readonly scope: Scope<T>;
  /** Pure: no clock, no I/O; see `need` for facts. */
  readonly judge: (subject: T, account: Account, settings: Settings) => Verdict;
}

/** One rule: what it is for and how it judges. Why it matters and its examples are the explanation beside it. */
export interface Rule {
  /** Permanent; equals the file name. */
  readonly id: string;
  /** The compliant condition, as a sentence. */
  readonly title: string;
  readonly severity: Severity;
  /** What its failures do to people, where the verdict does not say otherwise. */
  readonly effect: Effect;
  /** The step of a sign-in path that its resource is checked for. Default: by the type of the resource. */
  readonly step?: StepName;
  readonly sources: readonly [RuleSource, ...RuleSource[]];
  /** Rows of the list of checkable statements that the rule decides (docs/coverage.md). */
  readonly statements: readonly string[];
  /** Calls whose answers the verdict can depend on; without them it is unknown. Proven by the tests. */
  readonly reads: readonly string[];
  /** What a user sees at sign-in when the rule is broken, if anything. */
  readonly userSees?: string;
  /** One line: what to do. */
  readonly remediation: string;
  /** The types of resources that the rule applies to. */
  readonly evaluate: { readonly [K in ResourceType]?: Evaluation<Subjects[K]> };
}

/** The resource types a rule judges. */
export const appliesTo = (rule: Rule): readonly ResourceType[] =>
  resourceTypes.filter((type) => rule.evaluate[type] !== undefined);

/** Checks a rule's shape where it is written; the engine adds the rest (unreadable facts, order, ids). */
export const defineRule = (rule: Rule): Rule => rule;
