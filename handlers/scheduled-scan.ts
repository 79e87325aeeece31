import { dynamodbStore } from '../lib/aws/dynamodb-store.ts';
import { eventHistory } from '../lib/aws/event-history.ts';
import { liveSource } from '../lib/aws/live-source.ts';
import { reportStore } from '../lib/aws/report-store.ts';
import { snsPublisher } from '../lib/aws/sns-publisher.ts';
import { until } from '../lib/collect/until.ts';
import type { Config } from '../lib/config/config.ts';
import { packagedConfig } from '../lib/config/file.ts';
import type { Severity, Summary } from '../lib/model/finding.ts';
import { readSignIns } from '../lib/evidence/read.ts';
import type { EventHistory, HistoryStore, Publisher, Source } from '../lib/model/ports.ts';
import type { Report, Scan } from '../lib/model/report.ts';
import { digest } from '../lib/report/digest.ts';
import { configurationFrom, type Scope } from '../lib/runtime/configuration.ts';
import { endOfReading } from '../lib/runtime/deadline.ts';
import { ownAccount, scheduledEventId } from '../lib/runtime/events.ts';
import { lambda } from '../lib/runtime/lambda.ts';
import {
  recordChanges,
  recordRefusal,
  recordRuleError,
  recordScan,
  type Telemetry,
  telemetry,
} from '../lib/runtime/telemetry.ts';
import { scan } from '../lib/scan/scan.ts';
import { selectRules } from '../lib/scan/select-rules.ts';

import { demandFinished, watch } from '../lib/watch/watch.ts';
import { withoutSignIns } from '../lib/rule/sign-ins.ts';
import { rules } from '../rules/index.ts';
import { storeReports } from './stored-reports.ts';

export interface ScheduledScanPorts {
  readonly source: Source;
  readonly store: HistoryStore;
  readonly publisher: Publisher;
  readonly minimumSeverity: Severity;
  readonly telemetry: Telemetry;
  readonly clock: () => Date;
  /** Keeps the HTML report of each scan, for the digest to link to. */
  readonly keepHtml?: (report: Report) => Promise<void>;
  /** Reads recorded sign-ins too, so many days back. */
  readonly signIns?: { readonly history: EventHistory; readonly days: number };
}

export interface ScheduledScanResult {
  readonly scanId: string;
  /** Absent when a scan for this event was recorded before. */
  readonly scan?: Scan;
  readonly summary?: Summary;
  readonly changes: number;
}

/**
 * Scans as configured and tells what changed since the last scan. The scan has the event's id: a repeated event is
 * recognised, and only tells what waited. Fails when not everything was recorded and told, so that Lambda tries again.
 */
export function scheduledScan({ ruleIds, ...scope }: Scope, config: Config, ports: ScheduledScanPorts) {
  const { source, telemetry, clock } = ports;
  const selected = selectRules(rules, ruleIds, config);
  const judgedBy = ports.signIns === undefined ? withoutSignIns(selected) : selected;
  return lambda(telemetry, async (event, context): Promise<ScheduledScanResult> => {
    const scanId = scheduledEventId(event);
    const watched = await watch({
      ...ports,
      accountId: ownAccount(context),
      scanId,
      runId: crypto.randomUUID(),
      ruleIds: judgedBy.map(({ id }) => id),
      scan: async () => {
        const signal = endOfReading(context);
        const report = await scan({
          ...scope,
          source: until(source, signal),
          ...(ports.signIns === undefined ? {} : { signIns: readSignIns({ ...ports.signIns, clock, signal }) }),
          clock,
          config,
          rules: judgedBy,
          onlyRules: ruleIds,
          scanId,
          onRuleError: recordRuleError(telemetry),
        });
        await ports.keepHtml?.(report);
        return report;
      },
    });
    const { report, changes } = watched;
    if (report !== undefined) recordScan(telemetry, report);
    recordChanges(telemetry, watched);
    demandFinished(watched);
    return {
      scanId,
      ...(report === undefined ? {} : { scan: report.scan, summary: report.summary }),
      changes: changes.length,
    };
  });
}

const configuration = configurationFrom(process.env);
const config = await packagedConfig(
  import.meta.url,
  rules.map(({ id }) => id),
);
const operators = telemetry('scheduled-scan', configuration);
const { historyTable: table, region, minimumSeverity, docs, signInDays, reportBucket } = configuration;

/** By scan, where its HTML report is. */
const htmlReports = new Map<string, string | undefined>();

/** A report that cannot be kept costs the digest its link, and nothing else. */
async function keepHtml(report: Report): Promise<void> {
  if (reportBucket === undefined) return;
  try {
    const { html } = await storeReports(report, ['html'], reportStore(reportBucket, region));
    htmlReports.set(report.scan.id, html);
  } catch (error) {
    operators.logger.warn('HTML report not kept', error instanceof Error ? error : new Error(String(error)));
  }
}

export const handler = scheduledScan(configuration.scope, config, {
  source: liveSource(),
  store: dynamodbStore({ table, region }),
  publisher: snsPublisher({
    ...configuration,
    compose: (id, occasion, changes) =>
      digest(occasion, changes, { id, docs, reportUrl: htmlReports.get(occasion.scan.id) }),
    onRefused: recordRefusal(operators),
  }),
  minimumSeverity,
  telemetry: operators,
  clock: () => new Date(),
  keepHtml,
  ...(signInDays === undefined ? {} : { signIns: { history: eventHistory(), days: signInDays } }),
});
