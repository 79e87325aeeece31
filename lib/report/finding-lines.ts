import type { Finding, Severity } from '../model/finding.ts';
import { acceptedBy } from './accepted.ts';
import { byResource, type ResourceGroup } from './by-resource.ts';
import type { Page } from './page.ts';
import type { Painter } from './painter.ts';
import { visible } from './visible.ts';
import { counted, resourceLabel, severityCounts } from './words.ts';
import { wrap } from './wrap.ts';

/** What terminals call each severity. */
export const severityLabels: Readonly<Record<Severity, string>> = {
  critical: 'CRITICAL',
  high: 'HIGH',
  medium: 'MEDIUM',
  low: 'LOW',
  informational: 'INFO',
};
const findingIndent = ' '.repeat(11);

/** Failing findings by resource, worst first, each with its fix. */
export function findingLines(what: string, failed: readonly Finding[], page: Page): string[][] {
  const groups = byResource(failed);
  if (groups.length === 0) return [];
  const title = `${what}: ${failed.length} on ${counted(groups.length, 'resource')}`;
  return [[page.paint('title', title)], ...groups.map((group) => resourceLines(group, page))];
}

function resourceLines({ resource, findings, counts }: ResourceGroup, page: Page): string[] {
  const { width, paint } = page;
  const name = visible(`${resourceLabel(resource.type)} ${resource.name}`);
  const place = resource.region === 'global' ? '' : ` in ${resource.region}`;
  return [
    ...wrap(`${name}${place}: ${severityCounts(counts)}`, width, '', '  ').map((line) =>
      line.replace(name, () => paint('title', name)),
    ),
    paint('muted', visible(resource.arn)),
    ...findings.flatMap((finding) => linesOf(finding, width, paint)),
  ];
}

/** What is accepted needs no fix now. An example that the message already gives in the same words is not repeated. */
function linesOf(finding: Finding, width: number, paint: Painter) {
  const { severity, message, ruleId, accepted, remediation, witness } = finding;
  const label = `  ${severityLabels[severity]}`.padEnd(findingIndent.length);
  const cause = wrap(`${message} [${ruleId}]`, width, label, findingIndent);
  return [
    ...cause.map((line) =>
      line.replace(label, () => paint(severity, label)).replace(`[${ruleId}]`, (id) => paint('muted', id)),
    ),
    ...(accepted === undefined
      ? wrap(remediation, width, `${findingIndent}Fix: `)
      : wrap(acceptedBy(accepted), width, `${findingIndent}Accepted `)),
    ...(witness === undefined || message.includes(witness.sentence)
      ? []
      : wrap(witness.sentence, width, `${findingIndent}Example: `)),
  ];
}
