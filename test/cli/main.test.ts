import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalAws } from '../../local-aws/server.ts';
import type { LocalAws } from '../../local-aws/server.ts';
import type { Report } from '../../lib/model/report.ts';

// These tests start the program as a user does, in a process of its own, with nothing of this environment.

const regions = 'eu-central-1,eu-west-3,us-east-1';
const nobody = { AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull, AWS_EC2_METADATA_DISABLED: 'true' };
const somebody = { ...nobody, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1' };

async function program(args: readonly string[], env: Record<string, string> = {}, node: readonly string[] = []) {
  const command = [...node, 'cli/bin.mjs', ...args];
  try {
    const options = { env, maxBuffer: 64 * 1024 * 1024, timeout: 60_000 };
    return { code: 0, ...(await promisify(execFile)(process.execPath, command, options)) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

describe('the program', { timeout: 60_000 }, () => {
  let aws: LocalAws;
  let folder: string;
  beforeAll(async () => {
    aws = await startLocalAws({ account: 'examples/demo-account' });
    folder = await mkdtemp(join(tmpdir(), 'program-'));
  });
  afterAll(async () => {
    await aws.close();
    await rm(folder, { recursive: true });
  });

  it('says which Node it needs when an older one starts it', async () => {
    const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0' } })`;
    const { code, stdout, stderr } = await program(['--version'], {}, ['--import', `data:text/javascript,${older}`]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      'euc-saml-audit needs Node 24 or later and was started by Node 20.1.0.\n' +
        'Install Node 24 from https://nodejs.org. In a checkout on Linux, npm ci brings it along and npx uses it.\n',
    );
  });

  it('can be started from the shell by its own first line', async () => {
    expect((await readFile('cli/bin.mjs', 'utf8')).split('\n')[0]).toBe('#!/usr/bin/env node');
    const { stdout } = await promisify(execFile)('cli/bin.mjs', ['--version'], {
      env: { PATH: `${join(process.execPath, '..')}:${process.env['PATH']}` },
    });
    expect(stdout).toBe('0.2.0\n');
  });

  it.each([
    ['a closed pipe', 'pipe', 'standard output was closed before everything was written'],
    ['a full device', '/dev/full', 'standard output cannot be written: no space is left on the device'],
  ])('says in a sentence that its report did not arrive: %s', async (_, target, says) => {
    const full = target === 'pipe' ? undefined : await open(target, 'w');
    const args = ['cli/bin.mjs', 'scan', '--export', 'examples/demo-account', '--format', 'json'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', full?.fd ?? 'pipe', 'pipe'], env: {} });
    child.stdout?.destroy();
    let stderr = '';
    child.stderr?.on('data', (text) => (stderr += String(text)));
    const [code] = await once(child, 'close');
    await full?.close();
    expect(stderr).toBe(`euc-saml-audit: ${says}\n`);
    expect(code).toBe(2);
  });

  it('finds in a live account what it finds in an export of it', async () => {
    const args = ['--regions', regions, '--format', 'json'];
    const live = await program(['scan', ...args], { ...somebody, AWS_ENDPOINT_URL: aws.url });
    expect(live.stderr).toBe('');
    expect(live.code).toBe(1);

    const target = join(folder, 'export');
    const made = await program(['export', target, '--regions', regions], { ...somebody, AWS_ENDPOINT_URL: aws.url });
    expect(made.stderr).toBe('');
    expect(made.code).toBe(3);
    expect(made.stdout).toMatch(
      /^\d+ calls about account 111122223333 recorded in .*\/export\n\nMISSING DATA: 3 API calls failed\n/u,
    );
    expect((await readdir(target)).toSorted()).toEqual([
      'account.json',
      'eu-central-1',
      'eu-west-3',
      'export.json',
      'global',
      'us-east-1',
    ]);

    const exported = await program(['scan', '--export', target, ...args]);
    expect(findings(exported.stdout).map(verdict)).toEqual(findings(live.stdout).map(verdict));
    expect(findings(live.stdout).length).toBeGreaterThan(50);

    const again = await program(['export', target], { ...somebody, AWS_ENDPOINT_URL: aws.url });
    expect(again).toMatchObject({
      code: 2,
      stderr: `euc-saml-audit: ${target} is not empty: name a new or empty folder for the export.\n`,
    });
  });

  it.each(['scan', 'export'])('%s says what to do without credentials', async (command) => {
    const args = command === 'scan' ? [] : [join(folder, 'none')];
    const { code, stdout, stderr } = await program([command, ...args], { ...nobody, AWS_REGION: 'us-east-1' });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /^euc-saml-audit: Cannot tell which AWS account this is: CredentialsProviderError: .*Give credentials: .*\n$/u,
    );
  });

  it.each([
    [{ kind: 'expired-token' }, 'ExpiredToken: the credentials expired. Sign in again and repeat.'],
    [
      { kind: 'html', status: 200 },
      'NotAnAwsResponse: the endpoint answered something that is not an AWS response (HTTP 200). ' +
        'Check AWS_ENDPOINT_URL and the proxy in between.',
    ],
  ] as const)('says what to do when %o', async (fault, message) => {
    const active = aws.addFault({ ...fault, on: { service: 'sts' } });
    const { code, stderr } = await program(['scan'], { ...somebody, AWS_ENDPOINT_URL: aws.url });
    active.remove();
    expect(code).toBe(2);
    expect(stderr).toBe(`euc-saml-audit: Cannot tell which AWS account this is: ${message}\n`);
  });

  it('demonstrates itself in less than 200 lines', async () => {
    const { code, stdout } = await program(['demo']);
    expect(code).toBe(0);
    expect(stdout.split('\n').length).toBeLessThan(200);
    expect(stdout).toContain('\nDOES SIGN-IN WORK?  No.');
    expect(stdout).toContain('\nSIGN-IN PATHS: 15 ');
  });

  it('demonstrates itself without a thought of any real account', async () => {
    const { code, stdout, stderr } = await program(['demo', '--all'], {
      AWS_PROFILE: 'production',
      AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9',
      AWS_ACCESS_KEY_ID: 'real',
      AWS_REGION: 'nowhere-1',
    });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout.match(/^── .*?(?=─|$)/gmu)).toEqual([
      '── 1. The report ',
      '── 2. The first day: everything is new ',
      '── 3. The second day: nothing changed ',
      '── 4. The third day: what changed ',
      '── 5. A sign-in that failed: why, and after the fix ',
    ]);
    const [, failed, informational] = /\nResult: (\d+) findings \([^)]* (\d+)\s+informational\)/u.exec(stdout) ?? [];
    const forPeople = Number(failed) - Number(informational);
    expect(stdout).toMatch(
      new RegExp(
        `\\n  Subject: \\[euc-saml-audit\\] 111122223333: users locked out of [^\\n]*\\(${forPeople} new\\)\\n`,
      ),
    );
    expect(stdout).toContain(`\nFindings topic: ${failed} messages\n`);
    expect(stdout).toContain('\nAlerts topic: 0 messages. Findings topic: 0 messages.\n');
    const third = stdout.slice(stdout.indexOf('── 4.'));
    expect(third).toMatch(
      /\n  Subject: \[euc-saml-audit\] 111122223333: .*1 new.*1 no longer verifiable.*1 fixed.*\n/u,
    );
    expect(third).toMatch(/\nFindings topic: 3 messages\n(?: {2}(opened|resolved|lost-sight) .*\n){3}/u);
    expect(stdout).toContain('\nIn Slack or Microsoft Teams');
    expect(stdout).toMatch(/"finding": \{\n {8}"id": "111122223333\//u);
  });

  it('says so when nothing answers', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const { code, stderr } = await program(['scan'], { ...somebody, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^euc-saml-audit: Cannot tell which AWS account this is: .*ECONNREFUSED.*\n$/u);
  });
});

const findings = (text: string): Report['findings'] => JSON.parse(text).findings;

/** Everything but the reason why something is unknown, which an export and AWS put in different words. */
const verdict = ({ id, status, severity, evidence, ...finding }: Report['findings'][number]) =>
  status === 'unknown' ? { id, status, severity } : { id, status, severity, evidence, message: finding.message };
