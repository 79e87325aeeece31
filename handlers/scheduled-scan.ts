import { liveSource } from '../lib/aws/live-source.ts';
import { snsPublisher } from '../lib/aws/sns-publisher.ts';
import { opened } from '../lib/engine/opened.ts';
import type { Summary } from '../lib/model/finding.ts';
import type { Publisher, Source } from '../lib/model/ports.ts';
import type { Scan } from '../lib/model/report.ts';
import { digest } from '../lib/report/digest.ts';
import { configurationFrom, type Scope } from '../lib/runtime/configuration.ts';
import { scheduledEventId } from '../lib/runtime/events.ts';
import { lambda } from '../lib/runtime/lambda.ts';
import { recordRefusal, recordRuleError, recordScan, type Telemetry, telemetry } from '../lib/runtime/telemetry.ts';
import { tell } from '../lib/runtime/tell.ts';
import { scan } from '../lib/scan/scan.ts';
import { selectRules } from '../lib/scan/select-rules.ts';
import { rules } from '../rules/index.ts';

export interface ScheduledScanPorts {
  readonly source: Source;
  readonly publisher: Publisher;
  readonly telemetry: Telemetry;
  readonly clock: () => Date;
}

export interface ScheduledScanResult {
  readonly scan: Scan;
  readonly summary: Summary;
  readonly changes: number;
}

/** Scans as configured and tells what changed. The scan has the event's id, so that a retry tells the same again. */
export function scheduledScan({ ruleIds, ...scope }: Scope, ports: ScheduledScanPorts) {
  const { source, publisher, telemetry, clock } = ports;
  const judgedBy = selectRules(rules, ruleIds);
  return lambda(telemetry, async (event): Promise<ScheduledScanResult> => {
    const report = await scan({
      ...scope,
      source,
      clock,
      rules: judgedBy,
      scanId: scheduledEventId(event),
      onRuleError: recordRuleError(telemetry),
    });
    recordScan(telemetry, report);
    const changes = opened(report.findings);
    await tell(publisher, report, changes);
    return { scan: report.scan, summary: report.summary, changes: changes.length };
  });
}

const configuration = configurationFrom(process.env);
const operators = telemetry('scheduled-scan', configuration);

export const handler = scheduledScan(configuration.scope, {
  source: liveSource(),
  publisher: snsPublisher({ ...configuration, compose: digest, onRefused: recordRefusal(operators) }),
  telemetry: operators,
  clock: () => new Date(),
});
