import { severities } from '../lib/model/finding.ts';
import type { Page } from '../lib/report/page.ts';
import { wrap } from '../lib/report/wrap.ts';
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
