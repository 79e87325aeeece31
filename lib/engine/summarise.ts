import type { Finding, Severity, Summary } from '../model/finding.ts';
import type { Coverage } from '../model/snapshot.ts';

/** Counts findings by verdict, accepted failures for themselves; `complete` says that no call left a gap. */
export function summarise(findings: readonly Finding[], coverage: readonly Coverage[]): Summary {
  const count = (status: Finding['status']) => findings.filter((finding) => finding.status === status).length;
  const counted = findings.filter(({ status, accepted }) => status === 'fail' && accepted === undefined);
  const failed = (severity: Severity) => counted.filter((finding) => finding.severity === severity).length;
  return {
    fail: {
      critical: failed('critical'),
      high: failed('high'),
      medium: failed('medium'),
      low: failed('low'),
      informational: failed('informational'),
    },
    accepted: findings.filter(({ accepted }) => accepted !== undefined).length,
    pass: count('pass'),
    notApplicable: count('not-applicable'),
    unknown: count('unknown'),
    complete: coverage.every(({ outcome }) => !['denied', 'throttled', 'failed', 'not-exported'].includes(outcome)),
  };
}
