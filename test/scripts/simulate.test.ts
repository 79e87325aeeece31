import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readingOf } from '../../scripts/simulate/measure.ts';
import { simulate } from '../../scripts/simulate/run.ts';

const children = (count: number, seconds: number) => Array.from({ length: count }, () => ({ seconds }));

describe('simulate', () => {
  it('runs no more children at once than it may', () => {
    expect(simulate({ children: children(1_000, 60), maxConcurrency: 50, latency: 0.1 })).toMatchObject({
      peak: 50,
      mapSeconds: expect.closeTo(1_200, 0) as number,
      lambdaSeconds: 60_000,
    });
  });

  it('starts at most a hundred children a second', () => {
    const { mapSeconds, transitionsAtPeak } = simulate({
      children: children(1_000, 1),
      maxConcurrency: 10_000,
      latency: 0.1,
    });
    expect(mapSeconds).toBeCloseTo(10.99, 1);
    expect(transitionsAtPeak).toBe(200);
  });

  it('lists accounts no faster than the quota', () => {
    expect(simulate({ children: children(10_000, 1), maxConcurrency: 1_000, latency: 0 }).planSeconds).toBeCloseTo(
      61,
      0,
    );
    expect(simulate({ children: [], maxConcurrency: 1, latency: 1 })).toMatchObject({
      planSeconds: 0,
      mapSeconds: 0,
      peak: 0,
    });
  });

  it('asks what a scan asks', async () => {
    const none = await readingOf(['eu-central-1', 'us-east-1'], false, 0.1);
    const one = await readingOf(['eu-central-1', 'us-east-1'], true, 0.1);
    expect(none.requests).toMatchObject({ sts: 1 });
    expect(none.requests['ds']).toBeUndefined();
    expect(one.requests).toMatchObject({ sts: 1, ds: 1 });
    expect(one.requests['workspaces']).toBeGreaterThan(none.requests['workspaces'] ?? Infinity);
    expect(one.seconds).toBeGreaterThan(none.seconds);
  });

  it('prints a quota that would be exceeded', { timeout: 60_000 }, () => {
    const text = execFileSync(
      'node',
      ['scripts/simulate.ts', '--accounts', '20000', '--regions', '17', '--concurrency', '5000', '--desktops', '100'],
      { encoding: 'utf8' },
    );
    expect(text).toMatch(/^20000 accounts, 17 Regions, 5000 at once\n/);
    expect(text).toContain('exceed the 256 KiB of a state');
    expect(text).toContain('Assumptions\n');
  });
});
