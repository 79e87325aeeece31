import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileStore, HistoryFileError } from '../../../lib/store/file-store.ts';
import { accountId, entryOf } from '../../support/history.ts';
import { finding } from '../../support/report.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { keepsItsPromises } from './contract.ts';

describe('fileStore', () => {
  keepsItsPromises(async () => {
    const path = join(await temporaryFolder(), 'baseline.json');
    return () => fileStore(path);
  });

  it('leaves nothing but the file, which only its owner may read', async () => {
    const folder = await temporaryFolder();
    const store = fileStore(join(folder, 'baseline.json'));
    await store.record(accountId, entryOf(await store.read(accountId), 1, [finding()]));
    expect(await readdir(folder)).toStrictEqual(['baseline.json']);
    expect((await stat(join(folder, 'baseline.json'))).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['{"kind": "euc-saml-audit hist', /it is not JSON: .*; name another file, or move it away to start anew\.$/],
    ['{"findings": []}', /expected a file with "kind": "euc-saml-audit history"/],
    [
      '{"kind":"euc-saml-audit history","schemaVersion":"2"}',
      /expected schemaVersion "1", got "2": another version of this tool wrote it/,
    ],
    ['{"kind":"euc-saml-audit history","schemaVersion":"1"}', /accounts: expected an object/],
    [
      '{"kind":"euc-saml-audit history","schemaVersion":"1","accounts":{"111122223333":{"lives":[{}],"waiting":[]}}}',
      /accounts\.111122223333\.lives\[0\]\.finding: expected an object/,
    ],
    [
      '{"kind":"euc-saml-audit history","schemaVersion":"1","accounts":{"111122223333":{"lives":{},"waiting":[]}}}',
      /accounts\.111122223333\.lives: expected a list/,
    ],
  ])('refuses and keeps a file that holds %s', async (content, message) => {
    const path = join(await temporaryFolder(), 'baseline.json');
    await writeFile(path, content);
    const store = fileStore(path);
    await expect(store.read(accountId)).rejects.toThrow(HistoryFileError);
    await expect(store.read(accountId)).rejects.toThrow(message);
    await expect(store.record(accountId, entryOf({ lives: [], waiting: [] }, 1, [finding()]))).rejects.toThrow(message);
    expect(await readFile(path, 'utf8')).toBe(content);
  });

  it.each([
    ['status', 'asleep', 'lives[0].status: expected one of open, lost-sight, resolved, gone'],
    ['version', 0, 'lives[0].version: expected a whole number from 1'],
    ['lastChanged', 'yesterday', 'lives[0].lastChanged: expected a moment'],
  ])('notices a life whose %s was changed to %j', async (member, value, message) => {
    const path = join(await temporaryFolder(), 'baseline.json');
    const store = fileStore(path);
    await store.record(accountId, entryOf(await store.read(accountId), 1, [finding()]));
    const file = JSON.parse(await readFile(path, 'utf8')) as { accounts: Record<string, { lives: object[] }> };
    Object.assign(file.accounts[accountId]!.lives[0]!, { [member]: value });
    await writeFile(path, JSON.stringify(file));
    await expect(store.read(accountId)).rejects.toThrow(message);
  });

  it('keeps the old history and leaves no draft when the new one cannot be written', async () => {
    const folder = await temporaryFolder();
    const store = fileStore(join(folder, 'missing', 'baseline.json'));
    const entry = entryOf(await store.read(accountId), 1, [finding()]);
    await expect(store.record(accountId, entry)).rejects.toThrow(/baseline\.json cannot be written: ENOENT/);
    expect(await readdir(folder)).toStrictEqual([]);
  });

  it('says why a file cannot be read', async () => {
    const folder = await temporaryFolder();
    await expect(fileStore(folder).read(accountId)).rejects.toThrow(/ cannot be read: EISDIR/);
  });
});
