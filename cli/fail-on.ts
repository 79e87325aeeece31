import { severities } from '../lib/model/finding.ts';
import type { Severity, Summary } from '../lib/model/finding.ts';
import { exitCodes } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';

export const thresholds = [...severities, 'none'] as const;
export type Threshold = Severity | 'none';

/** Findings at or above the threshold come first: they are certain, whatever else could not be read. */
export function exitCodeOf(
  { summary }: { readonly summary: Pick<Summary, 'fail' | 'complete'> },
  failOn: Threshold,
): ExitCode {
  const counted = failOn === 'none' ? [] : severities.slice(0, severities.indexOf(failOn) + 1);
  if (counted.some((severity) => summary.fail[severity] > 0)) return exitCodes.findings;
  return summary.complete ? exitCodes.clean : exitCodes.incomplete;
}
