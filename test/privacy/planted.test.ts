import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../cli/run.ts';
import { collect } from '../../lib/collect/collect.ts';
import { calls } from '../../lib/collect/calls.ts';
import { exportSource } from '../../lib/export/export-source.ts';
import { recordingSource } from '../../lib/export/record.ts';
import { openExport } from '../../local-aws/export-data.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { terminal } from '../support/terminal.ts';
import { answersOf, planted, plantedAccount } from './planted.ts';

/** What a reader finds in any letter case. */
const traces = (text: string): readonly string[] =>
  text.toLowerCase().match(new RegExp(`.{0,60}${planted}`, 'g')) ?? [];

/** That account, and what is recorded of it. */
async function recordedAccount() {
  const account = await temporaryFolder(Object.fromEntries(plantedAccount(await openExport('examples/demo-account'))));
  const recorded = join(await temporaryFolder(), 'export');
  await collect({
    source: recordingSource(await exportSource(account), recorded),
    asOf: '2026-11-21T00:00:00.000Z',
  });
  const files = (await readdir(recorded, { recursive: true })).filter((name) => name.endsWith('.json'));
  return { account, recorded, files };
}

describe('an account with a person in every answer', () => {
  it('has an answer to every call, and the person in it', async () => {
    const { account, files } = await recordedAccount();
    expect(answersOf(files).length).toBe(Object.keys(calls).length - 1);
    const raw = await Promise.all(files.map((file) => readFile(join(account, file), 'utf8')));
    expect(raw.filter((text) => traces(text).length === 0)).toEqual([]);
  });

  it('gives an export without that person', async () => {
    const { recorded, files } = await recordedAccount();
    for (const file of files) expect([file, traces(await readFile(join(recorded, file), 'utf8'))]).toEqual([file, []]);
  });

  it.each(['json', 'markdown', 'table'])('gives a report as %s without that person', async (format) => {
    const { account } = await recordedAccount();
    const screen = terminal();
    await run(['scan', '--export', account, '--format', format, '--paths'], screen);
    expect(screen.out.length).toBeGreaterThan(10_000);
    expect(traces(screen.out + screen.err)).toEqual([]);
  });
});
