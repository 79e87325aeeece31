import { SNSClient } from '@aws-sdk/client-sns';
import type { Context } from 'aws-lambda';
import { dynamodbStore } from '../../lib/aws/dynamodb-store.ts';
import { liveSource } from '../../lib/aws/live-source.ts';
import { AwsRequestHandler } from '../../lib/aws/request-handler.ts';
import { snsPublisher } from '../../lib/aws/sns-publisher.ts';
import { defaultConfig } from '../../lib/config/config.ts';
import type { Notice } from '../../lib/model/history.ts';
import type { Source } from '../../lib/model/ports.ts';
import { digest } from '../../lib/report/digest.ts';
import { configurationFrom } from '../../lib/runtime/configuration.ts';
import { telemetry } from '../../lib/runtime/telemetry.ts';
import { ruleIds } from './account.ts';

export const region = 'eu-central-1';
export const accountId = '111122223333';
export const findingsTopicArn = `arn:aws:sns:${region}:000000000000:findings`;
export const alertsTopicArn = `arn:aws:sns:${region}:000000000000:alerts`;

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** What Lambda tells the function, as far as it is used. */
const context = {
  functionName: 'scheduled-scan',
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:${region}:${accountId}:function:scheduled-scan`,
  memoryLimitInMB: '1024',
  awsRequestId: '11111111-2222-4333-8444-555555555555',
  getRemainingTimeInMillis: () => 900_000,
};

export interface Run {
  /** Default: a function that was never invoked before, and asks again whose account it reads. */
  readonly source?: Source;
  readonly table: string;
  readonly eventId: string;
  readonly at: string;
  /** After which an unanswered call is given up, in milliseconds. */
  readonly timeout: number;
  /** Which changes a digest tells, when one is written. */
  readonly onDigest?: (digestId: string, messageIds: readonly string[]) => void;
}

/** Reads at once and once. */
export const sourceOf = (timeout: number): Source =>
  liveSource({ region, credentials: async () => credentials, rates: {}, maxAttempts: 1, timeout });

/** Invokes the whole scheduled function once. Nothing is retried, so that every fault counts. */
export async function invoke(url: string, run: Run): Promise<unknown> {
  const { source = sourceOf(run.timeout), table, eventId, at, timeout, onDigest = () => {} } = run;
  const { scheduledScan } = await import('../../handlers/scheduled-scan.ts');
  const configuration = configurationFrom({ ...process.env, HISTORY_TABLE: table });
  const client = new SNSClient({
    endpoint: url,
    region,
    credentials,
    maxAttempts: 1,
    requestHandler: new AwsRequestHandler({ timeout }),
  });
  const handler = scheduledScan({ regions: [region], ruleIds }, defaultConfig, {
    source,
    store: dynamodbStore({ table, region, maxAttempts: 1, timeout }),
    publisher: snsPublisher({
      ...configuration,
      client,
      retryDelays: [],
      compose(id, occasion, changes) {
        onDigest(
          id,
          (changes as readonly Notice[]).map(({ messageId }) => messageId),
        );
        return digest(occasion, changes, { id });
      },
    }),
    minimumSeverity: 'low',
    telemetry: telemetry('scheduled-scan', configuration),
    clock: () => new Date(at),
  });
  try {
    return await handler({ id: eventId, source: 'aws.events' }, context as Context);
  } finally {
    client.destroy();
  }
}

/** A call of DynamoDB, made directly. */
export async function dynamodb(url: string, operation: string, input: object): Promise<Record<string, unknown>> {
  const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      authorization,
      'x-amz-date': '20260101T000000Z',
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    },
    body: JSON.stringify(input),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Record<string, unknown>;
}
