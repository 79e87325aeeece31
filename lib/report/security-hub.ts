import type { Finding } from '../model/finding.ts';
import type { LifeStatus } from '../model/history.ts';
import type { Report } from '../model/report.ts';
import { asffFindings } from './formats/asff.ts';

export interface ImporterOptions {
  /** Account and Region into whose Security Hub the findings go. */
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly version: string;
  /** ISO 8601 UTC. An update needs a later time than the last one. */
  readonly at: string;
}

/** A finding, and what became of it. */
export interface Tracked {
  readonly finding: Finding;
  readonly status: LifeStatus;
  readonly firstSeen: string;
}

/**
 * Findings in the AWS Security Finding Format for the Security Hub of the importing account: AWS takes findings only
 * from the account that they name, so this is it, and the resources keep the ARNs of their own accounts. The record
 * state follows the finding: what is resolved, gone or accepted is archived.
 */
export function trackedAsff(tracked: readonly Tracked[], options: ImporterOptions): readonly object[] {
  const { accountId, region, partition, version, at } = options;
  return tracked.flatMap(({ finding, status, firstSeen }) => {
    const isOpen = status === 'open' || status === 'lost-sight';
    // Whatever it says now, it failed, and it is told as such until it is closed.
    const shown: Finding = { ...finding, status: isOpen ? 'fail' : 'pass' };
    const report: Report = {
      schemaVersion: '1',
      tool: { name: 'euc-saml-audit', version },
      scan: {
        id: 'tracked',
        accountId,
        partition,
        regions: [region],
        source: 'live',
        dataAsOf: at,
        startedAt: at,
        finishedAt: at,
      },
      coverage: [],
      problems: [],
      advice: [],
      rules: [],
      findings: [shown],
      summary: { fail: noFailures, pass: 0, notApplicable: 0, unknown: 0, complete: true },
    };
    return asffFindings(report).map((item) => ({
      ...item,
      ProductArn: `arn:${partition}:securityhub:${region}:${accountId}:product/${accountId}/default`,
      Region: region,
      CreatedAt: firstSeen,
      Severity: { ...item.Severity, Label: finding.severity.toUpperCase() },
      RecordState: isOpen ? 'ACTIVE' : 'ARCHIVED',
      Compliance: { Status: complianceOf(status) },
      Workflow: { Status: status === 'accepted' ? 'SUPPRESSED' : isOpen ? 'NEW' : 'RESOLVED' },
    }));
  });
}

const noFailures = { critical: 0, high: 0, medium: 0, low: 0, informational: 0 };

/** Of what is out of sight, the check could not be made. */
function complianceOf(status: LifeStatus): 'FAILED' | 'NOT_AVAILABLE' | 'PASSED' {
  if (status === 'lost-sight') return 'NOT_AVAILABLE';
  return status === 'open' || status === 'accepted' ? 'FAILED' : 'PASSED';
}
