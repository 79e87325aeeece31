import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { LocalAws } from '../../local-aws/server.ts';
import { startLocalAws } from '../../local-aws/server.ts';
import { smallAccount } from '../faults/account.ts';
import { alertsTopicArn, findingsTopicArn, invoke } from '../faults/deployment.ts';
import type { Message } from '../faults/verdict.ts';
import { environment } from '../support/lambda.ts';
import { subscribe } from './subscribers.ts';

let aws: LocalAws;
let account: Awaited<ReturnType<typeof smallAccount>>;
const inOrder = `${findingsTopicArn}.fifo`;

beforeEach(async () => {
  account = await smallAccount();
  account.restore();
  aws = await startLocalAws({
    account: account.files,
    messaging: { topics: [findingsTopicArn, inOrder, alertsTopicArn] },
    dynamodb: { tables: ['history'] },
  });
  for (const [name, value] of Object.entries({ ...environment, AWS_ENDPOINT_URL: aws.url })) vi.stubEnv(name, value);
  onTestFinished(() => aws.close());
});

const scan = (day: number) =>
  invoke(aws.url, {
    table: 'history',
    eventId: `day-${day}`,
    at: `2026-11-1${day}T06:00:00.000Z`,
    timeout: 20_000,
  });

const told = (bodies: readonly string[]): readonly string[] =>
  bodies
    .map((body) => JSON.parse(body) as Message)
    .map(({ change, finding }) => `${change} ${finding.ruleId} ${finding.resource.name}`)
    .toSorted();

const fallback = 'workspaces-directory-login-fallback-disabled';

describe('what arrives', { timeout: 30_000 }, () => {
  it('at queues is what their filter policies ask for, day by day', async () => {
    const everything = await subscribe(aws.url, findingsTopicArn, 'everything');
    const goodNews = await subscribe(aws.url, findingsTopicArn, 'good-news', { change: ['resolved', 'gone'] });
    const serious = await subscribe(aws.url, findingsTopicArn, 'serious', {
      severity: ['critical', 'high'],
      service: ['workspaces'],
    });
    const elsewhere = await subscribe(aws.url, findingsTopicArn, 'elsewhere', { accountId: ['444455556666'] });

    await scan(1);
    expect(told(await everything.receive())).toStrictEqual([
      'opened appstream-user-pool-disabled Finance-Apps',
      'opened stream-role-allows-tag-session WorkSpaces-Lab-Stream',
      'opened stream-role-requires-persistent-subject AppStream-Finance-Stream',
      `opened ${fallback} d-99673ad04e`,
    ]);
    expect(told(await serious.receive())).toStrictEqual([`opened ${fallback} d-99673ad04e`]);
    expect(await goodNews.receive()).toStrictEqual([]);

    await scan(2);
    expect(await everything.receive()).toStrictEqual([]);

    account.change();
    await scan(3);
    expect(told(await everything.receive())).toStrictEqual([
      'gone stream-role-requires-persistent-subject AppStream-Finance-Stream',
      'lost-sight appstream-user-pool-disabled Finance-Apps',
      `opened ${fallback} d-99672f8b1c`,
      `resolved ${fallback} d-99673ad04e`,
    ]);
    expect(told(await goodNews.receive())).toStrictEqual([
      'gone stream-role-requires-persistent-subject AppStream-Finance-Stream',
      `resolved ${fallback} d-99673ad04e`,
    ]);
    expect(told(await serious.receive())).toStrictEqual([
      `opened ${fallback} d-99672f8b1c`,
      `resolved ${fallback} d-99673ad04e`,
    ]);
    expect(await elsewhere.receive()).toStrictEqual([]);
  });

  it('at a FIFO queue is each change once, even when the same is told again', async () => {
    const queue = await subscribe(aws.url, inOrder, 'in-order.fifo');
    vi.stubEnv('FINDINGS_TOPIC_ARN', inOrder);
    const outage = aws.addFault({ kind: 'deny', on: { service: 'sns', operation: 'Publish' } });
    await expect(scan(1)).rejects.toThrow(/scan day-1 was not told: the digest: /);
    outage.remove();
    await scan(2);
    const batches = aws.requests.log.filter(({ operation }) => operation === 'PublishBatch');
    expect(batches).toHaveLength(2);
    expect(await queue.receive()).toHaveLength(4);
  });

  it('with people is one digest for each day with changes, which chat can show', async () => {
    const mailbox = await subscribe(aws.url, alertsTopicArn, 'mailbox');
    await scan(1);
    await scan(2);
    expect(await mailbox.receive()).toHaveLength(1);
    account.change();
    await scan(3);
    const [digest, ...more] = await mailbox.receive();
    expect(more).toStrictEqual([]);
    const { default: mail } = JSON.parse(digest!) as { default: string };
    expect(mail).toMatch(/^NO LONGER VERIFIABLE, high: still counts as open$/m);
    expect(mail).toMatch(/^Fix: Restore the scanner's permission appstream:DescribeUsers\.$/m);
    expect(mail).toMatch(/^- appstream:DescribeUsers \(denied\): eu-central-1$/m);

    const alerts = aws.published.filter(({ topicArn }) => topicArn === alertsTopicArn);
    expect(alerts).toHaveLength(2);
    for (const { message } of alerts) {
      const { https } = JSON.parse(message) as { https: string };
      expect(new Ajv2020({ allErrors: true }).validate(customNotification, JSON.parse(https))).toBe(true);
    }
  });
});

const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });

/**
 * Every field that a custom notification may have, with its limits; "Amazon Q Developer in chat applications" says no
 * more: https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
const customNotification = {
  type: 'object',
  required: ['version', 'source', 'content'],
  additionalProperties: false,
  properties: {
    version: { const: '1.0' },
    source: { const: 'custom' },
    id: { type: 'string' },
    content: {
      type: 'object',
      required: ['description'],
      additionalProperties: false,
      properties: {
        textType: { const: 'client-markdown' },
        title: text(250),
        description: text(8_000),
        nextSteps: { type: 'array', items: text(350) },
        keywords: { type: 'array', items: text(75) },
      },
    },
    metadata: {
      type: 'object',
      additionalProperties: false,
      properties: {
        threadId: { type: 'string' },
        summary: { type: 'string' },
        eventType: { type: 'string' },
        relatedResources: { type: 'array', items: { type: 'string' } },
        additionalContext: { type: 'object', additionalProperties: { type: 'string' } },
        enableCustomActions: { type: 'boolean' },
      },
    },
  },
};
