import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DescribeIpGroupsCommand } from '@aws-sdk/client-workspaces';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startLocalAws } from '../../local-aws/server.ts';
import { account, clients, credentials, local, region } from './support.ts';

/** An export on disk that goes when the test ends. */
async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'local-aws-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

const asText = (files: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([path, value]) => [path, JSON.stringify(value)]));

describe('an export on disk', () => {
  it('is served like one in memory, whatever else lies in the folder', async () => {
    const aws = await local({ account: await folderOf({ ...asText(account), 'README.md': 'not JSON' }) });
    const { workspaces } = clients(aws);
    const { Result } = await workspaces.send(new DescribeIpGroupsCommand());
    expect(Result?.map(({ groupId }) => groupId)).toEqual(['wsipg-1', 'wsipg-2', 'wsipg-3']);
  });

  it('must be a folder', async () => {
    const folder = await folderOf({ 'account.json': '{}' });
    const file = join(folder, 'account.json');
    await expect(startLocalAws({ account: file })).rejects.toThrow(
      `${file} is not a folder; expected the folder of an account export`,
    );
  });

  it('must be JSON', async () => {
    const folder = await folderOf({ 'global/iam.list-roles.json': '{"Roles": [' });
    await expect(startLocalAws({ account: folder })).rejects.toThrow(
      `${join(folder, 'global', 'iam.list-roles.json')} is not JSON: Unexpected end of JSON input`,
    );
  });
});

const start = (...args: string[]) => {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../local-aws/main.ts'), ...args]);
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
};

describe('node local-aws/main.ts', () => {
  it.each<'SIGINT' | 'SIGTERM'>(['SIGINT', 'SIGTERM'])('prints its URL, serves, and ends on %s', async (signal) => {
    const child = start(await folderOf(asText(account)));
    const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const sts = new STSClient({ endpoint: url, region, credentials, maxAttempts: 1 });
    expect((await sts.send(new GetCallerIdentityCommand())).Account).toBe('111122223333');
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('says what it expects', async () => {
    const child = start('--port', 'x', 'folder');
    const [line] = (await once(createInterface(child.stderr), 'line')) as [string];
    expect(line).toBe(
      'Expected --port to be a number, but got x. Usage: node local-aws/main.ts <export-folder> [--port N]',
    );
    expect(await once(child, 'exit')).toEqual([2, null]);
  });
});
