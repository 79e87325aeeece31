import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { liveSource } from '../../lib/aws/live-source.ts';
import { scan } from '../../lib/scan/scan.ts';
import type { Coverage } from '../../lib/model/snapshot.ts';
import type { Fault } from '../../local-aws/faults.ts';
import { type LocalAws, startLocalAws } from '../../local-aws/server.ts';
import { rules } from '../../rules/index.ts';
import { command, scanned } from './support.ts';
import { smallAccount } from './small-account.ts';

/** The account behind HTTP, where the process's own environment leads to. */
async function awsWith(...faults: readonly Fault[]): Promise<LocalAws> {
  const aws = await startLocalAws({ account: smallAccount, faults });
  onTestFinished(() => aws.close());
  for (const [name, value] of Object.entries({
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  }))
    vi.stubEnv(name, value);
  return aws;
}

const inOneRegion = ['--regions', 'eu-central-1', '--fail-on', 'medium'];
const notRead = (coverage: readonly Coverage[]) =>
  coverage.filter(({ outcome }) => outcome !== 'read').map(({ call, outcome, detail }) => [call, outcome, detail]);

it('the account that is disturbed below is right but for some advice', async () => {
  await awsWith();
  const { exitCode, coverage, summary } = await scanned(...inOneRegion);
  expect(exitCode).toBe(0);
  expect(notRead(coverage)).toEqual([]);
  expect(summary.unknown).toBe(0);
});

describe('something that happens in the middle of a scan', () => {
  it.each<[string, Fault, outcome: string, detail: string]>([
    [
      'the token expires',
      { kind: 'expired-token', on: { service: 'workspaces' } },
      'failed',
      'ExpiredTokenException: the credentials expired',
    ],
    [
      'the key is deleted',
      { kind: 'error', code: 'UnrecognizedClientException', status: 400, on: { service: 'workspaces' } },
      'failed',
      'UnrecognizedClientException: AWS stopped accepting the credentials during the scan',
    ],
    [
      'a proxy wants a password',
      { kind: 'html', status: 200, on: { service: 'workspaces' } },
      'failed',
      'NotAnAwsResponse: the endpoint answered something that is not an AWS response (HTTP 200)',
    ],
    [
      'a policy is taken away',
      { kind: 'deny', on: { service: 'workspaces' } },
      'denied',
      'AccessDeniedException: User is not authorized to perform: workspaces:',
    ],
  ])('%s: what was not read is unknown, and the rest is judged', async (_, fault, outcome, detail) => {
    await awsWith(fault);
    const { exitCode, coverage, findings, summary } = await scanned(...inOneRegion);
    expect(exitCode).toBe(3);
    expect(summary.complete).toBe(false);
    expect(notRead(coverage)).toEqual(
      ['DescribeConnectionAliases', 'DescribeIpGroups', 'DescribeWorkspaceDirectories'].map((operation) => [
        `workspaces:${operation}`,
        outcome,
        detail.endsWith(':') ? detail + operation : detail,
      ]),
    );
    const onDesktops = findings.filter(({ resource }) => resource.type.startsWith('workspaces.'));
    expect(onDesktops.length).toBeGreaterThan(15);
    expect(onDesktops.filter(({ status }) => status === 'pass' || status === 'fail')).toEqual([]);
    expect(findings.find(({ ruleId }) => ruleId === 'stream-role-requires-persistent-subject')?.status).toBe('pass');
  });

  it('is told in the table as well, with what to do', async () => {
    await awsWith({ kind: 'expired-token', on: { operation: 'DescribeIpGroups' } });
    const { code, out, err } = await command('scan', ...inOneRegion);
    expect(err).toBe('');
    expect(code).toBe(3);
    expect(out).toContain(`
  workspaces:DescribeIpGroups: failed in eu-central-1
    Error: ExpiredTokenException: the credentials expired
    To fix: Scan again. If the call keeps failing, run it with the AWS CLI.
    Affected rules: workspaces-directory-ip-restricted, workspaces-directory-served-by-stream-role,
                    workspaces-ip-group-not-empty
`);
    expect(out).toMatch(/\nResult: .* 3 unknown\. The scan is\s+incomplete\./);
  });
});

describe('throttling that does not end', { timeout: 30_000 }, () => {
  const credentials = () => Promise.resolve({ accessKeyId: 'test', secretAccessKey: 'test' });

  it('leaves every verdict unknown, and none pass or fail', async () => {
    const services = ['iam', 'workspaces', 'appstream'];
    const aws = await awsWith(...services.map((service): Fault => ({ kind: 'throttle', on: { service } })));
    const { coverage, findings, summary } = await scan({
      // One attempt: what AWS's client waits between two of them is not ours to lift.
      source: liveSource({ credentials, rates: {}, maxAttempts: 1 }),
      rules,
      regions: ['eu-central-1'],
      scanId: 'scan',
      clock: () => new Date('2026-11-21T08:00:00.000Z'),
    });
    expect(notRead(coverage).map(([, outcome, detail]) => `${outcome} ${detail}`)).toEqual([
      ...Array.from({ length: 3 }, () => 'throttled Throttling: Rate exceeded'),
      ...Array.from({ length: 7 }, () => 'throttled ThrottlingException: Rate exceeded'),
    ]);
    expect(findings.filter(({ status }) => status === 'pass' || status === 'fail')).toEqual([]);
    expect(summary).toMatchObject({ pass: 0, complete: false });
    expect(summary.unknown).toBeGreaterThan(40);
    expect(aws.requests.total).toBe(11);
  });

  it('is waited for at the pace of the account', async () => {
    const aws = await awsWith({ kind: 'throttle', times: 1, on: { service: 'acm-pca' } });
    const slept: number[] = [];
    let now = 0;
    const clock = {
      now: () => now,
      sleep: async (ms: number) => {
        slept.push(ms);
        now += ms;
      },
    };
    const arn = 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
    const answer = await liveSource({ credentials, clock }).read({
      service: 'acm-pca',
      operation: 'DescribeCertificateAuthority',
      region: 'eu-central-1',
      resource: '11111111-2222-3333-4444-555555555555',
      input: { CertificateAuthorityArn: arn },
    });
    expect(answer).toMatchObject({ outcome: 'denied', requests: 2 });
    expect(slept).toEqual([500]);
    expect(aws.requests.log.map(({ service }) => service)).toEqual(['sts', 'acm-pca', 'acm-pca']);
  });
});
