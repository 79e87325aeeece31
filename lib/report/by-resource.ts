import { severities } from '../model/finding.ts';
import type { Finding, ResourceRef, Severity } from '../model/finding.ts';

export interface ResourceGroup {
  readonly resource: ResourceRef;
  /** Worst first, then in the order given. */
  readonly findings: readonly Finding[];
  readonly counts: Readonly<Record<Severity, number>>;
}

/**
 * Findings gathered by resource, worst resource first: the one with the most findings of the worst severity, then of
 * the next, and so on; equals by ARN.
 */
export function byResource(findings: readonly Finding[]): readonly ResourceGroup[] {
  const groups = Object.values(
    Object.groupBy(findings, (finding) => `${finding.resource.type} ${finding.resource.arn}`),
  ).flatMap((group) => {
    const first = group?.[0];
    return group === undefined || first === undefined ? [] : [{ resource: first.resource, findings: group }];
  });
  return groups
    .map(({ resource, findings }) => ({
      resource,
      findings: findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)),
      counts: countBySeverity(findings),
    }))
    .toSorted(worstFirst);
}

function countBySeverity(findings: readonly Finding[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, informational: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

function worstFirst(a: ResourceGroup, b: ResourceGroup): number {
  for (const severity of severities) {
    if (a.counts[severity] !== b.counts[severity]) return b.counts[severity] - a.counts[severity];
  }
  return a.resource.arn < b.resource.arn ? -1 : 1;
}
