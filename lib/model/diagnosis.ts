import type { Unreadable } from './fact.ts';
import type { Cause, Severity, StatementLocation } from './finding.ts';

/**
 * One reason why a step of a sign-in path stops users, or some of them. The path and the rule that reports it share it,
 * so that they cannot disagree: a blocked path and a failing finding with the same cause and resource are one fact.
 */
export interface Diagnosis {
  readonly cause: Cause;
  /** ARN of the resource that has the fault, and that a rule reports it for. */
  readonly resource: string;
  /** One or two sentences: what is configured, and what follows. */
  readonly message: string;
  /** What users see at sign-in: AWS's literal text or the symptom that AWS describes. */
  readonly userSees?: string;
  readonly statement?: StatementLocation;
  /** What was probably meant: a near name, a provider that no role uses. */
  readonly suggestion?: string;
  readonly severity?: Severity;
}

/** Why a step could not be determined. */
export interface Uncertainty {
  readonly message: string;
  /** The fact that would have told, when one could not be read. */
  readonly unread?: Unreadable;
}

/**
 * What became of one step. `blocked`: no correct sign-in passes. `limited`: only some do, `causes` says which condition
 * selects them. `unknown`: `uncertainties` says why; causes that are certain are listed all the same.
 */
export interface StepDiagnosis {
  readonly status: 'works' | 'limited' | 'blocked' | 'unknown';
  /** All of them, not the first: after one fix the next must not come as a surprise. */
  readonly causes: readonly Diagnosis[];
  readonly uncertainties: readonly Uncertainty[];
}
