import type { Diagnosis, Uncertainty } from '../model/diagnosis.ts';
import type { Effect, Evidence } from '../model/finding.ts';
import { fail, unknown, type Verdict } from './verdict.ts';

/** What a diagnosis does not say, because only rules need it. */
interface More {
  readonly effect?: Effect;
  readonly remediation?: string;
}

/** The failure that a diagnosis is: the same cause, words and near name as on the path. */
export function failAs(
  { cause, message, userSees, statement, suggestion, severity }: Diagnosis,
  evidence: readonly [Evidence, ...Evidence[]],
  more: More = {},
): Verdict {
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
