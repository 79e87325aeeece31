import { SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startLocalAws } from '../../../local-aws/server.ts';
import type { Fault } from '../../../local-aws/faults.ts';
import { AwsRequestHandler } from '../../../lib/aws/request-handler.ts';
import { batches, snsPublisher } from '../../../lib/aws/sns-publisher.ts';
import { findingMessage } from '../../../lib/aws/finding-message.ts';
import type { Finding } from '../../../lib/model/finding.ts';
import { digest } from '../../../lib/report/digest.ts';
import { directory, finding, notice, report, role } from '../../support/report.ts';

const findingsTopicArn = 'arn:aws:sns:eu-central-1:000000000000:findings';
const alertsTopicArn = 'arn:aws:sns:eu-central-1:000000000000:alerts';

const roles = (count: number, changes: Partial<Finding> = {}) =>
  Array.from({ length: count }, (_, index) => notice(finding({ resource: role(`role-${index}`), ...changes })));

/** A publisher over HTTP to a real SNS implementation that knows both topics. */
async function publishing(...faults: Fault[]) {
  return publishingTo(findingsTopicArn, ...faults);
}

async function publishingTo(findingsTopicArn: string, ...faults: Fault[]) {
  const aws = await startLocalAws({
    account: {},
    messaging: { topics: [findingsTopicArn, alertsTopicArn] },
    faults: faults.map((fault) => ({ on: { service: 'sns' }, ...fault })),
  });
  onTestFinished(() => aws.close());
  const refused: unknown[] = [];
  const publisher = snsPublisher({
    findingsTopicArn,
    alertsTopicArn,
    compose: (id, occasion, changes) => digest(occasion, changes, { id }),
    onRefused: (reason, findingIds) => refused.push([reason, findingIds]),
    retryDelays: [1, 1, 1],
    client: new SNSClient({
      endpoint: aws.url,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
      requestHandler: new AwsRequestHandler({ timeout: 10_000 }),
    }),
  });
  return { aws, publisher, refused };
}

describe('publishChanges', () => {
  it('sends one message per change with the attributes that filter policies need', async () => {
    const { aws, publisher } = await publishing();
    const found = finding({ resource: directory('d-9067f0e1a2') });
    expect(await publisher.publishChanges([notice(found)])).toStrictEqual([]);
    expect(aws.published).toHaveLength(1);
    const [{ message, ...rest }] = aws.published as [(typeof aws.published)[0]];
    expect(JSON.parse(message)).toStrictEqual({
      schemaVersion: '1',
      messageId: notice(found).messageId,
      change: 'opened',
      scanId: 'scan-1',
      firstSeen: '2026-11-21T20:08:11.123Z',
      version: 1,
      finding: found,
    });
    expect(rest).toMatchObject({
      topicArn: findingsTopicArn,
      attributes: {
        change: 'opened',
        severity: 'high',
        ruleId: 'stream-role-allows-tag-session',
        accountId: '111122223333',
        region: 'eu-central-1',
        service: 'workspaces',
      },
    });
    expect(rest).not.toHaveProperty('messageStructure');
  });

  it('sends 25 changes in three batches, in order', async () => {
    const { aws, publisher } = await publishing();
    const changes = roles(25);
    expect(await publisher.publishChanges(changes)).toStrictEqual([]);
    expect(aws.requests.counts).toStrictEqual({ 'sns:PublishBatch': 3 });
    expect(aws.published.map(({ message }) => (JSON.parse(message) as { finding: Finding }).finding)).toStrictEqual(
      changes.map((change) => change.finding),
    );
  });

  it('sends nothing when nothing changed', async () => {
    const { aws, publisher } = await publishing();
    expect(await publisher.publishChanges([])).toStrictEqual([]);
    expect(aws.requests.total).toBe(0);
  });

  it('keeps large messages within the limit of a batch, which the topic enforces', async () => {
    const { aws, publisher } = await publishing();
    const changes = roles(7, { message: 'é'.repeat(40_000) });
    expect(await publisher.publishChanges(changes)).toStrictEqual([]);
    expect(aws.requests.counts).toStrictEqual({ 'sns:PublishBatch': 3 });
    expect(aws.published).toHaveLength(7);
  });

  it('sends again what SNS reports as failed, and only that', async () => {
    const { aws, publisher, refused } = await publishing({ kind: 'fail-entries', positions: [2, 5], times: 2 });
    expect(await publisher.publishChanges(roles(6))).toStrictEqual([]);
    const sent = aws.requests.log.map(({ input }) => (input['PublishBatchRequestEntries'] as unknown[]).length);
    expect(sent).toStrictEqual([6, 2, 1]);
    expect(new Set(aws.published.map(({ message }) => message)).size).toBe(6);
    expect(refused).toStrictEqual([]);
  });

  it('gives up at last, and says which findings were not delivered and why', async () => {
    const { aws, publisher, refused } = await publishing({ kind: 'fail-entries', positions: [1] });
    const changes = roles(2);
    const undelivered = await publisher.publishChanges(changes);
    expect(undelivered).toStrictEqual([changes[0]!.messageId]);
    expect(refused).toStrictEqual([['InternalError', [changes[0]!.finding.id]]]);
    expect(aws.requests.total).toBe(4);
    expect(aws.published).toHaveLength(1);
  });

  it('loses one batch and not the others when a request is refused', async () => {
    const { aws, publisher, refused } = await publishing({ kind: 'deny', nth: 2, times: 1 });
    const changes = roles(25);
    const undelivered = await publisher.publishChanges(changes);
    const lost = changes.slice(10, 20);
    expect(undelivered).toStrictEqual(lost.map(({ messageId }) => messageId));
    expect(refused).toStrictEqual([
      ['AccessDenied: User is not authorized to perform: sns:PublishBatch', lost.map((change) => change.finding.id)],
    ]);
    expect(aws.published).toHaveLength(15);
  });

  it('takes a page of a proxy with status 200 for no delivery', async () => {
    const { aws, publisher, refused } = await publishing({ kind: 'html', status: 200 });
    const changes = roles(2);
    expect(await publisher.publishChanges(changes)).toStrictEqual(changes.map(({ messageId }) => messageId));
    expect(refused).toStrictEqual([
      [
        'NotAnAwsResponse: the endpoint answered something that is not an AWS response (HTTP 200)',
        changes.map(({ finding }) => finding.id),
      ],
    ]);
    expect(aws.published).toStrictEqual([]);
  });

  it('takes an entry that the answer does not name for not delivered, and sends it again', async () => {
    const { aws, publisher, refused } = await publishing({ kind: 'forget-entries', positions: [2], times: 1 });
    expect(await publisher.publishChanges(roles(3))).toStrictEqual([]);
    const sent = aws.requests.log.map(({ input }) => (input['PublishBatchRequestEntries'] as unknown[]).length);
    expect(sent).toStrictEqual([3, 1]);
    expect(refused).toStrictEqual([]);
  });

  it('says so when the answer never names an entry', async () => {
    const { publisher, refused } = await publishing({ kind: 'forget-entries', positions: [1] });
    const [change] = roles(1);
    expect(await publisher.publishChanges([change!])).toStrictEqual([change!.messageId]);
    expect(refused).toStrictEqual([['the answer of SNS does not name this message', [change!.finding.id]]]);
  });

  it('tells one change once', async () => {
    const { aws, publisher } = await publishing();
    const [change] = roles(1);
    expect(await publisher.publishChanges([change!, change!])).toStrictEqual([]);
    expect(aws.published).toHaveLength(1);
  });
});

describe('a FIFO topic', () => {
  const fifo = `${findingsTopicArn}.fifo`;

  it('takes the messages of one rule in order, each known by its id', async () => {
    const { aws, publisher } = await publishingTo(fifo);
    const changes = roles(2);
    expect(await publisher.publishChanges(changes)).toStrictEqual([]);
    expect(aws.published).toHaveLength(2);
    expect(aws.requests.log.map(({ input }) => input['PublishBatchRequestEntries'])).toMatchObject([
      changes.map(({ messageId }) => ({
        Id: messageId,
        MessageDeduplicationId: messageId,
        MessageGroupId: '111122223333/stream-role-allows-tag-session',
      })),
    ]);
  });

  it('alone is told of groups', async () => {
    const { aws, publisher } = await publishing();
    await publisher.publishChanges(roles(1));
    expect(JSON.stringify(aws.requests.log)).not.toMatch(/MessageGroupId|MessageDeduplicationId/);
  });
});

describe('publishDigest', () => {
  it('sends one message with a text for mail and one for chat', async () => {
    const { aws, publisher } = await publishing();
    const changes = roles(3);
    const scanned = report(changes.map((change) => change.finding));
    await publisher.publishDigest('digest-1', scanned, changes);
    const { subject, text, chat } = digest(scanned, changes, { id: 'digest-1' });
    expect(aws.published).toStrictEqual([
      {
        topicArn: alertsTopicArn,
        region: 'eu-central-1',
        messageId: expect.any(String),
        subject,
        messageStructure: 'json',
        message: JSON.stringify({ default: text, email: text, https: chat }),
        attributes: {},
      },
    ]);
  });

  it('sends nothing when nothing changed', async () => {
    const { aws, publisher } = await publishing();
    await publisher.publishDigest('digest-1', report([]), []);
    expect(aws.requests.total).toBe(0);
  });

  it('stays under the limit of a message with the largest digest there can be', async () => {
    const { aws, publisher } = await publishing();
    const changes = Array.from({ length: 300 }, (_, index) =>
      roles(30, { ruleId: `rule-${index}`, message: '漢"'.repeat(2_000), remediation: '漢"'.repeat(2_000) }),
    ).flat();
    await publisher.publishDigest('digest-1', report([]), changes);
    expect(Buffer.byteLength(aws.published[0]!.message)).toBeLessThanOrEqual(262_144);
  });

  it('takes a page of a proxy with status 200 for no delivery', async () => {
    const { publisher } = await publishing({ kind: 'html', status: 200 });
    await expect(publisher.publishDigest('digest-1', report([]), roles(1))).rejects.toThrow(
      'the endpoint answered something that is not an AWS response (HTTP 200)',
    );
  });

  it('passes on what SNS says', async () => {
    const { publisher } = await publishing({
      kind: 'error',
      code: 'NotFound',
      message: 'Topic does not exist',
      status: 404,
    });
    await expect(publisher.publishDigest('digest-1', report([]), roles(1))).rejects.toThrow('Topic does not exist');
  });
});

/** The sizes in each batch of messages that have these sizes. */
function shape(...sizes: number[]): readonly (readonly number[])[] {
  const messages = sizes.map((size) => ({ ...findingMessage(roles(1)[0]!), size }));
  return batches(messages).map((batch) => batch.map(({ size }) => size));
}

describe('batches', () => {
  it('are full at ten messages', () => {
    expect(shape(...Array.from({ length: 21 }, () => 1)).map((batch) => batch.length)).toStrictEqual([10, 10, 1]);
  });

  it('are full at 262,144 bytes, not before', () => {
    expect(shape(262_143, 1, 1)).toStrictEqual([[262_143, 1], [1]]);
    expect(shape(262_144, 262_144)).toStrictEqual([[262_144], [262_144]]);
  });

  it('are none when there is nothing to send', () => {
    expect(shape()).toStrictEqual([]);
  });
});
