import { inParallel } from '../collect/in-parallel.ts';
import { expiryOf, type LifeChange, type Notice } from '../model/history.ts';
import type { HistoryEntry, HistoryStore } from '../model/ports.ts';
import type { Scan } from '../model/report.ts';
import { cutDown } from './cut-down.ts';
import { dynamodb, type DynamodbOptions } from './dynamodb.ts';
import { flag, historyIn, json, keys, map, number, text, type Untold, untoldIn } from './history-items.ts';

import type { Members } from './pages.ts';

export interface DynamodbStoreOptions extends Partial<DynamodbOptions> {
  /** With `pk` (partition key) and `sk` (sort key), both strings. */
  readonly table: string;
  readonly region: string;
}

/** Bytes of JSON of a finding in the history: two of them and a few marks stay well under the 400 KB of an item. */
const findingLimit = 65_536;

/** Writes at once. An on-demand table starts with 4,000 a second; a first scan may have thousands. */
const parallelWrites = 16;

/**
 * Keeps histories in a DynamoDB table; `historyIn` tells how they lie there. Reading costs a query, which answers in
 * pages of 1 MB, a scan without changes one write more.
 *
 * A write that was repeated because its first answer got lost meets its own work and is recognised by its batch.
 */
export function dynamodbStore({
  table,
  region,
  maxAttempts = 5,
  timeout = 10_000,
}: DynamodbStoreOptions): HistoryStore {
  const send = dynamodb(region, { maxAttempts, timeout });
  const call = (operation: Parameters<typeof send>[0], input: Members): Promise<Members> =>
    send(operation, { TableName: table, ...input });

  async function query(input: Members): Promise<readonly unknown[]> {
    const items: unknown[] = [];
    let start: unknown;
    do {
      const page = await call('Query', {
        ConsistentRead: true,
        ...input,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      });
      if (Array.isArray(page['Items'])) items.push(...page['Items']);
      start = page['LastEvaluatedKey'];
    } while (start !== undefined);
    return items;
  }

  const update = (accountId: string, sk: string, input: Members): Promise<unknown> =>
    call('UpdateItem', { Key: { pk: text(accountId), sk: text(sk) }, ...input });

  /** True unless somebody else was first. */
  async function write(accountId: string, { life }: LifeChange, mark: Untold): Promise<boolean> {
    const sk = keys.finding(life.finding.id);
    const expiry = expiryOf(life);
    try {
      await (life.version === 1
        ? call('PutItem', {
            Item: {
              pk: text(accountId),
              sk: text(sk),
              life: json(life),
              version: number(life.version),
              changed: text(life.lastChanged),
              untold: map({ [mark.notice.messageId]: json(mark) }),
            },
            ConditionExpression: 'attribute_not_exists(pk)',
          })
        : update(accountId, sk, {
            UpdateExpression:
              'SET #life = :life, #version = :version, #changed = :changed, #untold.#id = :mark' +
              (expiry === undefined ? ' REMOVE #expires' : ', #expires = :expires'),
            ConditionExpression: '#version = :before AND #changed <= :changed',
            ExpressionAttributeNames: {
              '#life': 'life',
              '#version': 'version',
              '#changed': 'changed',
              '#untold': 'untold',
              '#expires': 'expires',
              '#id': mark.notice.messageId,
            },
            ExpressionAttributeValues: {
              ':life': json(life),
              ':version': number(life.version),
              ':changed': text(life.lastChanged),
              ':mark': json(mark),
              ':before': number(life.version - 1),
              ...(expiry === undefined ? {} : { ':expires': number(Math.floor(expiry / 1_000)) }),
            },
          }));
      return true;
    } catch (error) {
      if (!isLostCondition(error)) throw error;
      const [item] = await query({
        KeyConditionExpression: 'pk = :pk AND sk = :sk',
        ExpressionAttributeValues: { ':pk': text(accountId), ':sk': text(sk) },
      });
      return untoldIn(item).some(
        ({ batchId, notice }) => batchId === mark.batchId && notice.messageId === mark.notice.messageId,
      );
    }
  }

  /** A later scan may have been recorded meanwhile; it stays. */
  async function writeScan(accountId: string, { lastScan }: HistoryEntry): Promise<void> {
    try {
      await call('PutItem', {
        Item: { pk: text(accountId), sk: text(keys.scan), scan: json(lastScan), at: text(lastScan.at) },
        ConditionExpression: 'attribute_not_exists(pk) OR #at <= :at',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':at': text(lastScan.at) },
      });
    } catch (error) {
      if (!isLostCondition(error)) throw error;
    }
  }

  return {
    async read(accountId) {
      try {
        return historyIn(
          await query({
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': text(accountId) },
          }),
        );
      } catch (error) {
        throw new Error(`The history of account ${accountId} in table ${table} cannot be read: ${reasonOf(error)}`, {
          cause: error,
        });
      }
    },

    async record(accountId, entry) {
      const { batchId, occasion, changes } = entry;
      if (changes.length > 0) {
        await call('PutItem', {
          Item: {
            pk: text(accountId),
            sk: text(keys.batch(batchId)),
            occasion: json(occasion),
            digestTold: flag(false),
          },
        });
      }
      const outcomes = await inParallel(parallelWrites, changes, async (change): Promise<Outcome> => {
        const { life, mark } = kept(change, batchId, occasion.scan);
        try {
          return (await write(accountId, { ...change, life }, mark)) ? { notice: mark.notice } : {};
        } catch (error) {
          return { problem: reasonOf(error) };
        }
      });
      const failures = outcomes.flatMap(({ problem }) => problem ?? []);
      const notices = outcomes.flatMap(({ notice }) => notice ?? []);
      if (failures.length > 0) {
        const problem = `${failures.length} of ${changes.length} changes were not recorded: ${failures[0]}`;
        return { notices, problems: [problem] };
      }
      try {
        await writeScan(accountId, entry);
      } catch (error) {
        return { notices, problems: [`that scan ${entry.lastScan.id} was made was not recorded: ${reasonOf(error)}`] };
      }
      return { notices, problems: [] };
    },

    async markDigested(accountId, batchId) {
      await update(accountId, keys.batch(batchId), {
        UpdateExpression: 'SET #told = :true',
        ExpressionAttributeNames: { '#told': 'digestTold' },
        ExpressionAttributeValues: { ':true': flag(true) },
      });
    },

    async markTold(accountId, batchId, told, left) {
      const failures = await inParallel(parallelWrites, told, async ({ finding, messageId }): Promise<unknown> => {
        try {
          await update(accountId, keys.finding(finding.id), {
            UpdateExpression: 'REMOVE #untold.#id',
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeNames: { '#untold': 'untold', '#id': messageId },
          });
          return undefined;
        } catch (error) {
          return error;
        }
      });
      const failure = failures.find((error) => error !== undefined);
      if (failure !== undefined) throw failure;
      if (left > 0) return;
      await call('DeleteItem', { Key: { pk: text(accountId), sk: text(keys.batch(batchId)) } });
    },
  };
}

interface Outcome {
  readonly notice?: Notice;
  readonly problem?: string;
}

/** The change as the table takes it. */
function kept(
  { life, notice }: HistoryEntry['changes'][number],
  batchId: string,
  scan: Scan,
): { readonly life: LifeChange['life']; readonly mark: Untold } {
  const finding = cutDown(life.finding, (shown) => Buffer.byteLength(JSON.stringify(shown)) <= findingLimit);
  return { life: { ...life, finding }, mark: { batchId, scan, notice: { ...notice, finding } } };
}

const isLostCondition = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ConditionalCheckFailedException';

const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
