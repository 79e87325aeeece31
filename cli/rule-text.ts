import { severities } from '../lib/model/finding.ts';
import type { Page } from '../lib/report/page.ts';
import { resourceLabels } from '../lib/report/words.ts';
import { wrap } from '../lib/report/wrap.ts';
import { appliesTo } from '../lib/rule/rule.ts';
import type { Rule } from '../lib/rule/rule.ts';

/** Every rule in two lines, worst first. */
export function listing(rules: readonly Rule[], { width, paint }: Page): string {
  const sections = severities
    .map((severity) => ({ severity, group: rules.filter((rule) => rule.severity === severity) }))
    .filter(({ group }) => group.length > 0)
    .map(({ severity, group }) =>
      [
        paint(severity, severity.toUpperCase()),
        ...group.flatMap(({ id, title }) => [paint('title', `  ${id}`), ...wrap(title, width, '    ')]),
      ].join('\n'),
    );
  return `${sections.join('\n\n')}\n`;
}

/** One rule, explained. Commands keep their own lines, so that they can be copied. */
export function explanation(rule: Rule, { width, paint }: Page): string {
  const { id, title, severity, rationale, userSees, remediation, sources } = rule;
  const paragraph = (heading: string, text: string | undefined): string[] =>
    text === undefined ? [] : [[paint('title', heading), ...wrap(text, width, '  ')].join('\n')];
  const verbatim = (heading: string, text: string | undefined): string[] =>
    text === undefined ? [] : [[paint('title', heading), ...text.split('\n').map((line) => `  ${line}`)].join('\n')];
  const blocks = [
    [
      paint('title', id),
      ...wrap(title, width),
      `${paint(severity, severity)}, judges: ${appliesTo(rule)
        .map((type) => resourceLabels[type])
        .join(', ')}`,
    ].join('\n'),
    ...paragraph('Why', rationale),
    ...paragraph('What users see', userSees),
    ...paragraph('Fix', remediation.summary),
    ...verbatim('With the AWS CLI', remediation.cli),
    ...verbatim('In the console', remediation.console),
    [paint('title', 'Documented in'), ...sources.map(({ title, url }) => `  ${title}\n  ${url}`)].join('\n'),
  ];
  return `${blocks.join('\n\n')}\n`;
}
