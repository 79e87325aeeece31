import type { Comparison } from '../model/comparison.ts';
import type { ExceptionNotice } from '../model/exception.ts';
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { acceptedBy, failuresOf } from './accepted.ts';
import { byResource } from './by-resource.ts';
import type { ResourceGroup } from './by-resource.ts';
import { comparisonTitle, listedChanges, placeOf } from './comparison.ts';
import { cure } from './cure.ts';
import { scopeOf } from './scope.ts';
import { unjudged, unreadCalls } from './unread.ts';
import type { UnreadCall } from './unread.ts';
import { visible } from './visible.ts';
import { resultOf } from './result.ts';
import { counted, resourceLabels } from './words.ts';

/** The report as GitHub-flavoured Markdown, for a ticket or a wiki: the same sections as the table, in the same order. */
export function markdown(report: Report): string {
  const { counting, accepted } = failuresOf(report);
  const blocks = [
    `# SAML sign-in audit of account ${code(report.scan.accountId)}`,
    resultOf(report),
    scopeOf(report)
      .map(([name, value]) => `- **${name}:** ${prose(value)}`)
      .join('\n'),
    ...failures('## Failed', counting),
    ...failures('## Accepted', accepted),
    ...notRead(unreadCalls(report.coverage, report.findings)),
    ...notJudged(unjudged(report.findings)),
    ...(report.comparison === undefined ? [] : changed(report.comparison)),
    ...exceptions(report.notices ?? []),
    `${report.tool.name} ${report.tool.version}, scan ${code(report.scan.id)}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function failures(title: string, failed: readonly Finding[]): string[] {
  if (failed.length === 0) return [];
  return [title, ...byResource(failed).map(resourceBlock)];
}

function resourceBlock({ resource, findings }: ResourceGroup): string {
  return [
    `### ${resourceLabels[resource.type]} ${code(resource.name)}`,
    '',
    code(resource.arn),
    '',
    ...findings.flatMap(({ severity, ruleId, message, accepted, remediation, witness }) => [
      `- **${severity}** ${code(ruleId)}: ${prose(message)}`,
      accepted === undefined ? `  - Fix: ${prose(remediation)}` : `  - Accepted: ${prose(acceptedBy(accepted))}`,
      ...(witness === undefined || message.includes(witness.sentence)
        ? []
        : [`  - Shown by: ${prose(witness.sentence)}`]),
    ]),
  ].join('\n');
}

function notRead(calls: readonly UnreadCall[]): string[] {
  if (calls.length === 0) return [];
  const entries = calls.flatMap((call) => {
    const places = [
      call.regions.join(', '),
      ...(call.resources.length > 0 ? [`for ${call.resources.map(code).join(', ')}`] : []),
    ];
    return [
      `- ${code(call.call)} **${call.outcome}** (${places.join('; ')})`,
      ...(call.detail === undefined ? [] : [`  - Answer: ${prose(call.detail)}`]),
      `  - Cure: ${prose(cure(call))}`,
      ...(call.rules.length === 0
        ? []
        : [`  - Unknown: ${call.rules.map(({ ruleId, count }) => `${code(ruleId)} (${count})`).join(', ')}`]),
    ];
  });
  return ['## Not read', entries.join('\n')];
}

function notJudged(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const entries = byResource(findings).flatMap(({ resource, findings }) =>
    findings.map(
      ({ ruleId, message }) =>
        `- ${resourceLabels[resource.type]} ${code(resource.name)}, ${code(ruleId)}: ${prose(message)}`,
    ),
  );
  return [
    `## Not judged`,
    `${counted(findings.length, 'verdict')} unknown although everything was read.`,
    entries.join('\n'),
  ];
}

function changed(comparison: Comparison): string[] {
  const lines = listedChanges(comparison).map(
    (change) => `- **${change.kind}** ${change.severity}, ${prose(placeOf(change))}: ${code(change.ruleId)}`,
  );
  return ['## Changes', prose(comparisonTitle(comparison)), ...(lines.length === 0 ? [] : [lines.join('\n')])];
}

const exceptions = (notices: readonly ExceptionNotice[]): string[] =>
  notices.length === 0 ? [] : ['## Exceptions', notices.map(({ message }) => `- ${prose(message)}`).join('\n')];

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
