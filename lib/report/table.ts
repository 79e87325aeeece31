import type { Comparison } from '../model/comparison.ts';
import type { ExceptionNotice } from '../model/exception.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { acceptedBy, failuresOf } from './accepted.ts';
import { byResource } from './by-resource.ts';
import type { ResourceGroup } from './by-resource.ts';
import { comparisonTitle, listedChanges, placeOf } from './comparison.ts';
import { notRead } from './not-read.ts';
import { pageOf } from './page.ts';
import type { Page, PageOptions } from './page.ts';
import type { Painter } from './painter.ts';
import { pathLines } from './paths.ts';
import { resultOf } from './result.ts';
import { scopeOf } from './scope.ts';
import { unjudged, unreadCalls } from './unread.ts';
import { visible } from './visible.ts';
import { counted, resourceLabels, severityCounts } from './words.ts';
import { wrap } from './wrap.ts';

const labels: Readonly<Record<Severity, string>> = {
  critical: 'CRITICAL',
  high: 'HIGH',
  medium: 'MEDIUM',
  low: 'LOW',
  informational: 'INFO',
};
const findingIndent = ' '.repeat(11);

export interface TableOptions extends PageOptions {
  /** Show the federation map too. */
  readonly paths?: boolean;
}

/** The report for a person at a terminal: what fails, by resource and worst first, then what could not be read. */
export function table(report: Report, options: TableOptions = {}): string {
  const page = pageOf(options);
  const { counting, accepted } = failuresOf(report);
  const sections = [
    header(report, page),
    ...failures('FAILED', counting, page),
    ...failures('ACCEPTED', accepted, page),
    ...notRead(unreadCalls(report.coverage, report.findings), page),
    ...notJudged(unjudged(report.findings), page),
    ...(options.paths === true ? pathLines(report.paths ?? [], page) : []),
    ...(report.comparison === undefined ? [] : [changed(report.comparison, page)]),
    ...exceptions(report.notices ?? [], page),
    closing(report, page),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function header(report: Report, { width, paint }: Page): string[] {
  const rows = scopeOf(report).flatMap(([name, text]) => wrap(text, width, name.padEnd(13)));
  return [paint('title', `${report.tool.name} ${report.tool.version}`), ...rows];
}

function failures(what: string, failed: readonly Finding[], page: Page): string[][] {
  const groups = byResource(failed);
  if (groups.length === 0) return [];
  const title = `${what}: ${counted(failed.length, 'finding')} on ${counted(groups.length, 'resource')}`;
  return [[page.paint('title', title)], ...groups.map((group) => resourceLines(group, page))];
}

function resourceLines({ resource, findings, counts }: ResourceGroup, page: Page): string[] {
  const { width, paint } = page;
  const name = visible(`${resourceLabels[resource.type]} ${resource.name}`);
  const place = resource.region === 'global' ? '' : ` in ${resource.region}`;
  return [
    `${paint('title', name)}${place}: ${severityCounts(counts)}`,
    paint('muted', visible(resource.arn)),
    ...findings.flatMap((finding) => findingLines(finding, width, paint)),
  ];
}

/** What is accepted needs no cure now. A witness that the message already tells in the same words is not told again. */
function findingLines(finding: Finding, width: number, paint: Painter) {
  const { severity, message, ruleId, accepted, remediation, witness } = finding;
  const label = `  ${labels[severity]}`.padEnd(findingIndent.length);
  const cause = wrap(`${message} [${ruleId}]`, width, label, findingIndent);
  return [
    ...cause.map((line) =>
      line.replace(label, () => paint(severity, label)).replace(`[${ruleId}]`, (id) => paint('muted', id)),
    ),
    ...(accepted === undefined
      ? wrap(remediation, width, `${findingIndent}Fix: `)
      : wrap(acceptedBy(accepted), width, `${findingIndent}Accepted: `)),
    ...(witness === undefined || message.includes(witness.sentence)
      ? []
      : wrap(witness.sentence, width, `${findingIndent}Shown by: `)),
  ];
}

function notJudged(findings: readonly Finding[], { width, paint }: Page): string[][] {
  if (findings.length === 0) return [];
  const title = `NOT JUDGED: ${counted(findings.length, 'verdict')} unknown although everything was read`;
  const paragraphs = byResource(findings).map(({ resource, findings }) => [
    visible(`${resourceLabels[resource.type]} ${resource.name}`),
    paint('muted', visible(resource.arn)),
    ...Object.entries(Object.groupBy(findings, ({ message }) => message)).flatMap(([message, same = []]) =>
      wrap(`${message} [${same.map(({ ruleId }) => ruleId).join(', ')}]`, width, '  '),
    ),
  ]);
  return [[paint('title', title)], ...paragraphs];
}

function changed(comparison: Comparison, { width, paint }: Page): string[] {
  return [
    ...wrap(comparisonTitle(comparison), width).map((line) => paint('title', line)),
    ...listedChanges(comparison).flatMap((change) => {
      const label = `  ${change.kind.padEnd(10)} ${labels[change.severity].padEnd(8)} `;
      return wrap(`${placeOf(change)} [${change.ruleId}]`, width, label);
    }),
  ];
}

function exceptions(notices: readonly ExceptionNotice[], { width, paint }: Page): string[][] {
  if (notices.length === 0) return [];
  const title = `EXCEPTIONS: ${counted(notices.length, 'notice')}`;
  return [[paint('title', title), ...notices.flatMap(({ message }) => wrap(message, width, '  '))]];
}

function closing(report: Report, { width, paint }: Page): string[] {
  const { fail, unknown, complete } = report.summary;
  const clean = complete && unknown === 0 && Object.values(fail).every((count) => count === 0);
  return wrap(resultOf(report), width, '', '  ').map((line) => paint(clean ? 'good' : 'title', line));
}
