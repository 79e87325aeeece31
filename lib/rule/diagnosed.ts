import type { Diagnosis, Uncertainty } from '../model/diagnosis.ts';
import type { Evidence, StatementLocation } from '../model/finding.ts';
import { fail, unknown, type FailureDetails, type Verdict } from './verdict.ts';

/** What a rule says besides the diagnosis, or instead of it. */
interface More extends FailureDetails {
  readonly message?: string;
}

/** The failure that a diagnosis is: the same cause, words and near name as on the path. */
export function failAs(
  diagnosis: Diagnosis,
  evidence: readonly [Evidence, ...Evidence[]],
  { message = diagnosis.message, ...more }: More = {},
): Verdict {
  const { cause, userSees, statement, suggestion, severity } = diagnosis;
  return fail(message, evidence, {
    cause,
    ...(userSees === undefined ? {} : { userSees }),
    ...(statement === undefined ? {} : { statement }),
    ...(suggestion === undefined ? {} : { suggestion }),
    ...(severity === undefined ? {} : { severity }),
    ...more,
  });
}

/** The verdict where a step could not be determined, and why. */
export const unknownAs = ({ message, unread }: Uncertainty): Verdict => unknown(message, unread);

/** The place of a fault as evidence: AWS's own path to the element, where statements count from 0. */
export function evidenceAt(
  root: string,
  location: StatementLocation | undefined,
  actual: string,
  expected: string | undefined,
): Evidence {
  const path =
    location === undefined
      ? root
      : `${root}.Statement[${location.index}]${location.element === undefined ? '' : `.${location.element}`}`;
  return { path, actual, ...(expected === undefined ? {} : { expected }) };
}
