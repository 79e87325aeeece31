import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../cli/run.ts';
import type { Report } from '../../lib/model/report.ts';
import { schemaErrors, undocumented } from '../support/report-schema.ts';
import { terminal } from '../support/terminal.ts';

const demo = ['scan', '--export', 'examples/demo-account'];

async function scanned(...args: string[]) {
  const screen = terminal();
  const code = await run([...demo, ...args], screen);
  return { code, out: screen.out, err: screen.err };
}

const reported = async (...args: string[]): Promise<Report> =>
  JSON.parse((await scanned('--format', 'json', ...args)).out);

describe('scan --export', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scan-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('prints a report that the published schema accepts and documents', async () => {
    const report = await reported();
    expect(report.findings.length).toBeGreaterThan(50);
    expect(schemaErrors(report)).toEqual([]);
    expect(undocumented(report)).toEqual([]);
  });

  it('finds the same twice', async () => {
    const [first, second] = [await reported(), await reported()];
    expect(second.findings).toEqual(first.findings);
    expect(first.scan.id).not.toBe(second.scan.id);
  });

  it('prints a table, and no progress where nobody watches', async () => {
    const { code, out, err } = await scanned();
    expect(code).toBe(1);
    expect(out).toContain('\nRead from    an export, ');
    expect(out).toContain('\nWorkSpaces directory d-99673ad04e in eu-central-1: ');
    expect(out).toContain('[workspaces-directory-login-fallback-disabled]');
    expect(out).toContain('\nappstream:DescribeEntitlements denied (us-east-1; for Design-Studio)\n');
    expect(out).not.toContain('\u001b');
    expect(err).toBe('');
  });

  it('judges by the rules it is told, in the Regions it is told', async () => {
    const ids = ['workspaces-region-supports-saml', 'workspaces-directory-login-fallback-disabled'];
    const report = await reported('--rule', ids.join(','), '--regions', 'us-east-1,eu-west-3');
    expect([...new Set(report.findings.map(({ ruleId }) => ruleId))].toSorted()).toEqual(ids.toSorted());
    expect(report.scan.regions).toEqual(['eu-west-3', 'us-east-1']);
  });

  it.each([
    ['low', 1],
    ['high', 1],
    ['critical', 3],
    ['none', 3],
  ])('exits for --fail-on %s with %i', async (failOn, code) => {
    // One high finding, and an incomplete account.
    expect((await scanned('--rule', 'workspaces-directory-login-fallback-disabled', '--fail-on', failOn)).code).toBe(
      code,
    );
  });

  it('writes to a file instead, without colour', async () => {
    const screen = terminal({ isTTY: true, columns: 90, cwd: folder });
    const args = ['scan', '--export', join(process.cwd(), 'examples/demo-account'), '--output', 'report.md'];
    expect(await run([...args, '--format', 'markdown', '--no-progress'], screen)).toBe(1);
    expect(screen.out).toBe('');
    expect(screen.err).toBe(`The report is in ${join(folder, 'report.md')}\n`);
    const text = await readFile(join(folder, 'report.md'), 'utf8');
    expect(text).toMatch(/^# SAML sign-in audit of account `111122223333`\n/u);
    expect(text).not.toContain('\u001b');
  });

  it('is colourful and shows progress where somebody watches', async () => {
    const screen = terminal({ isTTY: true, columns: 90 });
    await run(demo, screen);
    expect(screen.out).toContain('\u001b[1m');
    expect(screen.err).toContain('\r\u001b[2K[1/1] sts:GetCallerIdentity global');
    expect(screen.err.endsWith('\r\u001b[2K')).toBe(true);
  });

  it('tells of files that it ignores, and names the one that is not JSON', async () => {
    await cp('examples/demo-account', folder, { recursive: true });
    await writeFile(join(folder, 'notes.txt'), 'hello');
    const noted = terminal();
    await run(['scan', '--export', folder], noted);
    expect(noted.err).toBe('Note: notes.txt is not part of an account export and was ignored.\n');

    await writeFile(join(folder, 'global/iam.list-roles.json'), '{"Roles": [');
    const broken = terminal();
    expect(await run(['scan', '--export', folder], broken)).toBe(2);
    expect(broken.err).toMatch(/^euc-saml-audit: .*global\/iam\.list-roles\.json is not JSON: .*\n$/u);
  });
});
