import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { configurationFrom } from '../../lib/runtime/configuration.ts';
import { recordChanges, recordScan, telemetry } from '../../lib/runtime/telemetry.ts';
import { environment } from '../support/lambda.ts';
import { report } from '../support/report.ts';

/** Only alarms on one metric have a namespace. */
interface Alarm {
  readonly AlarmRule?: { readonly 'Fn::Sub': string };
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
  readonly TreatMissingData: string;
  readonly AlarmActions?: readonly unknown[];
}

let alarms: ReadonlyMap<string, Alarm>;

beforeAll(() => {
  const printed = execFileSync('node_modules/.bin/osls', ['print', '--format', 'json', '--stage', 'test'], {
    encoding: 'utf8',
  });
  const { resources } = JSON.parse(printed) as {
    resources: { Resources: Record<string, { Type: string; Properties: Alarm }> };
  };
  alarms = new Map(
    Object.entries(resources.Resources)
      .filter(([, { Type }]) => Type.startsWith('AWS::CloudWatch::'))
      .map(([name, { Properties }]) => [name, Properties]),
  );
});

/** What the scheduled function publishes after a scan: the names of metrics, and their dimensions. */
function published() {
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  const operators = telemetry('scheduled-scan', configurationFrom(environment));
  recordScan(operators, report([]));
  recordChanges(operators, { changes: [], waiting: 0 });
  const { _aws, ...values } = operators.metrics.serializeMetrics();
  const { Namespace, Dimensions, Metrics } = _aws.CloudWatchMetrics[0]!;
  return {
    Namespace,
    names: Metrics.map(({ Name }) => Name),
    dimensions: Dimensions[0].map((name) => ({ Name: name, Value: values[name] })),
  };
}

describe('the alarms', () => {
  it('are those on missing and incomplete scans, waiting alerts and dead letters', () => {
    expect([...alarms.keys()]).toStrictEqual([
      'ScanOverdueAlarm',
      'ScanMissingAlarm',
      'ScanIncompleteAlarm',
      'AlertsWaitingAlarm',
      'DeadLetterAlarm',
    ]);
  });

  it('watch metrics that the scheduled function publishes, under the same dimensions', () => {
    const { Namespace, names, dimensions } = published();
    const own = [...alarms.values()].filter((alarm) => alarm.Namespace === 'EucSamlAudit');
    expect(own).toHaveLength(3);
    for (const alarm of own) {
      expect(alarm.Namespace).toBe(Namespace);
      expect(names).toContain(alarm.MetricName);
      expect(alarm.Dimensions.toSorted((a, b) => (a.Name < b.Name ? -1 : 1))).toStrictEqual(
        dimensions.toSorted((a, b) => (a.Name < b.Name ? -1 : 1)),
      );
    }
  });

  it('publish to a channel of their own, except the one that another alarm waits for', () => {
    const { ScanOverdueAlarm: overdue, ...others } = Object.fromEntries(alarms);
    expect(overdue?.AlarmActions).toBeUndefined();
    for (const { AlarmActions } of Object.values(others)) {
      expect(AlarmActions).toStrictEqual([{ Ref: 'OperationsTopic' }]);
    }
  });

  it('do not report a missing scan before the first one', () => {
    expect(alarms.get('ScanMissingAlarm')?.AlarmRule).toStrictEqual({
      'Fn::Sub': 'ALARM("${ScanOverdueAlarm}") AND NOT INSUFFICIENT_DATA("${ScanIncompleteAlarm}")',
    });
    // Without data it has no state, and it keeps its last state when there is none any more.
    expect(alarms.get('ScanIncompleteAlarm')?.TreatMissingData).toBe('ignore');
    expect(alarms.get('ScanOverdueAlarm')?.TreatMissingData).toBe('breaching');
  });
});
