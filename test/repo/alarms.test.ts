import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { configurationFrom } from '../../lib/runtime/configuration.ts';
import {
  recordChanges,
  recordOrganization,
  recordScan,
  type Telemetry,
  telemetry,
} from '../../lib/runtime/telemetry.ts';
import { environment } from '../support/lambda.ts';
import { report } from '../support/report.ts';

/** With the organization on, and off. */
type Choice = string | { readonly 'Fn::If': readonly ['IsOrganization', string, string] };

/** Only alarms on one metric have a namespace. */
interface Alarm {
  readonly AlarmRule?: { readonly 'Fn::Sub': string };
  readonly Namespace: string;
  readonly MetricName: Choice;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: Choice }[];
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

/** What a function publishes after a scan: the names of metrics, and their dimensions. */
function published(service: string, record: (operators: Telemetry) => void) {
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  const operators = telemetry(service, configurationFrom(environment));
  record(operators);
  const { _aws, ...values } = operators.metrics.serializeMetrics();
  const { Namespace, Dimensions, Metrics } = _aws.CloudWatchMetrics[0]!;
  const dimensions = Dimensions[0]
    .map((name) => `${name}=${JSON.stringify(values[name]).replaceAll('"', '')}`)
    .toSorted();
  return { Namespace, metrics: Metrics.map(({ Name }) => `${Name} ${dimensions.join(',')}`) };
}

/** The metric of an alarm, with the organization on or off. */
function watched({ MetricName, Dimensions }: Alarm, organization: boolean): string {
  const chosen = (value: Choice): string => (typeof value === 'string' ? value : value['Fn::If'][organization ? 1 : 2]);
  const dimensions = Dimensions.map(({ Name, Value }) => `${Name}=${chosen(Value)}`).toSorted();
  return `${chosen(MetricName)} ${dimensions.join(',')}`;
}

const named = (name: string): Alarm => {
  const alarm = alarms.get(name);
  if (alarm === undefined) throw new Error(`There is no alarm ${name}`);
  return alarm;
};
const own = ['ScanOverdueAlarm', 'ScanIncompleteAlarm', 'AlertsWaitingAlarm'];
const ofAws = [
  'DeadLetterAlarm',
  'OrganizationFailedAlarm',
  'PlanOrganizationErrorsAlarm',
  'ScanAccountErrorsAlarm',
  'DigestOrganizationErrorsAlarm',
  'ChangeDeadLetterAlarm',
  'OnChangeErrorsAlarm',
  'SecurityHubErrorsAlarm',
];

describe('the alarms', () => {
  it('are those on missing and incomplete scans, waiting alerts, dead letters, and functions that fail', () => {
    expect([...alarms.keys()].toSorted()).toStrictEqual([...own, 'ScanMissingAlarm', ...ofAws].toSorted());
  });

  it('watch metrics that the scheduled function publishes, under the same dimensions', () => {
    const { Namespace, metrics } = published('scheduled-scan', (operators) => {
      recordScan(operators, report([]));
      recordChanges(operators, { changes: [], waiting: 0 });
    });
    for (const name of own) {
      expect(named(name).Namespace).toBe(Namespace);
      expect(metrics).toContain(watched(named(name), false));
    }
  });

  it('watch metrics of the organization instead, when there is one', () => {
    const { metrics: ofRun } = published('digest-organization', (operators) =>
      recordOrganization(operators, {
        schemaVersion: '1',
        runId: 'run',
        startedAt: '',
        finishedAt: '',
        accounts: [],
        leftOut: [],
        problems: [],
        summary: { scanned: 0, incomplete: 0, left: 0, fail: report([]).summary.fail, unknown: 0 },
      }),
    );
    const { metrics: ofAccount } = published('scan-account', (operators) =>
      recordChanges(operators, { changes: [], waiting: 0 }),
    );
    for (const name of own) expect([...ofRun, ...ofAccount]).toContain(watched(named(name), true));
  });

  it('publish to a channel of their own, except the one that another alarm waits for', () => {
    const { ScanOverdueAlarm: overdue, ...others } = Object.fromEntries(alarms);
    expect(overdue?.AlarmActions).toBeUndefined();
    for (const { AlarmActions } of Object.values(others)) {
      expect(AlarmActions).toStrictEqual([{ Ref: 'OperationsTopic' }]);
    }
  });

  it('do not report a missing scan before the first one', () => {
    expect(named('ScanMissingAlarm').AlarmRule).toStrictEqual({
      'Fn::Sub': 'ALARM("${ScanOverdueAlarm}") AND NOT INSUFFICIENT_DATA("${ScanIncompleteAlarm}")',
    });
    // Without data it has no state, and it keeps its last state when there is none any more.
    expect(named('ScanIncompleteAlarm').TreatMissingData).toBe('ignore');
    expect(named('ScanOverdueAlarm').TreatMissingData).toBe('breaching');
  });
});
