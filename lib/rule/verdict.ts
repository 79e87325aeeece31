import type { Cause, Effect, Evidence, Severity, StatementLocation, Witness } from '../model/finding.ts';
import type { Fact, Unreadable } from '../model/fact.ts';

/** What a failure may say besides its message and evidence. */
export interface FailureDetails {
  readonly severity?: Severity;
  readonly witness?: Witness;
  /** When this fault has another fix than the rule's usual one. */
  readonly remediation?: string;
  /** Default: the rule's. */
  readonly effect?: Effect;
  /** Default: the rule's id, so that all its failures are one problem. */
  readonly cause?: Cause;
  /** Further causes that the failure reports, where the resource has several. */
  readonly otherCauses?: readonly Cause[];
  /** Where the fault is a consequence: the cause that it follows from, and the ARN of the resource that has it. */
  readonly because?: { readonly cause: Cause; readonly resource: string };
  readonly statement?: StatementLocation;
  readonly suggestion?: string;
  /** Default: the rule's. */
  readonly userSees?: string;
}

/** What a rule says of one resource. "We could not look" is an answer of its own. */
export type Verdict =
  | { readonly status: 'pass'; readonly message: string; readonly evidence: readonly Evidence[] }
  | ({
      readonly status: 'fail';
      /** What was seen and what was expected, in one or two sentences. */
      readonly message: string;
      readonly evidence: readonly [Evidence, ...Evidence[]];
    } & FailureDetails)
  | { readonly status: 'not-applicable'; readonly message: string }
  | { readonly status: 'unknown'; readonly message: string; readonly unread?: Unreadable };

export const pass = (message: string, ...evidence: Evidence[]): Verdict => ({ status: 'pass', message, evidence });

/** A failure needs evidence: without any it does not compile. */
export const fail = (
  message: string,
  evidence: readonly [Evidence, ...Evidence[]],
  more: FailureDetails = {},
): Verdict => ({ status: 'fail', message, evidence, ...more });

/** The rule knowingly does not judge this resource. Not a soft pass. */
export const notApplicable = (message: string): Verdict => ({ status: 'not-applicable', message });

export const unknown = (message: string, unread?: Unreadable): Verdict =>
  unread === undefined ? { status: 'unknown', message } : { status: 'unknown', message, unread };

/** The verdict for a fact that could not be read. */
export const unread = (fact: Unreadable): Verdict =>
  unknown(`Could not be judged: ${fact.detail.replace(/[.\s]+$/, '')}.`, fact);

/** Thrown by `need`, caught by the engine: the verdict is unknown, and names the call that would tell. */
export class Unread extends Error {
  override readonly name = 'Unread';
  readonly fact: Unreadable;
  constructor(fact: Unreadable) {
    super(fact.detail);
    this.fact = fact;
  }
}

/**
 * The value of a fact that the verdict depends on; `undefined` when AWS says there is none. An unreadable fact ends
 * the evaluation: the verdict is unknown. Ask only for what can still change the verdict.
 * @throws {Unread}
 */
export function need<T>(fact: Fact<T>): T | undefined {
  if (fact.state === 'unreadable') throw new Unread(fact);
  return fact.state === 'known' ? fact.value : undefined;
}

/** As `need`, for lists: none is an empty list. */
export const list = <T>(fact: Fact<readonly T[]>): readonly T[] => need(fact) ?? [];
