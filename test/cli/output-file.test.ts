import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outputFile } from '../../cli/output-file.ts';
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
    const file = await outputFile('report.json', folder);
    await file.write('new');
    expect(await readFile(file.path, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['report.json']);
  });

  it('says so before any work when the folder is missing', async () => {
    await expect(outputFile('no/report.json', folder)).rejects.toThrow(
      new UsageError(`--output no/report.json: the folder ${folder}/no does not exist; create it first`),
    );
  });

  it('does not take a folder for a file', async () => {
    await mkdir(join(folder, 'reports'));
    await expect(outputFile('reports', folder)).rejects.toThrow(
      new UsageError('--output reports: expected the name of a file, but it is a folder'),
    );
  });

  it('keeps the old file and no temporary one when it cannot write', async () => {
    const file = await outputFile('report.json', folder);
    await mkdir(file.path);
    await expect(file.write('new')).rejects.toThrow(/^cannot write .*report\.json: /u);
    expect(await readdir(folder)).toEqual(['report.json']);
  });
});
