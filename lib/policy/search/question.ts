import type { Context } from '../context.ts';
import type { Domain, Shape } from '../domain.ts';
import type { Decision, NamedDocument, Target } from '../evaluate.ts';
import type { Phase } from '../keys.ts';
import type { Truth } from '../truth.ts';

/** "Is there a request that …?" */
export interface Question {
  /** The vocabulary of tests and domains. */
  readonly phase: Phase;
  /** All have to come out so, for the same request. */
  readonly asks: readonly Ask[];
  readonly tests: readonly Test[];
  readonly domains: ReadonlyMap<string, Domain>;
  /** What the names of tags look like. */
  readonly tagNames?: Shape;
  /** Resources to try, for asks whose target names none. */
  readonly resources?: Resources;
  /**
   * Asks of the phase `stream` are about the session that the sign-in opens: its keys hold what the assertion brought
   * (see `session-keys.ts`). Without it, a question is about one phase only.
   */
  readonly session?: Session;
  /** Comparisons of one value with one value of the policies. */
  readonly budget?: number;
}

/** What one set of policies is asked about one action. */
export interface Ask {
  readonly target: Target;
  /** Identity policies, and a boundary: each layer has to allow. */
  readonly layers: readonly (readonly NamedDocument[])[];
  readonly effect: 'allowed' | 'refused';
}

/** A demand on the request itself. It is asked as soon as its keys are settled (`undefined`: not in the request). */
export interface Test {
  /** Lower case. */
  readonly keys: readonly string[];
  readonly holds: (context: Context) => Truth;
}

export interface Resources {
  readonly first: readonly string[];
  /** Only worked out when the first do not settle the question; reports the steps that it takes. */
  readonly all: (spend?: Spend) => Choices;
}

export interface Choices {
  readonly values: readonly string[];
  /** False: a value that is not listed could make a difference. */
  readonly complete: boolean;
}

/** Takes steps off the budget; throws when nothing is left. */
export type Spend = (steps: number) => void;

/** What a session has from its role rather than from the assertion. */
export interface Session {
  /** Lower-case tag key → value. A session tag of the same key overrides it. */
  readonly roleTags: ReadonlyMap<string, string>;
}

/** One of three, and none can be taken for another: see `match`. */
export type Answer = (
  | { readonly kind: 'found'; readonly witness: Found }
  /** Proven: no request is like that. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unclear'; readonly reason: string; readonly why: Why }
) & { readonly steps: number };

/**
 * `undecided`: the policies cannot be evaluated for some request. `untried`: some values were not tried. `budget`: the
 * search was given up.
 */
export type Why = 'undecided' | 'untried' | 'budget';

export interface Found {
  readonly context: Context;
  /** The context of the session, for a question about a sign-in and its session. */
  readonly session?: Context;
  readonly resource: string | undefined;
  /** As `evaluate` gives them, one for each ask: the identity policies', unless another layer says less. */
  readonly decisions: readonly Decision[];
}

/** Handles all three answers, or does not compile. */
export function match<T>(
  answer: Answer,
  cases: {
    readonly found: (witness: Found) => T;
    readonly none: () => T;
    readonly unclear: (reason: string, why: Why) => T;
  },
): T {
  switch (answer.kind) {
    case 'found':
      return cases.found(answer.witness);
    case 'none':
      return cases.none();
    case 'unclear':
      return cases.unclear(answer.reason, answer.why);
  }
}
