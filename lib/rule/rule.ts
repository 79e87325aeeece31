import { resourceTypes, type ResourceType, type Severity } from '../model/finding.ts';
import type {
  ConnectionAlias,
  Directory,
  DirectoryConfig,
  Fleet,
  IpGroup,
  SamlProvider,
  Stack,
} from '../model/snapshot.ts';
import type { Account } from '../federation/account.ts';
import type { StreamRole } from '../federation/stream-role.ts';
import type { ExampleAccount } from './example.ts';
import type { Settings } from './settings.ts';
import type { Verdict } from './verdict.ts';

/** What a rule for each resource type is given to judge. */
export interface Subjects {
  readonly account: Account;
  readonly 'iam.saml-provider': SamlProvider;
  readonly 'iam.role': StreamRole;
  readonly 'workspaces.directory': Directory;
  readonly 'workspaces.ip-group': IpGroup;
  readonly 'workspaces.connection-alias': ConnectionAlias;
  readonly 'appstream.stack': Stack;
  readonly 'appstream.fleet': Fleet;
  readonly 'appstream.directory-config': DirectoryConfig;
}

/** Where a statement comes from: a step of one of the guides, or a page of AWS's documentation. */
export interface RuleSource {
  readonly title: string;
  readonly url: string;
}

export interface Example {
  /** What is special about it, in a few words; unique within the rule. */
  readonly name: string;
  readonly given: ExampleAccount;
  /** Settings that differ from the defaults. */
  readonly settings?: Partial<Settings>;
}

/** One rule: everything the engine, the tests and the documentation need, in one object. */
export interface Rule {
  /** Permanent; equals the file name. */
  readonly id: string;
  /** The compliant condition, as a sentence. */
  readonly title: string;
  readonly severity: Severity;
  /** Why it matters: what goes wrong, for whom. */
  readonly rationale: string;
  readonly sources: readonly [RuleSource, ...RuleSource[]];
  /** Rows of the list of checkable statements that this rule decides (docs/coverage.md). */
  readonly statements: readonly string[];
  /** Calls whose answers the verdict can depend on; without them it is unknown. Proven by the tests. */
  readonly reads: readonly string[];
  /** What a user sees at sign-in when the rule is broken, if anything. */
  readonly userSees?: string;
  readonly remediation: {
    /** One line: what to do. */
    readonly summary: string;
    /** AWS CLI commands, ready to adapt. */
    readonly cli?: string;
    /** Steps in the console. */
    readonly console?: string;
  };
  /** How each type of resource that the rule applies to is judged. Pure: no clock, no I/O; see `need` for facts. */
  readonly evaluate: {
    readonly [K in ResourceType]?: (subject: Subjects[K], account: Account, settings: Settings) => Verdict;
  };
  readonly examples: {
    readonly pass: readonly [Example, ...Example[]];
    readonly fail: readonly [Example, ...Example[]];
    readonly notApplicable: readonly Example[];
    readonly unknown: readonly Example[];
  };
}

/** The resource types a rule judges. */
export const appliesTo = (rule: Rule): readonly ResourceType[] =>
  resourceTypes.filter((type) => rule.evaluate[type] !== undefined);

/** Checks a rule's shape where it is written; the engine adds the rest (unreadable facts, order, ids). */
export const defineRule = (rule: Rule): Rule => rule;
