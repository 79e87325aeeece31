import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../cli/run.ts';
import type { Report } from '../../lib/model/report.ts';
import { schemaErrors, undocumented } from '../support/report-schema.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
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
    const [first, second] = [await reported('--as-of', '2026-11-24'), await reported('--as-of', '2026-11-24')];
    expect(second.findings).toEqual(first.findings);
    expect(first.scan.id).not.toBe(second.scan.id);
  });

  it('prints a table, and no progress where nobody watches', async () => {
    const { code, out, err } = await scanned();
    expect(code).toBe(1);
    expect(out).toMatch(/^Account 111122223333, eu-central-1, eu-west-3, us-east-1\. AWS data of an export/u);
    expect(out).toContain('\nSIGN-IN PATHS: 15 from SAML provider to directory or stack');
    expect(out).toContain('\n  appstream:DescribeEntitlements: denied in us-east-1 for Design-Studio\n');
    expect(out).not.toContain('[workspaces-directory-login-fallback-disabled]');
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
    ['critical', 0],
    ['none', 0],
  ])('exits for --fail-on %s with %i', async (failOn, code) => {
    // One high finding; what is denied in this account is nothing that the rule needs.
    expect((await scanned('--rule', 'workspaces-directory-login-fallback-disabled', '--fail-on', failOn)).code).toBe(
      code,
    );
  });

  it('exits with 3 when a call was denied that a chosen rule needs', async () => {
    expect((await scanned('--rule', 'workspaces-ip-group-not-empty', '--fail-on', 'none')).code).toBe(3);
  });

  it('writes to a file instead, without colour', async () => {
    const screen = terminal({ isTTY: true, columns: 90, cwd: folder });
    const args = ['scan', '--export', join(process.cwd(), 'examples/demo-account'), '--output', 'report.md'];
    expect(await run([...args, '--format', 'markdown', '--no-progress'], screen)).toBe(1);
    expect(screen.out).toBe('');
    expect(screen.err).toBe(`Report written to ${join(folder, 'report.md')}\n`);
    const text = await readFile(join(folder, 'report.md'), 'utf8');
    expect(text).toMatch(/^# SAML sign-in audit of account `111122223333`\n/u);
    expect(text).not.toContain('\u001b');
  });

  it('writes all formats of one scan in one call, each by the ending of its name', async () => {
    const names = ['txt', 'json', 'md', 'html', 'csv', 'sarif', 'ocsf.json', 'asff.json', 'junit.xml'];
    const screen = terminal({ cwd: folder });
    const args = ['scan', '--export', join(process.cwd(), 'examples/demo-account')];
    expect(await run([...args, ...names.flatMap((name) => ['--output', `r.${name}`])], screen)).toBe(1);
    expect(screen.out).toBe('');
    const begin = await Promise.all(
      names.map(async (name) => (await readFile(join(folder, `r.${name}`), 'utf8')).slice(0, 15)),
    );
    expect(begin).toEqual([
      'Account 1111222',
      '{\n  "schemaVers',
      '# SAML sign-in ',
      '<!doctype html>',
      '"record","accou',
      '{\n  "$schema": ',
      '[\n  {\n    "acti',
      '[\n  {\n    "Sche',
      '<?xml version="',
    ]);
  });

  it.each([
    [['--output', 'a.html', '--output', './a.html'], '--output names '],
    [['--control', '5.7'], 'no rule supports control 5.7: This tool does not call appstream:DescribeImages.'],
    [['--control', 'AC-33'], 'unknown control "AC-33"; did you mean "AC-3"?'],
    [['--control', 'SC-13', '--rule', 'stream-role-in-use'], 'no rule of --rule supports a control of --control'],
  ])('refuses %s', async (args, message) => {
    const { code, err } = await scanned(...args);
    expect(code).toBe(2);
    expect(err).toContain(`euc-saml-audit: ${message}`);
  });

  it('checks the rules that support a control, and says that these are not all', async () => {
    const report = await reported('--control', 'sc-13,2.16');
    expect(report.scan.onlyRules).toEqual(['workspaces-directory-encryption-mode']);
    expect(report.rules.map(({ id }) => id)).toEqual(['workspaces-directory-encryption-mode']);
    expect((await scanned('--control', 'SC-13')).out.replaceAll(/\s+/gu, ' ')).toContain(
      'by the rules and findings in this report, which are not all.',
    );
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

  describe('counts ages', () => {
    const current = 'saml-provider-certificate-current';
    const judged = async (...args: string[]) => {
      const screen = terminal();
      const code = await run(['scan', '--export', folder, '--rule', current, '--format', 'json', ...args], screen);
      const report: Report = JSON.parse(screen.out === '' ? '{}' : screen.out);
      const okta = report.findings?.find(({ resource }) => resource.name === 'ExampleOkta');
      return { code, err: screen.err, dataAsOf: report.scan?.dataAsOf, status: okta?.status };
    };
    const made = (createdAt: string) => writeFile(join(folder, 'export.json'), JSON.stringify({ createdAt }));

    beforeEach(() => cp('examples/demo-account', folder, { recursive: true }));

    it('from when the export was made', async () => {
      await made('2026-11-20T08:00:00Z');
      expect(await judged()).toMatchObject({ dataAsOf: '2026-11-20T08:00:00.000Z', status: 'pass' });
      await made('2099-01-01T00:00:00Z');
      expect(await judged()).toMatchObject({ dataAsOf: '2099-01-01T00:00:00.000Z', status: 'fail' });
    });

    it('from the time that --as-of sets, whatever the export says', async () => {
      await made('2099-01-01T00:00:00Z');
      expect(await judged('--as-of', '2026-11-20')).toMatchObject({
        dataAsOf: '2026-11-20T00:00:00.000Z',
        status: 'pass',
      });
    });

    it('from now where nothing says when it was made, and says that the time is unknown', async () => {
      const { dataAsOf, err } = await judged();
      expect([dataAsOf, err]).toEqual([undefined, '']);
    });

    it.each([
      [
        'a text that is no time',
        ['--as-of', 'yesterday'],
        'expected a time such as 2026-11-25T08:00Z, got "yesterday"',
      ],
    ])('from no %s', async (_, args, problem) => {
      const { code, err } = await judged(...args);
      expect([code, err.split('\n')[0]]).toEqual([2, `euc-saml-audit: --as-of: ${problem}`]);
    });

    it('from now for a live account', async () => {
      const screen = terminal();
      expect(await run(['scan', '--as-of', '2026-11-20'], screen)).toBe(2);
      expect(screen.err).toContain('--as-of: expected --export with it; a live account is read now\n');
    });
  });
});

describe('scan --events', () => {
  const events = (records: readonly object[]) => temporaryFolder({ 'events.json': { Records: records } });
  const record = {
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRoleWithSAML',
    eventTime: '2026-11-20T08:00:00Z',
    requestParameters: {
      roleArn: 'arn:aws:iam::111122223333:role/WorkSpaces-Lab-Stream',
      principalArn: 'arn:aws:iam::111122223333:saml-provider/ExampleEntra',
      principalTags: { Email: 'MARKTAG@example.com' },
    },
    errorCode: 'AccessDenied',
    errorMessage: 'Not authorized to perform sts:AssumeRoleWithSAML',
    responseElements: null,
  };

  it('checks recorded sign-ins, and shows them by role', async () => {
    const folder = await events([record]);
    const seen = terminal();
    await run(['scan', '--export', 'examples/demo-account', '--events', folder, '--all', '--no-progress'], seen);
    expect(seen.out).toContain('SIGN-INS: 1 recorded sign-in, 2026-11-20 to 2026-11-20\n');
    expect(seen.out).toContain(
      '  arn:aws:iam::111122223333:role/WorkSpaces-Lab-Stream\n    0 admitted\n    1 refused, the last at 2026-11-20T08:00:00.000Z\n    session tags: Email\n',
    );
    expect(seen.out).toContain('[sign-in-refused]');
    expect(`${seen.out}${seen.err}`).not.toContain('MARKTAG');
  });

  it('leaves the rules about them out otherwise', async () => {
    const seen = terminal();
    await run(['scan', '--export', 'examples/demo-account', '--format', 'json', '--no-progress'], seen);
    const report = JSON.parse(seen.out) as { rules: readonly { id: string }[]; signIns?: unknown };
    expect(report.rules.filter(({ id }) => id.startsWith('sign-in-'))).toEqual([]);
    expect(report.signIns).toBeUndefined();
  });

  it.each([
    ['a path that is not there', ['--events', 'nothing'], 'nothing cannot be read (ENOENT).'],
    ['both ways at once', ['--events', 'x', '--sign-ins', '3'], '--events and --sign-ins: expected one of both'],
    ['days for an export', ['--sign-ins', '3'], '--sign-ins: an export holds no records of sign-ins'],
  ])('refuses %s', async (_, args, message) => {
    const seen = terminal();
    expect(await run(['scan', '--export', 'examples/demo-account', ...args], seen)).toBe(2);
    expect(seen.err).toContain(message);
  });
});
