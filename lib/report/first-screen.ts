import type { Report } from '../model/report.ts';
import type { Problem } from '../model/problem.ts';
import { type Answer, answersOf, scopeSentence } from './answers.ts';
import type { Overview } from './overview.ts';
import type { Page } from './page.ts';
import type { Style } from './painter.ts';
import { firstLines, wrap } from './wrap.ts';

/** Lines of a small terminal. */
const linesAtMost = 24;

/** Does sign-in work, is it safe, is the scan complete, of when is the data; then the one thing to do first. */
export function firstScreen(report: Report, overview: Overview, page: Page): readonly string[] {
  const { width } = page;
  const answers = answersOf(overview).flatMap((answer) => answerLines(answer, page));
  const head = [...firstLines(wrap(scopeSentence(report), width), 2, width), '', ...answers, ''];
  return [...head, ...startHere(overview, page, linesAtMost - head.length)];
}

const tones: Readonly<Record<Answer['tone'], Style>> = { good: 'good', bad: 'high', unsure: 'medium' };

function answerLines({ question, tone, answer, details }: Answer, { width, paint }: Page): string[] {
  const label = question.toUpperCase();
  const lines = firstLines(wrap(answer, width, `${label}  `, '  '), 2, width);
  return [
    ...lines.map((line, index) =>
      index === 0 ? paint('title', label) + paint(tones[tone], line.slice(label.length)) : paint(tones[tone], line),
    ),
    ...details.flatMap(([name, text], index) =>
      firstLines(wrap(text, width, `  ${name.padEnd(10)}  `), index === 0 ? 2 : 1, width),
    ),
  ];
}

/** As many lines as there is room for; all of it stands with the problem, further down. */
function startHere(
  { lockedOut, exposed, atRisk, targets, paths }: Overview,
  { width, paint }: Page,
  room: number,
): string[] {
  const all = [...lockedOut, ...exposed, ...atRisk];
  const [problem] = all;
  if (problem === undefined) {
    if (paths.length === 0 && targets.length === 0) {
      return [paint('title', 'START HERE'), '  AWS shows no problem, and nothing that users sign in to.'];
    }
    const text = targets.every(({ state }) => state === 'works' || state === 'none')
      ? 'AWS shows no problem. If a user still cannot sign in, see CHECK NEXT: these settings are outside the account.'
      : 'No problem was found, but not every path could be checked: see SIGN-IN PATHS.';
    return [paint('title', 'START HERE'), ...wrap(text, width, '  ')];
  }
  const fields = fieldsOf(problem).map((text) => text(width));
  const sizes = shares(
    fields.map(({ length }) => length),
    Math.max(room - 1, fields.length),
  );
  const title = paint('title', `START HERE: problem ${problem.number} of ${all.length}`);
  return [title, ...fields.flatMap((lines, index) => firstLines(lines, sizes[index] ?? 1, width))];
}

const fieldsOf = ({ title, summary, userSees, fix }: Problem): readonly ((width: number) => string[])[] => [
  (width) => wrap(`${title}.`, width, '  '),
  (width) => wrap(summary, width, '  Effect      '),
  ...(userSees === undefined ? [] : [(width: number) => wrap(userSees, width, '  Users see   ')]),
  (width) => wrap(fix, width, '  Fix         '),
];

/** How many lines each field gets: one, then in turns as long as there is room and it has more. */
function shares(wanted: readonly number[], room: number): readonly number[] {
  const given = wanted.map(() => 1);
  let left = room - given.length;
  while (left > 0 && given.some((lines, index) => lines < (wanted[index] ?? 0))) {
    for (const [index, lines] of wanted.entries()) {
      const has = given[index] ?? 0;
      if (left > 0 && has < lines) {
        given[index] = has + 1;
        left -= 1;
      }
    }
  }
  return given;
}
