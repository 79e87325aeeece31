import { dynamodb, type DynamodbOptions } from './dynamodb.ts';
import { text } from './history-items.ts';
import type { Members } from './pages.ts';

/** Where texts are, such as an {@link objectStore}. */
interface Objects {
  put(key: string, text: string): Promise<unknown>;
  get(key: string): Promise<string | undefined>;
  remove(key: string): Promise<void>;
}

export interface ClaimStoreOptions extends Partial<DynamodbOptions> {
  /** The table of the history. */
  readonly table: string;
  readonly region: string;
  readonly objects: Objects;
  readonly now?: () => number;
}

/** A run has 15 minutes. */
const claimLasts = 16 * 60_000;

const sk = 'ANSWERS';

/**
 * Keeps one text for each account, too large for DynamoDB, in a bucket, and beside the history of the account whose it
 * is: a claim and the key of the object. So one run at a time has it, and a run that ends early leaves the old one.
 */
export function claimStore(options: ClaimStoreOptions) {
  const { table, region, objects, maxAttempts = 5, timeout = 10_000, now = Date.now } = options;
  const send = dynamodb(region, { maxAttempts, timeout });
  const update = (accountId: string, input: Members): Promise<Members> =>
    send('UpdateItem', { TableName: table, Key: { pk: text(accountId), sk: text(sk) }, ...input });

  return {
    /** `undefined`: another run has it. Claiming again by the same run is the same claim. */
    async claim(accountId: string, runId: string) {
      const at = now();
      let old: Members;
      try {
        old = await update(accountId, {
          UpdateExpression: 'SET #run = :run, #until = :until',
          ConditionExpression: 'attribute_not_exists(#until) OR #until < :now OR #run = :run',
          ExpressionAttributeNames: { '#run': 'run', '#until': 'until' },
          ExpressionAttributeValues: {
            ':run': text(runId),
            ':until': text(new Date(at + claimLasts).toISOString()),
            ':now': text(new Date(at).toISOString()),
          },
          ReturnValues: 'ALL_OLD',
        });
      } catch (error) {
        if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return undefined;
        throw error;
      }
      const key = keyIn(old);
      return {
        /** What was given back last; absent when nothing was. */
        text: key === undefined ? undefined : await objects.get(key),
        /** Gives it back, with another text in its place if there is one. */
        async release(newer?: string): Promise<void> {
          const newKey = newer === undefined ? undefined : `accounts/${accountId}/${runId}.json`;
          if (newer !== undefined && newKey !== undefined) await objects.put(newKey, newer);
          await update(accountId, {
            UpdateExpression: `${newKey === undefined ? '' : 'SET #key = :key '}REMOVE #run, #until`,
            ConditionExpression: '#run = :run',
            ExpressionAttributeNames: {
              '#run': 'run',
              '#until': 'until',
              ...(newKey === undefined ? {} : { '#key': 'key' }),
            },
            ExpressionAttributeValues: {
              ':run': text(runId),
              ...(newKey === undefined ? {} : { ':key': text(newKey) }),
            },
          });
          // What nobody points at any more; one that is left behind does no harm.
          if (key !== undefined && newKey !== undefined && key !== newKey) await objects.remove(key).catch(() => {});
        },
      };
    },
  };
}

function keyIn({ Attributes: attributes }: Members): string | undefined {
  if (typeof attributes !== 'object' || attributes === null || !('key' in attributes)) return undefined;
  const { key } = attributes;
  return typeof key === 'object' && key !== null && 'S' in key && typeof key.S === 'string' ? key.S : undefined;
}
