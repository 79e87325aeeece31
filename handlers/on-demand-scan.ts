import { liveSource } from '../lib/aws/live-source.ts';
import { reportStore } from '../lib/aws/report-store.ts';
import { snsPublisher } from '../lib/aws/sns-publisher.ts';
import { opened } from '../lib/engine/opened.ts';
import type { Publisher, Source } from '../lib/model/ports.ts';
import type { Report } from '../lib/model/report.ts';
import { digest } from '../lib/report/digest.ts';
import { configurationFrom, type Scope } from '../lib/runtime/configuration.ts';
import { onDemandRequest, ownAccount } from '../lib/runtime/events.ts';
import { lambda } from '../lib/runtime/lambda.ts';
import { respond, type ReportStore, type ShortReport } from '../lib/runtime/response.ts';
import { recordRefusal, recordRuleError, recordScan, type Telemetry, telemetry } from '../lib/runtime/telemetry.ts';
import { tell } from '../lib/runtime/tell.ts';
import { scan } from '../lib/scan/scan.ts';
import { selectRules } from '../lib/scan/select-rules.ts';
import { rules } from '../rules/index.ts';

export interface OnDemandScanPorts {
  readonly source: Source;
  readonly publisher: Publisher;
  /** For reports too large to return. */
  readonly store?: ReportStore;
  readonly telemetry: Telemetry;
  readonly clock: () => Date;
}

/** Scans what the event asks for, else as configured, and returns the report; tells the topics when asked to. */
export function onDemandScan(configured: Scope, ports: OnDemandScanPorts) {
  const { source, publisher, store, telemetry, clock } = ports;
  return lambda(telemetry, async (event, context): Promise<Report | ShortReport> => {
    const request = onDemandRequest(event, ownAccount(context));
    const { ruleIds, ...scope } = { ...configured, ...request.scope };
    const report = await scan({
      ...scope,
      source,
      clock,
      rules: selectRules(rules, ruleIds),
      scanId: context.awsRequestId,
      onRuleError: recordRuleError(telemetry),
    });
    recordScan(telemetry, report);
    await tell(publisher, report, request.publish ? opened(report.findings) : []);
    return respond(report, store);
  });
}

const configuration = configurationFrom(process.env);
const operators = telemetry('on-demand-scan', configuration);

export const handler = onDemandScan(configuration.scope, {
  source: liveSource(),
  publisher: snsPublisher({ ...configuration, compose: digest, onRefused: recordRefusal(operators) }),
  ...(configuration.reportBucket && { store: reportStore(configuration.reportBucket, configuration.region) }),
  telemetry: operators,
  clock: () => new Date(),
});
