import { changeKinds } from '../model/change.ts';
import { severities } from '../model/finding.ts';
import type { ComparedChange } from '../model/comparison.ts';
import type { History } from '../model/history.ts';
import type { Report } from '../model/report.ts';
import { diff } from './diff.ts';
import { groupProblems } from './problems.ts';
import { summarise } from './summarise.ts';

/**
 * The report with what changed since the history's last scan.
 *
 * @param ruleIds the rules that the scan judged by.
 */
export function compared(report: Report, history: History, ruleIds: readonly string[]): Report {
  const changes = diff(history, report, ruleIds).changes.map(({ kind, finding }): ComparedChange => {
    const { id: findingId, ruleId, severity, resource, message } = finding;
    return { kind, findingId, ruleId, severity, resource, message };
  });
  const { lastScan } = history;
  return {
    ...report,
    comparison: {
      ...(lastScan === undefined ? {} : { since: lastScan.at }),
      changes: changes.toSorted(worstFirst),
    },
  };
}

/**
 * A compared report that only shows, and counts, failures that are new: opened, reopened or worsened. What is accepted
 * stays, and so does what could not be judged: it may hide anything.
 */
export function onlyNew(report: Report): Report {
  const { comparison = { changes: [] }, coverage } = report;
  const news = new Set(comparison.changes.filter(({ kind }) => isNew.has(kind)).map(({ findingId }) => findingId));
  const findings = report.findings.filter(
    ({ id, status, accepted }) => status !== 'fail' || accepted !== undefined || news.has(id),
  );
  return {
    ...report,
    ...groupProblems(report.scan.accountId, findings, report.paths ?? []),
    findings,
    comparison: { ...comparison, leftOut: report.findings.length - findings.length },
    summary: summarise(findings, coverage),
  };
}

const isNew: ReadonlySet<string> = new Set(['opened', 'reopened', 'worsened']);

const worstFirst = (a: ComparedChange, b: ComparedChange): number =>
  changeKinds.indexOf(a.kind) - changeKinds.indexOf(b.kind) ||
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  compareText(a.ruleId, b.ruleId) ||
  compareText(a.resource.arn, b.resource.arn);

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
