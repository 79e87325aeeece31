import type { Unreadable } from '../model/fact.ts';
import type { Diagnosis, StepDiagnosis } from '../model/diagnosis.ts';

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

/** Several demands on the same step: it has the worst status. What only limits is no news where everybody is refused. */
export function together(...parts: readonly StepDiagnosis[]): StepDiagnosis {
  const status = order.find((candidate) => parts.some((part) => part.status === candidate)) ?? 'works';
  const telling = status === 'blocked' ? parts.filter((part) => part.status === 'blocked') : parts;
  return {
    status,
    causes: telling.flatMap(({ causes }) => causes),
    uncertainties: parts.flatMap(({ uncertainties }) => uncertainties),
  };
}
