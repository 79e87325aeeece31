import { describe, expect, it } from 'vitest';
import { exportSource } from '../../lib/export/export-source.ts';
import type { Source } from '../../lib/model/ports.ts';
import type { Report } from '../../lib/model/report.ts';
import { neededCalls } from '../../lib/scan/needed-calls.ts';
import { scan } from '../../lib/scan/scan.ts';
import { rules } from '../../rules/index.ts';

const source = await exportSource('examples/demo-account');

const scanOf = (source: Source, ids?: readonly string[]): Promise<Report> =>
  scan({
    source,
    rules: rules.filter(({ id }) => ids?.includes(id) !== false),
    onlyRules: ids,
    scanId: 'one',
    clock: () => new Date('2026-11-21T08:00:00.000Z'),
  });

const resultsOf = ({ findings }: Report, ruleId: string) =>
  findings.filter((finding) => finding.ruleId === ruleId).map(({ id, status, message }) => ({ id, status, message }));

const full = await scanOf(source);

describe('a scan by one rule', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))(
    'reads what it needs, and finds the same: %s',
    async (id, rule) => {
      const asked = new Set<string>();
      const report = await scanOf(
        {
          ...source,
          read: (request) => {
            asked.add(`${request.service}:${request.operation}`);
            return source.read(request);
          },
        },
        [id],
      );
      expect(resultsOf(report, id)).toEqual(resultsOf(full, id));
      const needed = neededCalls([rule]);
      expect([...asked].filter((call) => call !== 'sts:GetCallerIdentity' && !needed.has(call))).toEqual([]);
      expect(report.paths).toBe(undefined);
    },
  );

  it('is complete although a call that it does not need is denied', async () => {
    const report = await scanOf(source, ['workspaces-directory-login-fallback-disabled']);
    expect(full.summary.complete).toBe(false);
    expect(report.summary).toMatchObject({ complete: true, unknown: 0 });
  });
});
