import { describe, expect, it } from 'vitest';
import { respond } from '../../../lib/runtime/response.ts';
import { finding, report, role } from '../../support/report.ts';

const limit = 6_291_556;
const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** A report of exactly that many bytes, in findings of about 100 KB whose text takes two bytes a character. */
function reportOf(bytes: number) {
  const findings = Array.from({ length: Math.floor(bytes / 101_000) }, (_, index) =>
    finding({ resource: role(`role-${index}`), message: 'é'.repeat(50_000) }),
  );
  const rest = bytes - sizeOf(report([...findings, finding({ message: '' })]));
  return report([...findings, finding({ message: 'x'.repeat(rest) })]);
}

describe('respond', () => {
  it('returns a report of exactly the limit as it is', async () => {
    const whole = reportOf(limit);
    expect(sizeOf(whole)).toBe(limit);
    expect(await respond(whole, undefined)).toBe(whole);
  });

  it('puts a larger one into the store and says where', async () => {
    const whole = reportOf(limit + 1);
    const stored = new Map<string, string>();
    const store = {
      put: async (name: string, json: string) => {
        stored.set(name, json);
        return `s3://reports/${name}`;
      },
    };
    const { schemaVersion, tool, scan, summary } = whole;
    expect(await respond(whole, store)).toStrictEqual({
      schemaVersion,
      tool,
      scan,
      summary,
      note: 'The report has 6291557 bytes and Lambda returns at most 6291556; all of it is at fullReport.',
      fullReport: 's3://reports/111122223333/00000000-0000-4000-8000-000000000001.json',
    });
    expect(JSON.parse(stored.get('111122223333/00000000-0000-4000-8000-000000000001.json')!)).toStrictEqual(whole);
  });

  it('returns the findings that fit when there is no store, and says so', async () => {
    const whole = reportOf(limit + 1);
    const short = await respond(whole, undefined);
    expect(short).toMatchObject({
      summary: whole.summary,
      findings: whole.findings.slice(0, 62),
      note:
        'The report has 6291557 bytes and Lambda returns at most 6291556; no report bucket is configured, so these ' +
        'are the first 62 of 63 findings and no coverage. Ask for fewer Regions or rules to see the rest.',
    });
    expect(short).not.toHaveProperty('coverage');
    expect(sizeOf(short)).toBeLessThanOrEqual(limit);
  });

  it('does the same when the store fails, and says why', async () => {
    const store = {
      put: async () => {
        throw new Error('S3 answered 403 to PutObject on reports: AccessDenied: Access Denied');
      },
    };
    expect(await respond(reportOf(limit + 1), store)).toMatchObject({
      note:
        'The report has 6291557 bytes and Lambda returns at most 6291556; it could not be stored (S3 answered 403 to ' +
        'PutObject on reports: AccessDenied: Access Denied), so these are the first 62 of 63 findings and no ' +
        'coverage. Ask for fewer Regions or rules to see the rest.',
    });
  });
});
