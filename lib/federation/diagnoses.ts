import type { Unreadable } from '../model/fact.ts';
import type { Diagnosis, StepDiagnosis, Uncertainty } from '../model/diagnosis.ts';

/** Nothing stands against a correct sign-in. */
export const works: StepDiagnosis = { status: 'works', causes: [], uncertainties: [] };

export const blocked = (...causes: readonly [Diagnosis, ...Diagnosis[]]): StepDiagnosis => ({
  status: 'blocked',
  causes,
  uncertainties: [],
});

/** Only some correct sign-ins pass; each cause names a condition that selects them. */
export const limited = (...causes: readonly [Diagnosis, ...Diagnosis[]]): StepDiagnosis => ({
  status: 'limited',
  causes,
  uncertainties: [],
});

export const undetermined = (message: string): StepDiagnosis => ({
  status: 'unknown',
  causes: [],
  uncertainties: [{ message }],
});

/** A fact that the step depends on could not be read. */
export const missing = (fact: Unreadable): StepDiagnosis => ({
  status: 'unknown',
  causes: [],
  uncertainties: [{ message: fact.detail, unread: fact }],
});

const order: readonly StepDiagnosis['status'][] = ['blocked', 'unknown', 'limited', 'works'];

/** Several demands on the same step: it has the worst status and all causes. */
export function together(...parts: readonly StepDiagnosis[]): StepDiagnosis {
  const status = order.find((candidate) => parts.some((part) => part.status === candidate)) ?? 'works';
  return {
    status,
    causes: parts.flatMap(({ causes }) => causes),
    uncertainties: parts.flatMap(({ uncertainties }): readonly Uncertainty[] => uncertainties),
  };
}
