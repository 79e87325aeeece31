import type { Comparison } from '../model/comparison.ts';
import type { ExceptionNotice } from '../model/exception.ts';
import type { Finding } from '../model/finding.ts';
import type { Problem } from '../model/problem.ts';
import type { Report, ReportedSignIns } from '../model/report.ts';
import { frameworkSources } from '../rule/controls.ts';
import { acceptedBy, failuresOf } from './accepted.ts';
import { answersOf, checkNext } from './answers.ts';
import { byResource } from './by-resource.ts';
import { comparisonTitle, listedChanges, placeOf } from './comparison.ts';
import { fixFor } from './fix-for.ts';
import { sourceParts } from './formats/shared.ts';
import { type Overview, overviewOf } from './overview.ts';
import { pathLabels, type PathView } from './path-view.ts';
import { whereOf } from './problem-lines.ts';
import { resultOf } from './result.ts';
import { scopeOf } from './scope.ts';
import { signInSection } from './sign-ins.ts';
import type { UnreadCall } from './unread.ts';
import { visible } from './visible.ts';
import { changeLabels, counted, resourceLabel } from './words.ts';

/** The report as GitHub-flavored Markdown, for a ticket or a wiki: problems with evidence and sources, and what passed. */
export function markdown(report: Report): string {
  const overview = overviewOf(report);
  const { accepted } = failuresOf(report);
  const blocks = [
    `# SAML sign-in audit of account ${code(report.scan.accountId)}`,
    answersOf(overview)
      .flatMap(({ question, answer, details }) => [
        `- **${question}** ${prose(answer)}`,
        ...details.map(([name, text]) => `  - ${name}: ${prose(text)}`),
      ])
      .join('\n'),
    scopeOf(report)
      .map(([name, value]) => `- **${name}:** ${prose(value)}`)
      .join('\n'),
    ...paths(overview.paths),
    ...problems('## Users cannot sign in', overview.lockedOut, report),
    ...problems('## Exposed', overview.exposed, report),
    ...problems('## At risk', overview.atRisk, report),
    ...advice(overview.advice, report),
    ...acceptedRisks(accepted),
    ...missing(overview.missing),
    ...inconclusive(overview.undecided),
    ...(report.signIns === undefined ? [] : signIns(report.signIns)),
    ...next(overview),
    ...(report.comparison === undefined ? [] : changed(report.comparison)),
    ...exceptions(report.notices ?? []),
    ...passed(report),
    resultOf(report),
    `${report.tool.name} ${report.tool.version}, scan ${code(report.scan.id)}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function signIns(reported: ReportedSignIns): string[] {
  const { title, roles } = signInSection(reported);
  const entries = roles.flatMap(({ role, facts }) => [`- ${code(role)}`, ...facts.map((fact) => `  - ${prose(fact)}`)]);
  return [`## Sign-ins`, prose(title.replace('SIGN-INS: ', '')), ...(entries.length === 0 ? [] : [entries.join('\n')])];
}

function paths(views: readonly PathView[]): string[] {
  if (views.length === 0) return [];
  const rows = views.map(
    ({ status, provider, role, target, region, problems: numbers }) =>
      `| ${pathLabels[status]} | ${prose(provider)} | ${prose(role)} | ${prose(`${target} (${region})`)} | ${numbers.join(', ')} |`,
  );
  const head = ['| Status | SAML provider | Role | Directory or stack | Problems |', '| --- | --- | --- | --- | --- |'];
  return ['## Sign-in paths', [...head, ...rows].join('\n')];
}

function problems(title: string, list: readonly Problem[], report: Report): string[] {
  if (list.length === 0) return [];
  const findings = new Map(report.findings.map((finding) => [finding.id, finding]));
  return [title, ...list.map((problem) => problemBlock(problem, findings))];
}

function problemBlock(problem: Problem, findings: ReadonlyMap<string, Finding>): string {
  const own = problem.findings.flatMap((id) => findings.get(id) ?? []);
  return [
    `### ${problem.number}. ${prose(problem.title)}`,
    '',
    `- **Effect:** ${prose(problem.summary)}`,
    ...(problem.userSees === undefined ? [] : [`- **Users see:** ${prose(problem.userSees)}`]),
    `- **Where:** ${prose(whereOf(problem, own[0]?.statement))}`,
    `- **Fix:** ${prose(problem.fix)}`,
    ...evidence(own),
  ].join('\n');
}

/** Findings that a problem or a point of advice rests on, each with what was found and where the expectation stands. */
const evidence = (findings: readonly Finding[]): readonly string[] => [
  '- **Evidence:**',
  ...findings.flatMap(({ severity, ruleId, resource, message, witness, evidence: seen, sources }) => [
    `  - **${severity}** ${code(ruleId)}, ${resourceLabel(resource.type)} ${code(resource.name)}: ${prose(message)}`,
    `    - ARN: ${code(resource.arn)}`,
    ...seen.map(
      ({ path, actual, expected }) =>
        `    - ${code(path)}: ${code(actual)}${expected === undefined ? '' : `, expected ${code(expected)}`}`,
    ),
    ...(witness === undefined || message.includes(witness.sentence)
      ? []
      : [`    - Example: ${prose(witness.sentence)}`]),
    ...(sources.length === 0 ? [] : [`    - Sources: ${sources.map(link).join(' · ')}`]),
  ]),
];

function link(source: string): string {
  const { title, url } = sourceParts(source);
  return url === undefined
    ? prose(title)
    : `[${prose(title)}](<${visible(url).replaceAll(/[<>\\]/gu, encodeURIComponent)}>)`;
}

function advice(list: readonly Problem[], report: Report): string[] {
  if (list.length === 0) return [];
  const findings = new Map(report.findings.map((finding) => [finding.id, finding]));
  return [
    '## Advice',
    'Denies and admits no user.',
    list
      .flatMap((point) => [
        `- ${prose(whereOf(point, undefined))}: ${prose(point.title)}`,
        `  - Fix: ${prose(point.fix)}`,
        ...evidence(point.findings.flatMap((id) => findings.get(id) ?? [])).map((line) => `  ${line}`),
      ])
      .join('\n'),
  ];
}

function acceptedRisks(failed: readonly Finding[]): string[] {
  if (failed.length === 0) return [];
  return [
    '## Accepted risks',
    failed
      .map(
        ({ severity, ruleId, resource, message, accepted }) =>
          `- **${severity}** ${code(ruleId)}, ${resourceLabel(resource.type)} ${code(resource.name)}: ${prose(message)}${
            accepted === undefined ? '' : ` Accepted ${prose(acceptedBy(accepted))}`
          }`,
      )
      .join('\n'),
  ];
}

function missing(calls: readonly UnreadCall[]): string[] {
  if (calls.length === 0) return [];
  const entries = calls.flatMap((call) => {
    const of = call.resources.length > 0 ? ` for ${call.resources.map(code).join(', ')}` : '';
    return [
      `- ${code(call.call)}: **${call.outcome}** in ${call.regions.join(', ')}${of}`,
      ...(call.detail === undefined ? [] : [`  - Error: ${prose(call.detail)}`]),
      `  - To fix: ${prose(fixFor(call))}`,
      ...(call.rules.length === 0
        ? []
        : [`  - Affected rules: ${call.rules.map(({ ruleId, count }) => `${code(ruleId)} (${count})`).join(', ')}`]),
    ];
  });
  return ['## Missing data', entries.join('\n')];
}

function inconclusive(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const entries = byResource(findings).flatMap(({ resource, findings: own }) =>
    own.map(
      ({ ruleId, message }) =>
        `- ${resourceLabel(resource.type)} ${code(resource.name)}, ${code(ruleId)}: ${prose(message)}`,
    ),
  );
  const count = `${counted(findings.length, 'result')} could not be decided, although all data was read.`;
  return ['## Inconclusive', count, entries.join('\n')];
}

function next({ lockedOut, paths: views }: Overview): string[] {
  if (lockedOut.length > 0 || views.length === 0) return [];
  return ['## Check next: what AWS cannot show', checkNext.map((text) => `- ${prose(text)}`).join('\n')];
}

function changed(comparison: Comparison): string[] {
  const lines = listedChanges(comparison).map(
    (change) =>
      `- **${changeLabels[change.kind]}** ${change.severity}, ${prose(placeOf(change))}: ${code(change.ruleId)}`,
  );
  return ['## Changes', prose(comparisonTitle(comparison)), ...(lines.length === 0 ? [] : [lines.join('\n')])];
}

const exceptions = (notices: readonly ExceptionNotice[]): string[] =>
  notices.length === 0 ? [] : ['## Exceptions', notices.map(({ message }) => `- ${prose(message)}`).join('\n')];

/** What passed, by rule, with the controls that the rule supports. */
function passed({ findings, rules }: Report): string[] {
  const byRule = Map.groupBy(
    findings.filter(({ status }) => status === 'pass'),
    ({ ruleId }) => ruleId,
  );
  const rows = rules.flatMap(({ id, title, controls }) => {
    const own = byRule.get(id);
    if (own === undefined) return [];
    const supports = controls.map(({ framework, id: control }) => `${frameworkSources[framework].title} ${control}`);
    const names = own.map(({ resource }) => resource.name);
    const shown = names.length <= 5 ? names : [...names.slice(0, 5), `and ${names.length - 5} more`];
    return [`| ${prose(title)} | ${prose(shown.join(', '))} | ${prose(supports.join('; '))} |`];
  });
  if (rows.length === 0) return [];
  return ['## What passed', ['| Rule | Resources | Supports |', '| --- | --- | --- |', ...rows].join('\n')];
}

/**
 * Text in which nothing is markup: every ASCII character that Markdown or HTML could take for itself is escaped. What
 * would become a link or call a person (`@name`) stands as code, which nothing is made of.
 */
const prose = (text: string): string =>
  visible(text)
    .split(' ')
    .map((word) =>
      /@|:\/\/|^\W*www\./iu.test(word) ? code(word) : word.replaceAll(/[\\`*_[\]<>#|~&!]/gu, String.raw`\$&`),
    )
    .join(' ');

/** A code span, fenced by one backtick more than the text holds in a row. */
function code(text: string): string {
  const shown = visible(text);
  const fence = '`'.repeat(Math.max(0, ...(shown.match(/`+/gu) ?? []).map(({ length }) => length)) + 1);
  const space = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}
