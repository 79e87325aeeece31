import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { dynamodbStore } from '../../../lib/aws/dynamodb-store.ts';
import type { Fault } from '../../../local-aws/faults.ts';
import { type LocalAws, startLocalAws } from '../../../local-aws/server.ts';
import type { Finding } from '../../../lib/model/finding.ts';
import { dynamodb } from '../../faults/deployment.ts';
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

interface Item {
  readonly sk?: { readonly S?: string };
  readonly expires?: { readonly N?: string };
}

const items = async ({ url }: LocalAws): Promise<readonly Item[]> =>
  (await dynamodb(url, 'Scan', { TableName: 'history' }))['Items'] as readonly Item[];

const put = ({ url }: LocalAws, texts: Readonly<Record<string, unknown>>, others: object = {}) =>
  dynamodb(url, 'PutItem', {
    TableName: 'history',
    Item: { ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { S: text }])), ...others },
  });

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

  it.each<[string, string, Readonly<Record<string, unknown>>, string]>([
    ['no life', 'FINDING#a', {}, 'life: expected JSON text'],
    [
      'a life that is no JSON',
      'FINDING#a',
      { life: '{' },
      "life: not JSON, line 1, column 2: expected property name or '}'",
    ],
    ['a life that is a list', 'FINDING#a', { life: '[]' }, 'life: expected an object'],
    ['a life without a finding', 'FINDING#a', { life: '{"status":"open"}' }, 'life.finding: expected an object'],
    ['null for a life', 'FINDING#a', { life: 'null' }, 'life: expected an object'],
    ['a scan of another kind', 'SCAN', { scan: '{"id":7}' }, 'scan.id: expected text'],
    ['a batch without its scan', 'BATCH#a', { occasion: '{}' }, 'occasion.scan: expected an object'],
    [
      'a batch without coverage',
      'BATCH#a',
      { occasion: '{"scan":{"id":"s","startedAt":"2026-11-21T00:00:00Z"}}' },
      'occasion.coverage: expected a list',
    ],
  ])('says which item is not its own instead of reading on: %s', async (_, sk, members, wrong) => {
    const aws = await table();
    await put(aws, { pk: accountId, sk, ...members });
    await expect(store().read(accountId)).rejects.toThrow(
      new Error(
        `The history of account ${accountId} in table history cannot be read: ` +
          `Error: item ${sk} is not as this version writes it: ${wrong}`,
      ),
    );
  });

  it('says which mark is not its own', async () => {
    const aws = await table();
    const { changes } = entryOf(nothing, 1, many(1));
    const life = { S: JSON.stringify(changes[0]?.life) };
    const untold = { M: { abc: { S: '{"batchId":"b","scan":{"id":"s","startedAt":"2026-11-21T00:00:00Z"}}' } } };
    await put(aws, { pk: accountId, sk: 'FINDING#a' }, { life, untold });
    await expect(store().read(accountId)).rejects.toThrow(
      'item FINDING#a is not as this version writes it: untold.abc.notice: expected an object',
    );
  });

  it('lets the table forget what is closed, and not what is open again', async () => {
    const aws = await table();
    const expiry = async () => (await items(aws)).find(({ sk }) => sk?.S?.startsWith('FINDING#'))?.expires?.N;
    const after = async (day: number, findings: readonly Finding[]) => {
      await store().record(accountId, entryOf(await store().read(accountId), day, findings));
      return expiry();
    };
    expect(await after(1, many(1))).toBe(undefined);
    const closed = await after(2, [finding({ resource: role('role-0'), status: 'pass' })]);
    const [life] = (await store().read(accountId)).lives;
    expect(life?.status).toBe('resolved');
    expect(Number(closed)).toBe(Date.parse(life?.lastChanged ?? '') / 1_000 + 400 * 86_400);
    expect(await after(3, many(1))).toBe(undefined);
  });

  it('loses nothing when there are more changes than it writes at once', async () => {
    const aws = await table();
    const entry = entryOf(nothing, 1, many(100));
    expect((await store().record(accountId, entry)).notices).toHaveLength(100);
    expect((await store().read(accountId)).lives).toHaveLength(100);
    expect(aws.requests.counts).toMatchObject({ 'dynamodb:PutItem': 102 });
  });
});
