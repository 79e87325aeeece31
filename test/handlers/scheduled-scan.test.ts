import { describe, expect, it } from 'vitest';
import type { Report } from '../../lib/model/report.ts';
import { alertsTopicArn, configure, context, findingsTold, loopbackAws, messagesTo } from '../support/lambda.ts';

const event = { version: '0', id: '53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa', source: 'aws.events', detail: {} };
/** Has one finding in the Region that is scanned. */
const oneRule = { RULES: 'workspaces-region-supports-saml' };

const scheduledScan = async () => (await import('../../handlers/scheduled-scan.ts')).handler;
const onDemandScan = async () => (await import('../../handlers/on-demand-scan.ts')).handler;

describe('the scheduled scan', { timeout: 30_000 }, () => {
  it('tells machines every failing finding and people one digest', async () => {
    const aws = await loopbackAws();
    configure(aws, { REGIONS: 'eu-central-1', ALERTS_MINIMUM_SEVERITY: 'informational' });
    const { findings, summary } = (await (await onDemandScan())({}, context)) as Report;
    const failing = findings.filter(({ status }) => status === 'fail').map(({ id }) => id);
    const result = await (await scheduledScan())(event, context);
    expect(result).toMatchObject({
      scan: { id: event.id, regions: ['eu-central-1'] },
      summary,
      changes: failing.length,
    });
    expect(failing.length).toBeGreaterThan(0);
    expect(findingsTold(aws)).toStrictEqual(failing);
    expect(messagesTo(aws, alertsTopicArn)).toMatchObject([
      {
        subject: expect.stringContaining(`${failing.length} new`),
        messageStructure: 'json',
      },
    ]);
  });

  it('says on the topics what the account has wrong', async () => {
    const aws = await loopbackAws();
    configure(aws, oneRule);
    const result = await (await scheduledScan())(event, context);
    expect(result).toMatchObject({ changes: 1, summary: { fail: { high: 0, medium: 1 } } });
    const [digest] = messagesTo(aws, alertsTopicArn);
    const { default: text, email, https } = JSON.parse(digest!.message) as Record<string, string>;
    expect(digest!.subject).toBe('[euc-saml-audit] 111122223333: 1 new (highest: medium)');
    expect(text).toBe(email);
    expect(text).toMatch(/^NEW, medium: sign-in is at risk$/m);
    expect(JSON.parse(https!)).toMatchObject({
      version: '1.0',
      source: 'custom',
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      metadata: { additionalContext: { scanId: event.id } },
    });
  });

  it('says nothing the next time when nothing changed, and writes no more than that it looked', async () => {
    const aws = await loopbackAws();
    configure(aws, oneRule);
    const handler = await scheduledScan();
    await handler(event, context);
    aws.requests.clear();
    expect(await handler({ ...event, id: 'the-next-day' }, context)).toMatchObject({ changes: 0 });
    expect(messagesTo(aws, alertsTopicArn)).toHaveLength(1);
    const writing = aws.requests.log.filter(({ service }) => service === 'dynamodb' || service === 'sns');
    expect(writing.map(({ operation }) => operation)).toStrictEqual(['Query', 'PutItem']);
  });

  it('knows an event that comes twice, and does nothing', async () => {
    const aws = await loopbackAws();
    configure(aws, oneRule);
    const handler = await scheduledScan();
    await handler(event, context);
    aws.requests.clear();
    expect(await handler(event, context)).toStrictEqual({ scanId: event.id, changes: 0 });
    expect(aws.requests.counts).toStrictEqual({ 'dynamodb:Query': 1 });
  });

  it('tells what a topic did not take with the next run, under the same id', async () => {
    const aws = await loopbackAws();
    configure(aws, oneRule);
    const handler = await scheduledScan();
    const outage = aws.addFault({ kind: 'deny', on: { operation: 'PublishBatch' } });
    await expect(handler(event, context)).rejects.toThrow(
      new Error(`The run is not finished; the next one goes on: scan ${event.id} was not told: 1 of 1 changes`),
    );
    expect(messagesTo(aws, alertsTopicArn)).toHaveLength(1);
    outage.remove();
    expect(await handler(event, context)).toStrictEqual({ scanId: event.id, changes: 0 });
    const ids = aws.requests.log
      .filter(({ operation }) => operation === 'PublishBatch')
      .map(({ input }) => (input['PublishBatchRequestEntries'] as { Id: string }[]).map(({ Id }) => Id));
    expect(ids).toHaveLength(2);
    expect(ids[0]).toStrictEqual(ids[1]);
    expect(findingsTold(aws)).toHaveLength(1);
    expect(messagesTo(aws, alertsTopicArn)).toHaveLength(1);
  });

  it('leaves people alone with what is below their severity, and tells machines', async () => {
    const aws = await loopbackAws();
    configure(aws, { ...oneRule, ALERTS_MINIMUM_SEVERITY: 'high' });
    await (
      await scheduledScan()
    )(event, context);
    expect(findingsTold(aws)).toHaveLength(1);
    expect(messagesTo(aws, alertsTopicArn)).toStrictEqual([]);
  });

  it('ends in time with what it could read, and says so', async () => {
    const aws = await loopbackAws({ faults: [{ kind: 'hang', on: { operation: 'DescribeStacks' } }] });
    configure(aws, { RULES: `${oneRule.RULES},appstream-user-pool-disabled` });
    const hurried = { ...context, getRemainingTimeInMillis: () => 6_000 };
    expect(await (await scheduledScan())(event, hurried)).toMatchObject({ summary: { complete: false }, changes: 1 });
    const [digest] = messagesTo(aws, alertsTopicArn);
    expect((JSON.parse(digest!.message) as { default: string }).default).toContain(
      'The scan reached its time limit before all data was read. These API calls failed. Results that depend on them are unknown:\n',
    );
  });

  it('tells nobody anything when nothing fails', async () => {
    const aws = await loopbackAws();
    configure(aws, { RULES: 'workspaces-directory-login-fallback-disabled' });
    expect(await (await scheduledScan())(event, context)).toMatchObject({ changes: 0 });
    expect(aws.requests.log.filter(({ service }) => service === 'sns')).toStrictEqual([]);
  });

  it('does not scan when it cannot read what it remembers', async () => {
    const aws = await loopbackAws({ faults: [{ kind: 'deny', on: { service: 'dynamodb' } }] });
    configure(aws);
    await expect((await scheduledScan())(event, context)).rejects.toThrow(
      'The history of account 111122223333 in table history cannot be read: AccessDeniedException: User is not authorized to perform: dynamodb:Query',
    );
    expect(aws.requests.counts).toStrictEqual({ 'dynamodb:Query': 1 });
  });

  it('takes what it cannot read for unknown, and says so to people', async () => {
    const denied = { kind: 'deny', on: { operation: 'DescribeIpGroups' } } as const;
    const aws = await loopbackAws({ faults: [denied] });
    configure(aws, { RULES: `${oneRule.RULES},workspaces-ip-group-not-empty` });
    expect(await (await scheduledScan())(event, context)).toMatchObject({ summary: { complete: false } });
    const [digest] = messagesTo(aws, alertsTopicArn);
    expect((JSON.parse(digest!.message) as { default: string }).default).toContain(
      'These API calls failed. Results that depend on them are unknown:\n- workspaces:DescribeIpGroups (denied): eu-west-3',
    );
  });

  it('fails in words when AWS does not even say which account it is', async () => {
    const aws = await loopbackAws({ faults: [{ kind: 'expired-token', on: { service: 'sts' } }] });
    configure(aws);
    await expect((await scheduledScan())(event, context)).rejects.toThrow(
      /^Cannot tell which AWS account this is: ExpiredToken.*Sign in again and repeat\.$/,
    );
  });

  it('does not scan for an event that no schedule sent', async () => {
    const aws = await loopbackAws();
    configure(aws);
    await expect((await scheduledScan())({ regions: ['eu-central-1'] }, context)).rejects.toThrow(
      /^The scheduled scan cannot take this event; to scan now, invoke the on-demand scan:/,
    );
    expect(aws.requests.total).toBe(0);
  });

  it('does not start with a wrong configuration', async () => {
    const aws = await loopbackAws();
    configure(aws, { ALERTS_TOPIC_ARN: 'alerts' });
    await expect(scheduledScan()).rejects.toThrow(
      'These environment variables are wrong:\n- ALERTS_TOPIC_ARN: expected the ARN of a standard SNS topic, ' +
        'such as arn:aws:sns:eu-central-1:111122223333:alerts, got "alerts"',
    );
  });

  it('does not start with a rule that does not exist', async () => {
    const aws = await loopbackAws();
    configure(aws, { RULES: 'stream-role-allow-tag-session' });
    await expect(scheduledScan()).rejects.toThrow(
      'There is no rule "stream-role-allow-tag-session". Did you mean "stream-role-allows-tag-session"?',
    );
  });
});
