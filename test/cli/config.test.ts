import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../cli/run.ts';
import type { Report } from '../../lib/model/report.ts';
import { schemaErrors, undocumented } from '../support/report-schema.ts';
import { terminal } from '../support/terminal.ts';

const fallback = 'workspaces-directory-login-fallback-disabled';
const account = join(process.cwd(), 'examples/demo-account');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, config: unknown): void => writeFileSync(join(folder, name), JSON.stringify(config));

async function scanned(...args: string[]) {
  const screen = terminal({ cwd: folder });
  const code = await run(['scan', '--export', account, ...args], screen);
  return { code, out: screen.out, err: screen.err };
}

const reported = async (...args: string[]): Promise<Report> =>
  JSON.parse((await scanned('--format', 'json', ...args)).out);

const failing = ({ findings }: Report, id: string) =>
  findings.filter(({ ruleId, status }) => ruleId === id && status === 'fail');

describe('scan, configured', () => {
  it('takes the file in the current folder, and says so', async () => {
    write('euc-saml-audit.config.json', {
      rules: { [fallback]: 'off', 'workspaces-region-supports-saml': 'critical' },
    });
    const { out, err } = await scanned();
    expect(err).toBe('Note: judged as euc-saml-audit.config.json says.\n');
    expect(out).toContain(`\n  Disabled rules        ${fallback}\n`);
    expect(out).toContain('\n  Changed severities    workspaces-region-supports-saml = critical\n');
    expect(out).not.toContain(`[${fallback}]`);
  });

  it('judges by what is on, and reports what is off', async () => {
    write('mine.json', { rules: { [fallback]: 'off', 'workspaces-region-supports-saml': 'critical' } });
    const [before, after] = [await reported(), await reported('--config', 'mine.json')];
    expect(before.scan.configured).toEqual({ off: [], severities: {} });
    expect(after.scan.configured).toEqual({
      off: [fallback],
      severities: { 'workspaces-region-supports-saml': 'critical' },
    });
    expect(after.findings.map(({ id }) => id).toSorted()).toEqual(
      before.findings
        .filter(({ ruleId }) => ruleId !== fallback)
        .map(({ id }) => id)
        .toSorted(),
    );
    expect([before, after].map((report) => failing(report, 'workspaces-region-supports-saml'))).toMatchObject([
      [{ severity: 'medium' }],
      [{ severity: 'critical' }],
    ]);
    expect([schemaErrors(after), undocumented(after)]).toEqual([[], []]);
  });

  it('lets the severity decide the exit code', async () => {
    write('mine.json', { rules: { [fallback]: 'informational' } });
    expect((await scanned('--rule', fallback)).code).toBe(1);
    // Clean: the calls that the account refuses are none that this rule needs.
    expect((await scanned('--rule', fallback, '--config', 'mine.json')).code).toBe(0);
  });

  it('judges a rule that is off when it is asked for by name', async () => {
    write('mine.json', { rules: { [fallback]: 'off' } });
    const report = await reported('--config', 'mine.json', '--rule', fallback);
    expect(failing(report, fallback).length).toBeGreaterThan(0);
    expect(report.scan.configured?.off).toEqual([]);
  });

  it('judges by the settings', async () => {
    write('mine.json', { settings: { requiredRoleTags: ['cost-center'] } });
    const rule = ['--rule', 'stream-role-naming'];
    const { findings } = await reported(...rule);
    expect(new Set(findings.map(({ status }) => status))).toEqual(new Set(['not-applicable']));
    const [first] = failing(await reported(...rule, '--config', 'mine.json'), 'stream-role-naming');
    expect(first?.message).toBe('Missing tags: cost-center.');
  });

  it('ends with what is wrong with the file, before anything is read', async () => {
    write('mine.json', { rules: { [`${fallback}s`]: 'off' } });
    expect(await scanned('--config', 'mine.json')).toEqual({
      code: 2,
      out: '',
      err: `euc-saml-audit: mine.json cannot be used:\n- rules.${fallback}s: unknown; did you mean ${fallback}?\n`,
    });
  });

  it('ends when the file that was named is not there', async () => {
    expect(await scanned('--config', 'mine.json')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^euc-saml-audit: --config mine\.json: there is no such file\n/) as string,
    });
  });
});
