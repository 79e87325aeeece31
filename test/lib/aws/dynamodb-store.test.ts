import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { dynamodbStore } from '../../../lib/aws/dynamodb-store.ts';
import type { Fault } from '../../../local-aws/faults.ts';
import { type LocalAws, startLocalAws } from '../../../local-aws/server.ts';
import { accountId, entryOf } from '../../support/history.ts';
import { finding, role } from '../../support/report.ts';
import { keepsItsPromises } from '../store/contract.ts';

async function table(...faults: Fault[]): Promise<LocalAws> {
  const aws = await startLocalAws({ account: {}, dynamodb: { tables: ['history'] }, faults });
  onTestFinished(() => aws.close());
  vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
  return aws;
}

const store = (maxAttempts = 1) => dynamodbStore({ table: 'history', region: 'eu-central-1', maxAttempts });

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => finding({ resource: role(`role-${index}`) }));

const nothing = { lives: [], waiting: [] };

describe('dynamodbStore', () => {
  keepsItsPromises(async () => {
    await table();
    return store;
  });

  it('writes nothing but the last scan when nothing changed', async () => {
    const aws = await table();
    await store().record(accountId, entryOf(nothing, 1, many(3)));
    aws.requests.clear();
    await store().record(accountId, entryOf(await store().read(accountId), 2, many(3)));
    expect(aws.requests.counts).toStrictEqual({ 'dynamodb:Query': 1, 'dynamodb:PutItem': 1 });
  });

  it('reads page after page, and never an older state than it wrote', async () => {
    const aws = await table();
    const message = 'x'.repeat(40_000);
    const findings = many(60).map((one) => ({ ...one, message }));
    await store().record(accountId, entryOf(nothing, 1, findings));
    aws.requests.clear();
    expect((await store().read(accountId)).lives).toHaveLength(60);
    expect(aws.requests.total).toBeGreaterThan(3);
    expect(aws.requests.log.every(({ input }) => input['ConsistentRead'] === true)).toBe(true);
  });

  it('cuts down a finding that is too large for an item, and tells it as it was kept', async () => {
    await table();
    const large = finding({ message: 'x'.repeat(500_000) });
    const { notices } = await store().record(accountId, entryOf(nothing, 1, [large]));
    expect(notices).toMatchObject([{ finding: { message: `${'x'.repeat(999)}…` } }]);
    expect((await store().read(accountId)).waiting).toMatchObject([{ notices }]);
  });

  it('records what it can, says what it could not, and does not count the scan', async () => {
    await table({ kind: 'deny', on: { operation: 'PutItem' }, nth: 3, times: 1 });
    const { notices, problems } = await store().record(accountId, entryOf(nothing, 1, many(3)));
    expect(notices).toHaveLength(2);
    expect(problems).toStrictEqual([
      '1 of 3 changes were not recorded: AccessDeniedException: User is not authorized to perform: dynamodb:PutItem',
    ]);
    const history = await store().read(accountId);
    expect(history.lives).toHaveLength(2);
    expect(history).not.toHaveProperty('lastScan');
  });

  it('knows its own work again when the answer to it got lost', async () => {
    await table({ kind: 'cut', when: 'after', on: { operation: 'PutItem' }, nth: 2, times: 1 });
    const { notices, problems } = await store(2).record(accountId, entryOf(nothing, 1, many(1)));
    expect(problems).toStrictEqual([]);
    expect(notices).toHaveLength(1);
  });

  it('tries again what may help, and nothing else', async () => {
    const aws = await table({ kind: 'throttle', times: 1 });
    expect(await store(2).read(accountId)).toStrictEqual(nothing);
    expect(aws.requests.total).toBe(2);
    aws.addFault({ kind: 'deny' });
    aws.requests.clear();
    await expect(store(2).read(accountId)).rejects.toThrow(
      'The history of account 111122223333 in table history cannot be read: AccessDeniedException: User is not authorized to perform: dynamodb:Query',
    );
    expect(aws.requests.total).toBe(1);
  });

  it('says which item is not its own instead of reading on', async () => {
    const aws = await table();
    const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0`;
    await fetch(aws.url, {
      method: 'POST',
      headers: {
        authorization,
        'x-amz-date': '20260101T000000Z',
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'DynamoDB_20120810.PutItem',
      },
      body: JSON.stringify({ TableName: 'history', Item: { pk: { S: accountId }, sk: { S: 'FINDING#a' } } }),
    });
    await expect(store().read(accountId)).rejects.toThrow(
      'cannot be read: Error: item FINDING#a is not as this version writes it: a member is missing',
    );
  });

  it('loses nothing when there are more changes than it writes at once', async () => {
    const aws = await table();
    const entry = entryOf(nothing, 1, many(100));
    expect((await store().record(accountId, entry)).notices).toHaveLength(100);
    expect((await store().read(accountId)).lives).toHaveLength(100);
    expect(aws.requests.counts).toMatchObject({ 'dynamodb:PutItem': 102 });
  });
});
