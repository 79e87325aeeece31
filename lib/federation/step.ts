import type { Diagnosis, StepDiagnosis, Uncertainty } from '../model/diagnosis.ts';
import type { Unreadable } from '../model/fact.ts';

/** What was found on one step of a path, in any order. */
export interface Findings {
  /** No sign-in passes. */
  readonly blocking?: readonly Diagnosis[];
  /** Only some sign-ins pass. */
  readonly limiting?: readonly Diagnosis[];
  readonly uncertainties?: readonly Uncertainty[];
}

/** The step as a whole: what is certain to block decides, then what could not be determined, then what limits. */
export function stepOf({ blocking = [], limiting = [], uncertainties = [] }: Findings): StepDiagnosis {
  const causes = [...blocking, ...limiting];
  const status =
    blocking.length > 0 ? 'blocked' : uncertainties.length > 0 ? 'unknown' : limiting.length > 0 ? 'limited' : 'works';
  return { status, causes, uncertainties };
}

/** Several steps, or several parts of one, as one. */
export function together(...steps: readonly StepDiagnosis[]): StepDiagnosis {
  const blocked = steps.filter(({ status }) => status === 'blocked');
  const order = ['blocked', 'unknown', 'limited', 'works'] as const;
  return {
    status: order.find((status) => steps.some((step) => step.status === status)) ?? 'works',
    causes: [...blocked, ...steps.filter(({ status }) => status !== 'blocked')].flatMap(({ causes }) => causes),
    uncertainties: steps.flatMap(({ uncertainties }) => uncertainties),
  };
}

/** Why a step cannot be determined: a call whose answer is missing. */
export const unreadFact = (fact: Unreadable): Uncertainty => ({
  message: `Could not check: ${fact.detail.replace(/[.\s]+$/, '')}.`,
  unread: fact,
});
