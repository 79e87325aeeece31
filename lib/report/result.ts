import type { Report } from '../model/report.ts';
import { severityCounts } from './words.ts';

/** The whole report in one sentence of counts, and a second one when something could not be read. */
export function resultOf({ findings, summary }: Report): string {
  const failed = findings.filter(({ status }) => status === 'fail').length;
  const counts = [
    failed === 0 ? 'nothing failed' : `${failed} failed (${severityCounts(summary.fail)})`,
    `${summary.pass} passed`,
    `${summary.notApplicable} not applicable`,
    `${summary.unknown} unknown`,
  ];
  return `Result: ${counts.join(', ')}.${summary.complete ? '' : ' The scan is incomplete.'}`;
}
