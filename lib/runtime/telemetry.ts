import { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit, Metrics } from '@aws-lambda-powertools/metrics';
import type { Change } from '../model/change.ts';
import type { ResourceRef } from '../model/finding.ts';
import type { OrganizationReport } from '../model/organization.ts';
import type { Report } from '../model/report.ts';
import type { Configuration } from './configuration.ts';

/** What a function tells its operators. Neither logs nor metrics carry events, people or findings' texts. */
export interface Telemetry {
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export function telemetry(service: string, { logLevel, stage }: Configuration): Telemetry {
  return {
    logger: new Logger({ serviceName: service, logLevel, persistentKeys: { stage } }),
    metrics: new Metrics({ namespace: 'EucSamlAudit', serviceName: service, defaultDimensions: { stage } }),
  };
}

/** Logs what a scan came to and counts it. */
export function recordScan({ logger, metrics }: Telemetry, { scan, summary, coverage, notices = [] }: Report): void {
  const unread = coverage.filter(({ outcome }) => ['denied', 'throttled', 'failed'].includes(outcome));
  for (const { call, region, outcome } of unread) logger.warn('not read', { scanId: scan.id, call, region, outcome });
  for (const { kind, index, exception } of notices) {
    logger.warn(kind, { scanId: scan.id, entry: `exceptions[${index}]`, ruleId: exception?.rule });
  }
  const requests = coverage.reduce((sum, entry) => sum + entry.requests, 0);
  logger.info('scan completed', { scanId: scan.id, regions: scan.regions, requests, summary });

  metrics.addMetric('ScanCompleted', MetricUnit.Count, 1);
  metrics.addMetric('ScanIncomplete', MetricUnit.Count, summary.complete ? 0 : 1);
  metrics.addMetric(
    'FindingsFailing',
    MetricUnit.Count,
    Object.values(summary.fail).reduce((sum, n) => sum + n, 0),
  );
  metrics.addMetric('FindingsUnknown', MetricUnit.Count, summary.unknown);
}

/** Logs and counts the accounts that a run over an organization is to scan. */
export function recordPlan({ logger, metrics }: Telemetry, runId: string, listed: number, planned: number): void {
  logger.info('planned', { runId, listed, accounts: planned });
  metrics.addMetric('AccountsPlanned', MetricUnit.Count, planned);
}

/** Counts an event about which nothing is done, and logs its name; never what it holds. */
export function recordDropped({ logger, metrics }: Telemetry, why: string, name: string | undefined): void {
  logger.info('event dropped', { why, ...(name === undefined ? {} : { name }) });
  metrics.addMetric('EventsDropped', MetricUnit.Count, 1);
}

/** Counts findings that went to Security Hub. */
export function recordImport({ metrics }: Telemetry, imported: number): void {
  metrics.addMetric('FindingsImported', MetricUnit.Count, imported);
}

/** Logs and counts an account that could not be checked after writes; their events come again. */
export function recordUnchecked({ logger, metrics }: Telemetry, accountId: string, error: unknown): void {
  logger.error('change not checked', { accountId, error: error instanceof Error ? error : new Error(String(error)) });
  metrics.addMetric('ChangesUnchecked', MetricUnit.Count, 1);
}

/** Logs and counts an account that could not be scanned to the end. */
export function recordIncomplete({ logger, metrics }: Telemetry, runId: string, accountId: string, why: string): void {
  logger.error('account incomplete', { runId, accountId, why });
  metrics.addMetric('AccountIncomplete', MetricUnit.Count, 1);
}

/** Logs what a run over an organization came to and counts it. Names of accounts are sensitive: only ids are logged. */
export function recordOrganization({ logger, metrics }: Telemetry, report: OrganizationReport): void {
  const { runId, summary, accounts } = report;
  for (const { accountId, outcome, why } of accounts) {
    if (outcome === 'incomplete') logger.warn('account incomplete', { runId, accountId, why });
  }
  logger.info('organization scanned', { runId, summary });
  metrics.addMetric('OrganizationScanCompleted', MetricUnit.Count, 1);
  metrics.addMetric('AccountsScanned', MetricUnit.Count, summary.scanned);
  metrics.addMetric('AccountsIncomplete', MetricUnit.Count, summary.incomplete);
}

/** Logs and counts what a run changed and what still waits to be told. */
export function recordChanges(
  { logger, metrics }: Telemetry,
  { changes, waiting }: { readonly changes: readonly Change[]; readonly waiting: number },
): void {
  logger.info('changes', { changes: changes.length, waiting });
  metrics.addMetric('Changes', MetricUnit.Count, changes.length);
  metrics.addMetric('PendingAlerts', MetricUnit.Count, waiting);
}

/** Logs and counts findings that a topic did not take. */
export const recordRefusal =
  ({ logger, metrics }: Telemetry) =>
  (reason: string, findingIds: readonly string[]): void => {
    logger.error('findings not delivered', { reason, findingIds });
    metrics.addMetric('ChangesUndelivered', MetricUnit.Count, findingIds.length);
  };

/** Logs and counts a rule that broke down on a resource, whose finding is then unknown. */
export const recordRuleError =
  ({ logger, metrics }: Telemetry) =>
  (ruleId: string, { arn }: ResourceRef, error: unknown): void => {
    logger.error('rule failed', { ruleId, arn, error: error instanceof Error ? error : new Error(String(error)) });
    metrics.addMetric('RuleErrors', MetricUnit.Count, 1);
  };
