import type { Severity } from '../model/finding.ts';
import type { Rule } from '../rule/rule.ts';
import type { Settings } from '../rule/settings.ts';
import type { ExampleAccount } from './example.ts';

export interface Example {
  /** What is special about it, in a few words; unique within the rule. */
  readonly name: string;
  /**
   * What the rule says of it, to the letter: the message, or those of several findings. `npm run examples` writes it, and
   * the severity and the witness of failures; the diff shows what users will read.
   */
  readonly says: string | readonly [string, string, ...string[]];
  readonly given: ExampleAccount;
  /** Settings that differ from the defaults. */
  readonly settings?: Partial<Settings>;
}

interface FailingExample extends Example {
  readonly severity: Severity;
  /** The sentence of the witness, where there is one. */
  readonly witness?: string;
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
    /** Empty for a rule that never passes, because nothing recorded proves nothing. */
    readonly pass: readonly Example[];
    readonly fail: readonly [FailingExample, ...FailingExample[]];
    readonly notApplicable: readonly Example[];
    readonly unknown: readonly Example[];
  };
}

/** A rule with all there is to say about it. */
export interface ExplainedRule extends Rule, Explanation {}

/** Checks an explanation's shape where it is written. */
export const defineExplanation = (explanation: Explanation): Explanation => explanation;
