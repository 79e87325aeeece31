import type { Report } from '../model/report.ts';
import { severityCounts } from './words.ts';

/** The whole report in one sentence of counts, and a second one when something could not be read. */
export function resultOf({ comparison, summary }: Pick<Report, 'comparison' | 'summary'>): string {
  const failed = Object.values(summary.fail).reduce((sum, count) => sum + count, 0);
  const { accepted = 0 } = summary;
  const onlyNew = comparison?.leftOut === undefined ? '' : 'new ';
  const counts = [
    failed === 0
      ? `no ${onlyNew}findings`
      : `${failed} ${onlyNew}${failed === 1 ? 'finding' : 'findings'} (${severityCounts(summary.fail)})`,
    ...(accepted === 0 ? [] : [`${accepted} accepted`]),
    `${summary.pass} passed`,
    `${summary.notApplicable} not applicable`,
    `${summary.unknown} unknown`,
  ];
  return `Result: ${counts.join(', ')}.${summary.complete ? '' : ' The scan is incomplete.'}`;
}
