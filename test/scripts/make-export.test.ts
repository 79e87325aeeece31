import { execFile, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { collect } from '../../lib/collect/collect.ts';
import { exportSource } from '../../lib/export/export-source.ts';
import { recordingSource } from '../../lib/export/record.ts';
import { openExport } from '../../local-aws/export-data.ts';
import { planted, plantedAccount } from '../privacy/planted.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const script = resolve('scripts/make-export.sh');
const hasTools = ['bash', 'jq'].every((tool) => spawnSync(tool, ['--version']).status === 0);

const aliases = ['desktop', 'lab', 'old'].map((name) => ({ AliasId: `wsca-${name}`, ConnectionString: name }));
const secrets = {
  'eu-central-1/appstream.describe-directory-configs.json': {
    DirectoryConfigs: [
      { DirectoryName: 'corp', ServiceAccountCredentials: { AccountName: 'svc-join', AccountPassword: 'hunter2' } },
    ],
  },
  'eu-central-1/appstream.describe-users.json': {
    Users: [{ UserName: 'jo@example.com', FirstName: 'Jo', LastName: 'Doe', Enabled: true }],
  },
  'eu-central-1/appstream.describe-user-stack-associations.Finance-Apps.json': {
    UserStackAssociations: [{ StackName: 'Finance-Apps', UserName: 'jo@example.com', AuthenticationType: 'USERPOOL' }],
  },
  'eu-central-1/workspaces.describe-workspaces.json': {
    Workspaces: [
      {
        WorkspaceId: 'ws-1',
        DirectoryId: 'd-1',
        State: 'AVAILABLE',
        UserName: 'jo',
        IpAddress: '10.0.0.1',
        WorkspaceProperties: { Protocols: ['WSP'], RunningMode: 'AUTO_STOP' },
      },
    ],
  },
  'eu-central-1/workspaces.describe-connection-aliases.json': { ConnectionAliases: aliases },
  'account.json': {
    UserId: 'AROAEXAMPLE:jo@example.com',
    Account: '111122223333',
    Arn: 'arn:aws:sts::111122223333:assumed-role/Audit/jo@example.com',
  },
};

const jsonFiles = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder, { recursive: true }))
    .filter((name) => name.endsWith('.json') && name !== 'export.json')
    .toSorted();

/** Each export has pseudonyms of its own. */
const comparable = (text: string): unknown => JSON.parse(text.replaceAll(/"[0-9a-f]{16}"/g, '"a user"'));

// Runs the script with an `aws` that answers from the demo account, changed by `secrets`.
describe.skipIf(!hasTools)('scripts/make-export.sh', () => {
  let folder: string;
  const made = (file: string): Promise<string> => readFile(join(folder, 'export', file), 'utf8');
  const runOn = (account: string, ...args: string[]) =>
    promisify(execFile)(script, args, {
      env: {
        PATH: `${resolve('test/support/fake-aws')}:${process.env['PATH']}`,
        FAKE_AWS_ACCOUNT: account,
        FAKE_AWS_LOG: `${account}.log`,
      },
    });
  const run = (...args: string[]) => runOn(join(folder, 'account'), ...args);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'make-export-'));
    await cp('examples/demo-account', join(folder, 'account'), { recursive: true });
    for (const [file, content] of Object.entries(secrets)) {
      await writeFile(join(folder, 'account', file), JSON.stringify(content));
    }
    await run(join(folder, 'export'), 'eu-central-1', 'us-east-1', 'eu-west-3');
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true }));

  it('writes every file that the account has an answer or an error for', async () => {
    expect(await jsonFiles(join(folder, 'export'))).toEqual(await jsonFiles(join(folder, 'account')));
  });

  it('asks for the pages that the AWS CLI does not follow', async () => {
    expect(JSON.parse(await made('eu-central-1/workspaces.describe-connection-aliases.json'))).toEqual({
      ConnectionAliases: aliases,
    });
  });

  it('leaves out credentials, and whose account, desktop or user it is', async () => {
    expect(JSON.parse(await made('eu-central-1/appstream.describe-directory-configs.json'))).toEqual({
      DirectoryConfigs: [{ DirectoryName: 'corp' }],
    });
    const { Users } = JSON.parse(await made('eu-central-1/appstream.describe-users.json')) as {
      readonly Users: readonly { readonly UserName: string }[];
    };
    const hash = Users[0]?.UserName;
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    expect(JSON.parse(await made('eu-central-1/appstream.describe-users.json'))).toEqual({
      Users: [{ UserName: hash, Enabled: true }],
    });
    expect(JSON.parse(await made('eu-central-1/appstream.describe-user-stack-associations.Finance-Apps.json'))).toEqual(
      {
        UserStackAssociations: [{ StackName: 'Finance-Apps', UserName: hash, AuthenticationType: 'USERPOOL' }],
      },
    );
    expect(JSON.parse(await made('eu-central-1/workspaces.describe-workspaces.json'))).toEqual({
      Workspaces: [{ DirectoryId: 'd-1', State: 'AVAILABLE', WorkspaceProperties: { Protocols: ['WSP'] } }],
    });
    expect(JSON.parse(await made('account.json'))).toEqual({
      Account: '111122223333',
      Arn: 'arn:aws:iam::111122223333:root',
    });
  });

  it('says when it was made', async () => {
    const before = Date.now() - 3_600_000;
    const { createdAt } = await exportSource(join(folder, 'export'));
    expect(Date.parse(createdAt ?? '')).toBeGreaterThan(before);
    expect(Date.parse(createdAt ?? '')).toBeLessThanOrEqual(Date.now());
  });

  it('notes what AWS refused, without the name of the caller', async () => {
    expect(JSON.parse(await made('us-east-1/appstream.describe-entitlements.Design-Studio.error.json'))).toEqual({
      code: 'AccessDeniedException',
      message:
        'the caller is not authorized to perform: appstream:DescribeEntitlements on resource: ' +
        'arn:aws:appstream:us-east-1:111122223333:stack/Design-Studio because no identity-based policy allows the ' +
        'appstream:DescribeEntitlements action',
    });
  });

  it('writes what the export command writes', async () => {
    const recorded = join(folder, 'recorded');
    await collect({
      source: recordingSource(await exportSource(join(folder, 'account')), recorded),
      asOf: '2026-11-21T00:00:00.000Z',
    });
    const files = await jsonFiles(recorded);
    expect(files.length).toBeGreaterThan(40);
    for (const file of files) {
      expect([file, comparable(await made(file))]).toEqual([
        file,
        comparable(await readFile(join(recorded, file), 'utf8')),
      ]);
    }
  });

  it('writes of an account with a person in every answer what the export command writes', async () => {
    const account = join(folder, 'planted');
    for (const [file, answer] of plantedAccount(await openExport('examples/demo-account'))) {
      await mkdir(dirname(join(account, file)), { recursive: true });
      await writeFile(join(account, file), JSON.stringify(answer));
    }
    const [byScript, byCommand] = [join(folder, 'by-script'), join(folder, 'by-command')];
    await runOn(account, byScript, 'eu-central-1', 'us-east-1', 'eu-west-3');
    await collect({
      source: recordingSource(await exportSource(account), byCommand),
      asOf: '2026-11-21T00:00:00.000Z',
    });
    for (const file of await jsonFiles(byCommand)) {
      const text = await readFile(join(byScript, file), 'utf8');
      expect([file, comparable(text)]).toEqual([file, comparable(await readFile(join(byCommand, file), 'utf8'))]);
    }
    for (const file of await jsonFiles(byScript)) {
      expect([file, (await readFile(join(byScript, file), 'utf8')).includes(planted)]).toEqual([file, false]);
    }
  });

  it('notes what AWS said after it had been asked again and again', async () => {
    const account = join(folder, 'throttled');
    await cp('examples/demo-account', account, { recursive: true });
    await rm(join(account, 'eu-central-1/workspaces.describe-ip-groups.json'));
    await writeFile(
      join(account, 'eu-central-1/workspaces.describe-ip-groups.error.json'),
      JSON.stringify({ code: 'ThrottlingException', message: 'Rate exceeded: try later', retries: 4 }),
    );
    await runOn(account, join(folder, 'after-retries'), 'eu-central-1');
    const file = join(folder, 'after-retries/eu-central-1/workspaces.describe-ip-groups.error.json');
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      code: 'ThrottlingException',
      message: 'Rate exceeded: try later',
    });
  });

  it('asks in the words of the AWS CLI', async () => {
    const log = (await readFile(join(folder, 'account.log'), 'utf8')).split('\n');
    expect(log.slice(0, 3)).toEqual([
      'sts get-caller-identity --output json',
      'iam get-account-authorization-details --filter Role LocalManagedPolicy AWSManagedPolicy --output json',
      'iam list-roles --output json',
    ]);
    expect(log).toContain('appstream describe-users --authentication-type USERPOOL --region us-east-1 --output json');
  });

  it('does not mix two exports', async () => {
    await expect(run(join(folder, 'export'), 'eu-central-1')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        'is not empty; an export is only true when nothing of an older one is left in it',
      ),
    });
  });

  it('says how it is called', async () => {
    await expect(run('only-a-folder')).rejects.toMatchObject({
      code: 2,
      stderr: `Usage: ${script} FOLDER REGION…\n`,
    });
  });
});
