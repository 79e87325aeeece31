import type { Comparison } from '../model/comparison.ts';
import type { ExceptionNotice } from '../model/exception.ts';
import type { Finding } from '../model/finding.ts';
import type { Report, ReportedSignIns } from '../model/report.ts';
import { failuresOf } from './accepted.ts';
import { checkNext } from './answers.ts';
import { byResource } from './by-resource.ts';
import { comparisonTitle, listedChanges, placeOf } from './comparison.ts';
import { findingLines, severityLabels } from './finding-lines.ts';
import { firstScreen } from './first-screen.ts';
import { notRead } from './not-read.ts';
import { type Overview, overviewOf } from './overview.ts';
import { pageOf } from './page.ts';
import type { Page, PageOptions } from './page.ts';
import { pathLines } from './paths.ts';
import { adviceLines, problemLines } from './problem-lines.ts';
import { resultOf } from './result.ts';
import { scopeOf } from './scope.ts';
import { signInSection } from './sign-ins.ts';
import { visible } from './visible.ts';
import { changeLabels, counted, resourceLabel } from './words.ts';
import { wrap } from './wrap.ts';

export interface TableOptions extends PageOptions {
  /** Show every finding and the reasons of every path too. */
  readonly all?: boolean;
  /** Show the first screen and the paths only. */
  readonly brief?: boolean;
}

/**
 * The report for a person at a terminal: the answers and the first thing to do on one screen, then paths, problems and
 * advice, then what could not be read or decided.
 */
export function table(report: Report, { all = false, brief = false, ...options }: TableOptions = {}): string {
  const page = pageOf(options);
  const overview = overviewOf(report);
  const { counting, accepted } = failuresOf(report);
  const first = [firstScreen(report, overview, page), ...pathLines(overview.paths, page, all)];
  const sections = [
    ...first,
    ...problemLines(report, overview, page),
    ...adviceLines(overview, page),
    ...(all ? findingLines('FINDINGS', counting, page) : []),
    ...(all ? findingLines('ACCEPTED RISKS', accepted, page) : acceptedLines(accepted, page)),
    ...notRead(overview.missing, page),
    ...undecided(overview.undecided, page),
    ...(report.signIns === undefined ? [] : [signIns(report.signIns, page)]),
    ...next(overview, page),
    ...(all || overview.limited ? [scope(report, page)] : []),
    ...(report.comparison === undefined ? [] : [changed(report.comparison, page)]),
    ...exceptions(report.notices ?? [], page),
    closing(report, overview, page, all),
  ];
  return `${(brief ? first : sections).map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function signIns(reported: ReportedSignIns, { width, paint }: Page): string[] {
  const { title, roles } = signInSection(reported);
  return [
    paint('title', title),
    ...roles.flatMap(({ role, facts }) => [
      `  ${visible(role)}`,
      ...facts.flatMap((fact) => wrap(fact, width, '    ')),
    ]),
  ];
}

const scope = (report: Report, { width, paint }: Page): string[] => [
  paint('title', 'SCAN'),
  ...scopeOf(report).flatMap(([name, text]) => wrap(text, width, `  ${name.padEnd(22)}`)),
];

function acceptedLines(accepted: readonly Finding[], { width, paint }: Page): string[][] {
  if (accepted.length === 0) return [];
  return [
    [
      paint('title', `ACCEPTED RISKS: ${accepted.length}`),
      ...accepted.flatMap(({ resource, ruleId, accepted: by }) =>
        wrap(
          `${resourceLabel(resource.type)} ${resource.name}, ${ruleId}: accepted by ${by?.owner ?? ''} until ${by?.expires ?? ''}.`,
          width,
          '  - ',
        ),
      ),
    ],
  ];
}

function undecided(findings: readonly Finding[], { width, paint }: Page): string[][] {
  if (findings.length === 0) return [];
  const title = `INCONCLUSIVE: ${counted(findings.length, 'result')} (all data was read, but the result could not be decided)`;
  return [
    [
      ...wrap(title, width, '', '  ').map((line) => paint('title', line)),
      ...byResource(findings).flatMap(({ resource, findings }) => [
        ...wrap(`${resourceLabel(resource.type)} ${resource.name}`, width, '  '),
        ...Object.entries(Object.groupBy(findings, ({ message }) => message)).flatMap(([message, same = []]) =>
          wrap(`${message} [${same.map(({ ruleId }) => ruleId).join(', ')}]`, width, '    '),
        ),
      ]),
    ],
  ];
}

/** Only where nothing that AWS shows explains a failing sign-in. */
function next({ lockedOut, targets, paths }: Overview, { width, paint }: Page): string[][] {
  if (lockedOut.length > 0 || paths.length === 0 || targets.some(({ state }) => state === 'blocked')) return [];
  return [
    [paint('title', 'CHECK NEXT: what AWS cannot show'), ...checkNext.flatMap((text) => wrap(text, width, '  - '))],
  ];
}

function changed(comparison: Comparison, { width, paint }: Page): string[] {
  return [
    ...wrap(comparisonTitle(comparison), width).map((line) => paint('title', line)),
    ...listedChanges(comparison).flatMap((change) => {
      const label = `  ${changeLabels[change.kind].padEnd(21)}  ${severityLabels[change.severity].padEnd(8)} `;
      return wrap(`${placeOf(change)} [${change.ruleId}]`, width, label);
    }),
  ];
}

function exceptions(notices: readonly ExceptionNotice[], { width, paint }: Page): string[][] {
  if (notices.length === 0) return [];
  const title = `EXCEPTIONS: ${notices.length} ${notices.length === 1 ? 'needs' : 'need'} attention`;
  return [[paint('title', title), ...notices.flatMap(({ message }) => wrap(visible(message), width, '  '))]];
}

function closing(report: Report, overview: Overview, { width, paint }: Page, all: boolean): string[] {
  const { fail, unknown, complete } = report.summary;
  const clean = complete && unknown === 0 && Object.values(fail).every((count) => count === 0);
  const { lockedOut, exposed, atRisk, advice } = overview;
  const problems = lockedOut.length + exposed.length + atRisk.length;
  const grouped = `${counted(problems, 'problem')}, ${counted(advice.length, 'point')} of advice.`;
  const more = all ? '' : ' All findings: --all. For other readers: --output report.html.';
  return wrap(`${resultOf(report)} ${grouped}${more}`, width, '', '  ').map((line) =>
    paint(clean ? 'good' : 'title', line),
  );
}
