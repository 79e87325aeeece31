import type { Rule } from '../rule/rule.ts';
import type { Settings } from '../rule/settings.ts';
import type { ExampleAccount } from './example.ts';

export interface Example {
  /** What is special about it, in a few words; unique within the rule. */
  readonly name: string;
  readonly given: ExampleAccount;
  /** Settings that differ from the defaults. */
  readonly settings?: Partial<Settings>;
}

/** What documentation and tests need of a rule besides its judgement; a scan never reads it. */
export interface Explanation {
  /** Why it matters: what goes wrong, for whom. */
  readonly rationale: string;
  /** AWS CLI commands that fix what the rule finds, ready to adapt. */
  readonly cli?: string;
  /** The same as steps in the console. */
  readonly console?: string;
  readonly examples: {
    readonly pass: readonly [Example, ...Example[]];
    readonly fail: readonly [Example, ...Example[]];
    readonly notApplicable: readonly Example[];
    readonly unknown: readonly Example[];
  };
}

/** A rule with all there is to say about it. */
export interface ExplainedRule extends Rule, Explanation {}

/** Checks an explanation's shape where it is written. */
export const defineExplanation = (explanation: Explanation): Explanation => explanation;
