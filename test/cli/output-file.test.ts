import { execFile } from 'node:child_process';
import { chmod, link, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outputFile } from '../../cli/output-file.ts';
import { terminal } from '../support/terminal.ts';
import { UsageError } from '../../cli/usage-error.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'output-file-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('outputFile', () => {
  it('replaces a file whole and leaves nothing else behind', async () => {
    await writeFile(join(folder, 'report.json'), 'old and longer');
    const file = await outputFile('report.json', terminal({ cwd: folder }));
    await file.write('new');
    expect(await readFile(file.path, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['report.json']);
  });

  it('says so before any work when the folder is missing', async () => {
    await expect(outputFile('no/report.json', terminal({ cwd: folder }))).rejects.toThrow(
      new UsageError(`--output no/report.json: the folder ${folder}/no does not exist; create it first`),
    );
  });

  it('does not take a folder for a file', async () => {
    await mkdir(join(folder, 'reports'));
    await expect(outputFile('reports', terminal({ cwd: folder }))).rejects.toThrow(
      new UsageError('--output reports: expected the name of a file, but it is a folder'),
    );
  });

  it('keeps the old file and no temporary one when it cannot write', async () => {
    const file = await outputFile('report.json', terminal({ cwd: folder }));
    await mkdir(file.path);
    await expect(file.write('new')).rejects.toThrow(/^cannot write .*report\.json: /u);
    expect(await readdir(folder)).toEqual(['report.json']);
  });

  it('keeps the mode of a file', async () => {
    await writeFile(join(folder, 'report.json'), 'old');
    await chmod(join(folder, 'report.json'), 0o600);
    await (await outputFile('report.json', terminal({ cwd: folder }))).write('new');
    expect((await stat(join(folder, 'report.json'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(folder, 'report.json'), 'utf8')).toBe('new');
  });

  it.each(['old', undefined])('writes through symbolic links, where there is %s', async (content) => {
    await mkdir(join(folder, 'elsewhere'));
    if (content !== undefined) await writeFile(join(folder, 'elsewhere', 'real.json'), content);
    await symlink('elsewhere/link.json', join(folder, 'report.json'));
    await symlink('real.json', join(folder, 'elsewhere', 'link.json'));
    await (await outputFile('report.json', terminal({ cwd: folder }))).write('new');
    expect((await lstat(join(folder, 'report.json'))).isSymbolicLink()).toBe(true);
    expect((await readdir(join(folder, 'elsewhere'))).toSorted()).toEqual(['link.json', 'real.json']);
    expect(await readFile(join(folder, 'elsewhere', 'real.json'), 'utf8')).toBe('new');
  });

  it('keeps both names of a file that has two', async () => {
    await writeFile(join(folder, 'report.json'), 'old');
    await link(join(folder, 'report.json'), join(folder, 'other.json'));
    await (await outputFile('report.json', terminal({ cwd: folder }))).write('new');
    expect(await readFile(join(folder, 'other.json'), 'utf8')).toBe('new');
  });

  it('writes into a pipe', async () => {
    const pipe = join(folder, 'pipe');
    await promisify(execFile)('mkfifo', [pipe]);
    const [read] = await Promise.all([
      promisify(execFile)('cat', [pipe]),
      (await outputFile('pipe', terminal({ cwd: folder }))).write('new'),
    ]);
    expect(read.stdout).toBe('new');
    expect((await lstat(pipe)).isFIFO()).toBe(true);
  });

  it('writes into a device, which stays one', async () => {
    await (await outputFile('/dev/null', terminal({ cwd: folder }))).write('new');
    expect((await lstat('/dev/null')).isCharacterDevice()).toBe(true);
    const full = await outputFile('/dev/full', terminal({ cwd: folder }));
    await expect(full.write('new')).rejects.toThrow(/^cannot write \/dev\/full: ENOSPC/u);
  });

  it.each(['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'])('takes %s for standard output', async (name) => {
    const screen = terminal({ cwd: folder });
    await (await outputFile(name, screen)).write('new');
    expect(screen.out).toBe('new');
  });
});
