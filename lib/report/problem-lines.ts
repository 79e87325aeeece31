import type { Finding, StatementLocation } from '../model/finding.ts';
import type { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import type { Overview } from './overview.ts';
import type { Page } from './page.ts';
import type { Style } from './painter.ts';
import { counted, resourceLabel } from './words.ts';
import { oneLine, wrap } from './wrap.ts';

/** Problems, worst first: each with the same fields, so that a reader finds the fix at the same place. */
export function problemLines(report: Report, overview: Overview, page: Page): readonly string[][] {
  const findings = new Map(report.findings.map((finding) => [finding.id, finding]));
  return groups(overview).flatMap(({ title, style, problems }) => {
    if (problems.length === 0) return [];
    return [
      [page.paint(style, `${title}: ${counted(problems.length, 'problem')}`)],
      ...problems.map((problem) => linesOf(problem, findings, overview, page)),
    ];
  });
}

const groups = ({ lockedOut, exposed, atRisk }: Overview) =>
  [
    { title: 'USERS CANNOT SIGN IN', style: 'high', problems: lockedOut },
    { title: 'EXPOSED', style: 'medium', problems: exposed },
    { title: 'AT RISK', style: 'low', problems: atRisk },
  ] as const satisfies readonly { title: string; style: Style; problems: readonly Problem[] }[];

function linesOf(
  problem: Problem,
  findings: ReadonlyMap<string, Finding>,
  { lockedOut }: Overview,
  { width, paint }: Page,
): string[] {
  const indent = ' '.repeat(5);
  const field = (name: string, text: string) => wrap(text, width, `${indent}${name.padEnd(9)}  `);
  const number = String(problem.number).padStart(3);
  const also = lockedOut.filter(
    (other) => other !== problem && problem.effect === 'locked-out' && sharesPath(other, problem),
  );
  const root = findings.get(problem.findings[0] ?? '');
  return [
    ...wrap(problem.title, width, `${number}  `).map((line) => paint('title', line)),
    ...field('Effect', problem.summary),
    ...(problem.userSees === undefined ? [] : field('Users see', problem.userSees)),
    ...field('Where', whereOf(problem, root?.statement)),
    ...field('Fix', problem.fix),
    ...(problem.suggestion === undefined ? [] : field('Meant', problem.suggestion)),
    ...(also.length === 0
      ? []
      : field(
          'Also',
          `Fix ${also.length === 1 ? 'problem' : 'problems'} ${alsoNumbers(also)}: the same users are affected.`,
        )),
  ];
}

const alsoNumbers = (problems: readonly Problem[]): string => problems.map(({ number }) => number).join(', ');

const sharesPath = (a: Problem, b: Problem): boolean => a.paths.some((path) => b.paths.includes(path));

/** `Trust policy, statement 1 (AllowSaml), Action of IAM role A, B and 3 more`. */
export function whereOf({ resources }: Problem, statement: StatementLocation | undefined): string {
  const byType = [...Map.groupBy(resources, ({ type, region }) => `${type} ${region}`).values()].map((same) => {
    const names = same.map(({ name }) => name);
    const shown = names.length > 4 ? [...names.slice(0, 3), `and ${names.length - 3} more`] : names;
    const [first] = same;
    const place = first === undefined || first.region === 'global' ? '' : ` (${first.region})`;
    return `${first === undefined ? '' : resourceLabel(first.type)} ${shown.join(', ')}${place}`;
  });
  const at =
    statement === undefined
      ? ''
      : `${statement.policy}, statement ${statement.index + 1}${statement.sid === undefined ? '' : ` (${statement.sid})`}${
          statement.element === undefined ? '' : `, ${statement.element}`
        }: `;
  return `${at}${byType.join('; ')}`;
}

/** What denies and admits no user: a line each. */
export function adviceLines({ advice }: Overview, { width, paint }: Page): readonly string[][] {
  if (advice.length === 0) return [];
  const title = `ADVICE: ${counted(advice.length, 'point')} that ${advice.length === 1 ? 'denies' : 'deny'} and ${advice.length === 1 ? 'admits' : 'admit'} no user`;
  return [
    [
      paint('title', title),
      ...advice.map((point) => oneLine(`${whereOf(point, undefined)}: ${point.title}`, width, '  - ')),
    ],
  ];
}
