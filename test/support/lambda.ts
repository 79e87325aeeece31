import type { Context } from 'aws-lambda';
import { onTestFinished, vi } from 'vitest';
import { type LocalAws, type LocalAwsOptions, startLocalAws } from '../../local-aws/server.ts';
import type { PublishedMessage } from '../../local-aws/emulators/published.ts';

export const findingsTopicArn = 'arn:aws:sns:eu-central-1:000000000000:findings';
export const alertsTopicArn = 'arn:aws:sns:eu-central-1:000000000000:alerts';

/** What serverless.yml tells both functions, but for the smallest Region of the example account and no log lines. */
export const environment = {
  STAGE: 'test',
  LOG_LEVEL: 'SILENT',
  AWS_REGION: 'eu-central-1',
  REGIONS: 'eu-west-3',
  FINDINGS_TOPIC_ARN: findingsTopicArn,
  ALERTS_TOPIC_ARN: alertsTopicArn,
  HISTORY_TABLE: 'history',
};

/** AWS on loopback with an account (default: the example), both topics, a bucket and a table, until the test ends. */
export async function loopbackAws(options: Partial<LocalAwsOptions> = {}): Promise<LocalAws> {
  const aws = await startLocalAws({
    account: 'examples/demo-account',
    messaging: { topics: [findingsTopicArn, alertsTopicArn], buckets: ['reports'] },
    dynamodb: { tables: ['history'] },
    ...options,
  });
  onTestFinished(() => aws.close());
  return aws;
}

/** Sets the environment for a function that is imported next, with AWS on loopback. */
export function configure(aws: LocalAws, variables: Readonly<Record<string, string>> = {}): void {
  for (const [name, value] of Object.entries({ ...environment, AWS_ENDPOINT_URL: aws.url, ...variables })) {
    vi.stubEnv(name, value);
  }
  vi.resetModules();
}

/** What Lambda tells a function about its invocation, as far as it is used. */
export const context = {
  functionName: 'scan',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:scan',
  memoryLimitInMB: '1024',
  awsRequestId: '11111111-2222-4333-8444-555555555555',
  getRemainingTimeInMillis: () => 900_000,
} as Context;

export const messagesTo = ({ published }: LocalAws, topic: string): readonly PublishedMessage[] =>
  published.filter(({ topicArn }) => topicArn === topic);

/** The ids of the findings that the findings topic heard of, in order. */
export const findingsTold = (aws: LocalAws): readonly string[] =>
  messagesTo(aws, findingsTopicArn).map(
    ({ message }) => (JSON.parse(message) as { finding: { id: string } }).finding.id,
  );
