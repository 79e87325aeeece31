import { createHash } from 'node:crypto';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startLocalAws } from '../../../local-aws/server.ts';
import type { Fault } from '../../../local-aws/faults.ts';
import { reportStore } from '../../../lib/aws/report-store.ts';
import { signedRequest } from '../../../lib/aws/signed-request.ts';

const region = 'eu-central-1';

/** A real S3 implementation with one bucket, named by AWS_ENDPOINT_URL as for the SDK. */
async function bucket(...faults: Fault[]) {
  const aws = await startLocalAws({ account: {}, messaging: { buckets: ['reports'] }, faults });
  onTestFinished(() => aws.close());
  vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
  return {
    aws,
    stored: async (key: string) =>
      signedRequest({ service: 's3', region, method: 'GET', url: new URL(`/reports/${key}`, aws.url) }),
  };
}

describe('reportStore', () => {
  it('puts a report of more than 6 MB where it says', async () => {
    const { stored } = await bucket();
    const json = JSON.stringify({ text: 'é'.repeat(4_000_000) });
    const url = await reportStore('reports', region).put('111122223333/scan-1.json', json);
    expect(url).toBe('s3://reports/euc-saml-audit/111122223333/scan-1.json');
    const { status, headers, body } = await stored('euc-saml-audit/111122223333/scan-1.json');
    expect([status, headers['content-type']]).toStrictEqual([200, 'application/json']);
    expect(createHash('sha256').update(body).digest('hex')).toBe(createHash('sha256').update(json).digest('hex'));
  });

  it('tries again when S3 has trouble or the connection breaks', async () => {
    const { aws, stored } = await bucket(
      { kind: 'server-error', on: { service: 's3' }, times: 1 },
      { kind: 'cut', on: { service: 's3' }, nth: 2, times: 1 },
    );
    await reportStore('reports', region, [1, 1]).put('scan.json', '{}');
    expect(aws.requests.total).toBe(3);
    expect((await stored('euc-saml-audit/scan.json')).body).toBe('{}');
  });

  it('gives up in the end, and says what S3 said', async () => {
    const { aws } = await bucket({ kind: 'throttle', on: { service: 's3' } });
    await expect(reportStore('reports', region, [1, 1]).put('scan.json', '{}')).rejects.toThrow(
      /^S3 answered 503 to PutObject on reports: SlowDown/,
    );
    expect(aws.requests.total).toBe(3);
  });

  it('gives up in the end, and says what the network said', async () => {
    const { aws } = await bucket({ kind: 'cut', on: { service: 's3' } });
    await expect(reportStore('reports', region, [1]).put('scan.json', '{}')).rejects.toThrow(
      new Error(`PUT ${new URL(aws.url).host}: other side closed`),
    );
    expect(aws.requests.total).toBe(2);
  });

  it('takes a page of a proxy with status 200 for no delivery', async () => {
    const { aws } = await bucket({ kind: 'html', status: 200, on: { service: 's3' } });
    await expect(reportStore('reports', region, [1]).put('scan.json', '{}')).rejects.toThrow(
      new Error('PutObject on reports: the endpoint answered something that is not an AWS response (HTTP 200)'),
    );
    expect(aws.requests.total).toBe(1);
  });

  it('does not try again what S3 refuses', async () => {
    const { aws } = await bucket();
    await expect(reportStore('elsewhere', region, [1, 1]).put('scan.json', '{}')).rejects.toThrow(
      /^S3 answered 404 to PutObject on elsewhere: NoSuchBucket: The specified bucket does not exist/,
    );
    expect(aws.requests.total).toBe(1);
  });
});
