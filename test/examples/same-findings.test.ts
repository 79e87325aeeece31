import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { liveSource } from '../../lib/aws/live-source.ts';
import { exportSource } from '../../lib/export/export-source.ts';
import type { Source } from '../../lib/model/ports.ts';
import type { Report } from '../../lib/model/report.ts';
import { json } from '../../lib/report/json.ts';
import { scan } from '../../lib/scan/scan.ts';
import { startLocalAws } from '../../local-aws/server.ts';
import { rules } from '../../rules/index.ts';

const account = 'examples/demo-account';
const regions = ['eu-central-1', 'eu-west-3', 'us-east-1'];

const reportOf = (source: Source, scanId = 'one', at = '2026-11-21T08:00:00.000Z'): Promise<Report> =>
  scan({
    source,
    rules,
    regions,
    scanId,
    clock: () => new Date(at),
    onRuleError: (_rule, _resource, error) => {
      throw error;
    },
  });

const credentials = () => Promise.resolve({ accessKeyId: 'test', secretAccessKey: 'test' });

/** The account behind SDK clients and HTTP, asked as often as it likes. */
async function live(pageSize: number): Promise<Source> {
  const aws = await startLocalAws({ account, pageSize });
  onTestFinished(() => aws.close());
  vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
  return liveSource({ credentials, rates: {} });
}

/** What can differ between a live account and its export: who says so and when, and how many requests that took. */
const comparable = (report: Report): unknown =>
  JSON.parse(
    json({
      ...report,
      scan: { ...report.scan, source: 'export', dataAsOf: report.scan.startedAt },
      coverage: report.coverage.map((entry) => ({ ...entry, requests: 0 })),
    }),
  );

describe('the demo account', () => {
  it.each([1000, 3])('gives live, in pages of at most %i, the same report as its export', async (pageSize) => {
    const exported = await reportOf(await exportSource(account));
    const report = await reportOf(await live(pageSize));
    expect(report.scan.source).toBe('live');
    expect(report.findings).toEqual(exported.findings);
    expect(report.paths).toEqual(exported.paths);
    expect(report.relayStates).toEqual(exported.relayStates);
    expect(comparable(report)).toEqual(comparable(exported));
    expect(report.findings.length).toBeGreaterThan(400);
    expect(report.paths?.length).toBeGreaterThan(10);
    expect(report.relayStates).toHaveLength(9);
  });

  it('gives the same text twice, but for the scan’s id and times', async () => {
    const texts = await Promise.all([
      reportOf(await exportSource(account), 'one', '2026-11-21T08:00:00.000Z'),
      reportOf(await exportSource(account), 'two', '2026-11-21T09:30:00.000Z'),
    ]);
    const [first = '', second = ''] = texts.map(json);
    expect(second).not.toBe(first);
    expect(second.replace('"two"', '"one"').replaceAll('T09:30:00.000Z', 'T08:00:00.000Z')).toBe(first);
  });
});
