import { dynamodbStore } from '../lib/aws/dynamodb-store.ts';
import { liveSource } from '../lib/aws/live-source.ts';
import { reportStore } from '../lib/aws/report-store.ts';
import { snsPublisher } from '../lib/aws/sns-publisher.ts';
import { until } from '../lib/collect/until.ts';
import type { Config } from '../lib/config/config.ts';
import { packagedConfig } from '../lib/config/file.ts';
import type { Severity } from '../lib/model/finding.ts';
import type { HistoryStore, Publisher, Source } from '../lib/model/ports.ts';
import type { Report } from '../lib/model/report.ts';
import { digest } from '../lib/report/digest.ts';
import { configurationFrom, type Scope } from '../lib/runtime/configuration.ts';
import { endOfReading } from '../lib/runtime/deadline.ts';
import { onDemandRequest, ownAccount } from '../lib/runtime/events.ts';
import { lambda } from '../lib/runtime/lambda.ts';
import { respond, type ReportStore, type ShortReport } from '../lib/runtime/response.ts';
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
import { storeReports, type StoredReports } from './stored-reports.ts';

export interface OnDemandScanPorts {
  readonly source: Source;
  readonly history: HistoryStore;
  readonly publisher: Publisher;
  readonly minimumSeverity: Severity;
  /** For reports too large to return, and those in other formats. */
  readonly store?: ReportStore;
  readonly telemetry: Telemetry;
  readonly clock: () => Date;
}

/**
 * Scans what the event asks for, else as configured, and returns the report.
 *
 * With `publish` it is a scan like the scheduled one: it records what changed since the last scan and tells the topics
 * that, not all it found. Without, it leaves no trace: the next scheduled scan still tells everything that is new.
 */
export function onDemandScan(configured: Scope, config: Config, ports: OnDemandScanPorts) {
  const { source, history, store, telemetry, clock } = ports;
  return lambda(
    telemetry,
    async (event, context): Promise<(Report | ShortReport) & { readonly files?: StoredReports }> => {
      const accountId = ownAccount(context);
      const request = onDemandRequest(event, accountId, store !== undefined);
      const { ruleIds, ...scope } = { ...configured, ...request.scope };
      const judgedBy = withoutSignIns(selectRules(rules, ruleIds, config));
      const scanId = context.awsRequestId;
      const look = () =>
        scan({
          ...scope,
          source: until(source, endOfReading(context)),
          clock,
          config,
          rules: judgedBy,
          onlyRules: ruleIds,
          scanId,
          onRuleError: recordRuleError(telemetry),
        });
      const watched = request.publish
        ? await watch({
            ...ports,
            accountId,
            scanId,
            runId: crypto.randomUUID(),
            ruleIds: judgedBy.map(({ id }) => id),
            store: history,
            scan: look,
          })
        : undefined;
      const report = watched?.report ?? (await look());
      recordScan(telemetry, report);
      if (watched !== undefined) {
        recordChanges(telemetry, watched);
        demandFinished(watched);
      }
      if (store === undefined || request.formats.length === 0) return respond(report, store);
      const files = await storeReports(report, request.formats, store);
      return { ...(await respond(report, store)), files };
    },
  );
}

const configuration = configurationFrom(process.env);
const config = await packagedConfig(
  import.meta.url,
  rules.map(({ id }) => id),
);
const operators = telemetry('on-demand-scan', configuration);
const { historyTable: table, region, minimumSeverity, docs } = configuration;

export const handler = onDemandScan(configuration.scope, config, {
  source: liveSource(),
  history: dynamodbStore({ table, region }),
  publisher: snsPublisher({
    ...configuration,
    compose: (id, occasion, changes) => digest(occasion, changes, { id, docs }),
    onRefused: recordRefusal(operators),
  }),
  minimumSeverity,
  ...(configuration.reportBucket && { store: reportStore(configuration.reportBucket, configuration.region) }),
  telemetry: operators,
  clock: () => new Date(),
});
