import { execFile } from 'node:child_process';
import { chmod, cp, lstat, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { OutputError } from '../../cli/process-output.ts';
import { run } from '../../cli/run.ts';
import type { Report } from '../../lib/model/report.ts';
import { schemaErrors, undocumented } from '../support/report-schema.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { terminal } from '../support/terminal.ts';

const fallback = 'workspaces-directory-login-fallback-disabled';
const directories = 'account/eu-central-1/workspaces.describe-workspace-directories.json';
const [first, second] = ['d-99672f8b1c', 'd-99673ad04e'];

let folder: string;
/** A copy of the demo account in which every call is answered, so that 3 never hides 0. */
beforeEach(async () => {
  folder = await temporaryFolder();
  await cp('examples/demo-account', join(folder, 'account'), { recursive: true });
  for (const [call, list] of [
    ['workspace-directories', 'Directories'],
    ['ip-groups', 'Result'],
    ['workspaces', 'Workspaces'],
  ]) {
    const file = join(folder, `account/eu-west-3/workspaces.describe-${call}`);
    await rm(`${file}.error.json`, { force: true });
    await writeFile(`${file}.json`, `{"${list}": []}`);
  }
  const entitlements = join(folder, 'account/us-east-1/appstream.describe-entitlements.Design-Studio');
  await rm(`${entitlements}.error.json`);
  await writeFile(`${entitlements}.json`, '{"Entitlements": []}');
  await fallsBack({ [first]: false, [second]: true });
});

/** Directories of eu-central-1 that let users in with a password; those that are not named are deleted. */
async function fallsBack(status: Readonly<Record<string, boolean>>): Promise<void> {
  const source = 'examples/demo-account/eu-central-1/workspaces.describe-workspace-directories.json';
  const { Directories } = JSON.parse(await readFile(source, 'utf8')) as {
    Directories: { DirectoryId: string; SamlProperties: object }[];
  };
  const kept = Directories.filter(({ DirectoryId }) => DirectoryId in status).map((directory) => ({
    ...directory,
    SamlProperties: {
      ...directory.SamlProperties,
      Status: status[directory.DirectoryId] === true ? 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK' : 'ENABLED',
    },
  }));
  await writeFile(join(folder, directories), JSON.stringify({ Directories: kept }));
}

const scan = ['scan', '--export', 'account', '--rule', fallback];

async function ran(...args: string[]) {
  const screen = terminal({ cwd: folder });
  const code = await run(args, screen);
  return { code, out: screen.out, err: screen.err };
}

/** Compared with `known.json`: the exit code, the failures that are shown, and what happened to which directory. */
async function news(...args: string[]) {
  const { code, out } = await ran(...scan, '--baseline', 'known.json', '--format', 'json', ...args);
  const report = JSON.parse(out) as Report;
  expect([schemaErrors(report), undocumented(report)]).toEqual([[], []]);
  return {
    code,
    failing: report.findings.filter(({ status }) => status === 'fail').map(({ resource }) => resource.name),
    changes: report.comparison?.changes.map(({ kind, resource }) => `${resource.name} ${kind}`),
    leftOut: report.comparison?.leftOut,
  };
}

describe('scan --baseline', () => {
  it('tells what happened since the last time', async () => {
    const told = async () => {
      const { code, out } = await ran(...scan, '--baseline', 'known.json');
      const since = out.split('\n\n').slice(-2).join('\n\n');
      return [code, since.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/, 'TIME').replace(/, \d+ passed.*\n$/s, '')];
    };
    const result = 'Result: 1 finding (1 high)';
    expect(await told()).toEqual([
      1,
      `The baseline has no scan of this account, so every finding is new.\n\n${result}`,
    ]);
    expect(await told()).toEqual([1, `Changes since TIME: none.\n\n${result}`]);
    await fallsBack({ [first]: true, [second]: false });
    expect(await told()).toEqual([
      1,
      `Changes since TIME: 1 new, 1 fixed.
  New                    HIGH     WorkSpaces directory ${first} in eu-central-1
                                  [${fallback}]
  Fixed                  HIGH     WorkSpaces directory ${second} in eu-central-1
                                  [${fallback}]

${result}`,
    ]);
    // The file that was written in between is not left behind.
    expect((await readdir(folder)).toSorted()).toEqual(['account', 'known.json']);
  });

  it('follows a finding through its life', async () => {
    const happened = async () => (await news()).changes;
    expect(await happened()).toEqual([`${second} opened`]);
    await fallsBack({ [first]: false, [second]: false });
    expect(await happened()).toEqual([`${second} resolved`]);
    await fallsBack({ [first]: false, [second]: true });
    expect(await happened()).toEqual([`${second} reopened`]);
    await fallsBack({ [first]: false });
    expect(await happened()).toEqual([`${second} gone`]);
    expect(await happened()).toEqual([]);
  });

  it('keeps what it loses sight of', async () => {
    const file = join(folder, directories);
    const error = file.replace(/json$/, 'error.json');
    await news();
    await rename(file, `${folder}/aside.json`);
    await writeFile(error, '{"code": "AccessDeniedException", "message": "no"}');
    expect(await news()).toEqual({ code: 3, failing: [], changes: [`${second} lost-sight`] });
    expect(await news()).toEqual({ code: 3, failing: [], changes: [] });
    await rename(`${folder}/aside.json`, file);
    await rm(error);
    expect(await news('--new-only')).toEqual({ code: 0, failing: [], changes: [`${second} regained`], leftOut: 1 });
  });

  it('leaves alone what it was not asked to look at', async () => {
    await news();
    const elsewhere = await ran(...scan, '--baseline', 'known.json', '--regions', 'us-east-1');
    expect(elsewhere.out).toMatch(/\n\nChanges since \S+ \S+ UTC: none\.\n/);
    expect(await news('--new-only')).toEqual({ code: 0, failing: [], changes: [], leftOut: 1 });
  });

  it('remembers nothing of a report that could not be written', async () => {
    const { code } = await ran(...scan, '--baseline', 'known.json', '--output', '/dev/full');
    expect(code).toBe(2);
    expect(await readdir(folder)).not.toContain('known.json');
  });

  it('remembers nothing of a report that standard output did not take', async () => {
    const screen = terminal({ cwd: folder });
    const flush = () => Promise.reject(new OutputError('standard output was closed before everything was written'));
    const stdout = { ...screen.stdout, flush };
    expect(await run([...scan, '--baseline', 'known.json'], { ...screen, stdout, stderr: screen.stderr })).toBe(2);
    expect(screen.err).toBe('euc-saml-audit: standard output was closed before everything was written\n');
    expect(await readdir(folder)).not.toContain('known.json');
  });

  it('keeps a baseline behind a symbolic link there, with its mode', async () => {
    await ran(...scan, '--baseline', 'real.json');
    expect((await stat(join(folder, 'real.json'))).mode & 0o777).toBe(0o600);
    await chmod(join(folder, 'real.json'), 0o640);
    await symlink('real.json', join(folder, 'known.json'));
    const before = await readFile(join(folder, 'real.json'), 'utf8');
    expect((await ran(...scan, '--baseline', 'known.json')).code).toBe(1);
    expect((await lstat(join(folder, 'known.json'))).isSymbolicLink()).toBe(true);
    expect((await stat(join(folder, 'real.json'))).mode & 0o777).toBe(0o640);
    expect(await readFile(join(folder, 'real.json'), 'utf8')).not.toBe(before);
  });

  it.each(['pipe', '/dev/null'])('does not take for a baseline what forgets: %s', async (name) => {
    await promisify(execFile)('mkfifo', [join(folder, 'pipe')]);
    expect(await ran(...scan, '--baseline', name)).toEqual({
      code: 2,
      out: '',
      err:
        `euc-saml-audit: --baseline ${name}: expected a regular file, but it is a pipe or a device\n` +
        'See "euc-saml-audit --help" and "euc-saml-audit <command> --help".\n',
    });
  });

  it.each<[string, string, string]>([
    ['no JSON', 'findings: none\n', `it is not JSON: Unexpected token 'i', "findings: none\n" is not valid JSON`],
    ['another JSON file', '{"name":"package"}', 'expected a file with "kind": "euc-saml-audit history"'],
    ['a report', '{"schemaVersion":"1"}', 'expected a file with "kind": "euc-saml-audit history"'],
    [
      'from another version',
      '{"kind":"euc-saml-audit history","schemaVersion":"2","accounts":{}}',
      'expected schemaVersion "1", got "2": another version of this tool wrote it',
    ],
    [
      'damaged, even where it concerns another account',
      '{"kind":"euc-saml-audit history","schemaVersion":"1","accounts":{"444455556666":{"lives":{},"waiting":[]}}}',
      'accounts.444455556666.lives: expected a list',
    ],
  ])('refuses a file that is %s, before any work, and leaves it as it is', async (_what, text, problem) => {
    const path = join(folder, 'known.json');
    await writeFile(path, text);
    expect(await ran('scan', '--export', 'no-such-account', '--baseline', 'known.json')).toEqual({
      code: 2,
      out: '',
      err: `euc-saml-audit: ${path} is not a history that this version can use: ${problem}. It was left as it is; name another file, or move it away to start anew.\n`,
    });
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  it.each([
    [
      ['--baseline', 'no/known.json'],
      /^euc-saml-audit: --baseline no\/known\.json: the folder .*\/no does not exist; create it first\n/,
    ],
    [
      ['--baseline', 'account'],
      /^euc-saml-audit: --baseline account: expected the name of a file, but it is a folder\n/,
    ],
    [
      ['--baseline', 'a.json', '--output', './a.json'],
      /^euc-saml-audit: --baseline and --output must be different files\n/,
    ],
    [['--new-only'], /^euc-saml-audit: --new-only: expected --baseline FILE with it, which tells what is new\n/],
  ])('refuses %j', async (args, message) => {
    expect(await ran(...scan, ...args)).toEqual({ code: 2, out: '', err: expect.stringMatching(message) as string });
    expect(await readdir(folder)).toEqual(['account']);
  });
});

describe('scan --baseline --new-only', () => {
  it('shows, and counts for the exit code, what is new, reopened or worse', async () => {
    expect(await news('--new-only')).toEqual({
      code: 1,
      failing: [second],
      changes: [`${second} opened`],
      leftOut: 0,
    });
    expect(await news('--new-only')).toEqual({ code: 0, failing: [], changes: [], leftOut: 1 });
    await fallsBack({ [first]: true, [second]: true });
    expect(await news('--new-only')).toEqual({ code: 1, failing: [first], changes: [`${first} opened`], leftOut: 1 });
    await fallsBack({ [first]: false, [second]: true });
    expect(await news('--new-only')).toEqual({ code: 0, failing: [], changes: [`${first} resolved`], leftOut: 1 });
    await fallsBack({ [first]: true, [second]: true });
    expect(await news('--new-only')).toEqual({ code: 1, failing: [first], changes: [`${first} reopened`], leftOut: 1 });
    await writeFile(join(folder, 'worse.json'), JSON.stringify({ rules: { [fallback]: 'critical' } }));
    expect(await news('--new-only', '--config', 'worse.json', '--fail-on', 'critical')).toEqual({
      code: 1,
      failing: [first, second],
      changes: [`${first} worsened`, `${second} worsened`],
      leftOut: 0,
    });
  });

  it('does not pass old failures off as none', async () => {
    await news();
    const { code, out } = await ran(...scan, '--baseline', 'known.json', '--new-only');
    expect(code).toBe(0);
    expect(out).toMatch(/: none\. 1 existing finding is not shown\.\n\nResult: no new findings, /);
  });
});

describe('scan with exceptions', () => {
  const accepting = (expires: string) =>
    writeFile(
      join(folder, 'mine.json'),
      JSON.stringify({
        exceptions: [
          { rule: fallback, resource: `*directory/${second}`, owner: 'Desktop team', reason: 'Old clients.', expires },
          { rule: fallback, resource: '*', owner: 'Desktop team', reason: 'Old clients.' },
        ],
      }),
    );
  const invalid = 'exceptions[1] is not used: expires: expected a date such as 2027-03-31, got nothing.';

  it('shows what is accepted, does not count it, and tells of the entry that is wrong', async () => {
    await accepting('2999-12-31');
    const { code, out, err } = await ran(...scan, '--config', 'mine.json');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('\n\nACCEPTED RISKS: 1\n');
    expect(out.replaceAll(/\s+/gu, ' ')).toContain('accepted by Desktop team until 2999-12-31.');
    expect(out).toContain(`\n\nEXCEPTIONS: 1 needs attention\n  ${invalid}\n\nResult: no findings, 1 accepted, `);
    expect(out).not.toContain('FAILED');
  });

  it('counts again when the exception is over, and says so', async () => {
    await accepting('2020-02-29');
    const { code, out } = await ran(...scan, '--config', 'mine.json');
    expect(code).toBe(1);
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      `EXCEPTIONS: 2 need attention ${invalid} The exception of Desktop team for ${fallback} on *directory/${second} (exceptions[0]) expired at the end of 2020-02-29: the finding that it accepted counts again. Fix it, or decide anew. Result: 1 finding`,
    );
  });

  it('is no news while it is accepted, and news afterwards', async () => {
    const accepted = async (expires: string) => {
      await accepting(expires);
      return news('--new-only', '--config', 'mine.json');
    };
    // Shown, although it is not new: what is accepted is never hidden.
    expect(await accepted('2999-12-31')).toEqual({ code: 0, failing: [second], changes: [], leftOut: 0 });
    expect(await accepted('2020-02-29')).toMatchObject({ code: 1, changes: [`${second} opened`] });
    expect(await accepted('2999-12-31')).toMatchObject({ code: 0, changes: [`${second} accepted`] });
    expect(await accepted('2999-12-31')).toMatchObject({ code: 0, changes: [] });
    expect(await accepted('2020-02-29')).toMatchObject({ code: 1, changes: [`${second} reopened`] });
  });
});
