import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { run } from '../../cli/run.ts';
import type { OrganizationReport } from '../../lib/model/organization.ts';
import { startLocalAws } from '../../local-aws/server.ts';
import {
  auditAccount,
  auditAccountId,
  emptyAccount,
  externalId,
  listed,
  memberAccount,
  organizationId,
} from '../organization/member-accounts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { terminal as newTerminal } from '../support/terminal.ts';

const region = 'eu-west-3';
const [member, denying, empty] = ['222233334444', '333344445555', '444455556666'] as const;
const common = ['scan', '--regions', region, '--no-progress', '--rule', 'stream-role-allows-tag-session'];

async function organization() {
  const aws = await startLocalAws({
    account: await auditAccount(),
    members: {
      [member]: await memberAccount(member, { regions: [region] }),
      [denying]: await memberAccount(denying, { regions: [region], trust: null }),
      [empty]: emptyAccount(empty, [region]),
    },
    organization: {
      id: organizationId,
      accounts: [auditAccountId, member, denying]
        .map((id) => listed(id))
        .concat(listed(empty, { Paths: [`${organizationId}/r-ab12/ou-ab12-99999999/${empty}/`] })),
    },
  });
  onTestFinished(() => aws.close());
  const variables = {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'eu-central-1',
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
}

describe('scan --organization', { timeout: 30_000 }, () => {
  it('scans every account and reports on all of them together', async () => {
    await organization();
    const terminal = newTerminal();
    expect(await run([...common, '--organization', '--external-id', externalId, '--format', 'json'], terminal)).toBe(1);
    const report = JSON.parse(terminal.out) as OrganizationReport;
    expect(report.accounts.map(({ accountId, outcome }) => `${accountId} ${outcome}`)).toStrictEqual([
      `${denying} incomplete`,
      `${auditAccountId} scanned`,
      `${member} scanned`,
      `${empty} scanned`,
    ]);
    expect(report.accounts[0]?.why).toMatch(/^The audit role cannot be assumed: AccessDenied/);
    expect(report.problems[0]?.accounts.map(({ accountId }) => accountId)).toStrictEqual([auditAccountId, member]);
  });

  it('scans only the accounts of an organizational unit, and writes a file', async () => {
    await organization();
    const folder = await temporaryFolder();
    const terminal = newTerminal({ cwd: folder });
    const args = [
      ...common,
      '--organization',
      '--external-id',
      externalId,
      '--ou',
      'ou-ab12-99999999',
      '--output',
      'all.csv',
    ];
    expect(await run(args, terminal)).toBe(0);
    expect(terminal.err).toContain('1 of 1 accounts: 444455556666 scanned\n');
    expect(terminal.err).toContain(`Report written to ${join(folder, 'all.csv')}`);
  });

  it('says what to do where accounts cannot be listed', async () => {
    const aws = await startLocalAws({ account: await auditAccount() });
    onTestFinished(() => aws.close());
    vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
    const terminal = newTerminal();
    expect(await run([...common, '--organization'], terminal)).toBe(2);
    expect(terminal.err).toContain('use credentials of the management account or of a delegated administrator');
  });
});

describe('scan --exports', { timeout: 30_000 }, () => {
  it('scans each export of a folder', async () => {
    const folder = await temporaryFolder();
    await cp('examples/demo-account', join(folder, 'first'), { recursive: true });
    await mkdir(join(folder, 'second'));
    await writeFile(join(folder, 'second', 'account.json'), 'not JSON');
    const terminal = newTerminal({ cwd: folder });
    expect(await run([...common, '--exports', '.'], terminal)).toBe(1);
    expect(terminal.out).toContain('SAML sign-in to WorkSpaces and AppStream: 1 account scanned, 1 incomplete\n');
    expect(terminal.out).toContain('- second: ');
    expect(terminal.out).toMatch(/PROBLEMS\n/);
  });

  it.each([
    [['--exports', 'nothing-here'], 'expected a folder with exports in it'],
    [['--exports', '.', '--organization'], '--organization and --exports cannot be used together'],
    [['--exports', '.', '--export', 'x'], '--export is for one account; leave it out here'],
    [['--exports', '.'], 'expected folders with an account.json in it'],
  ])('refuses %j in words', async (args, message) => {
    const terminal = newTerminal({ cwd: await temporaryFolder() });
    expect(await run([...common, ...args], terminal)).toBe(2);
    expect(terminal.err).toContain(message);
  });
});
