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
    configure(aws, { REGIONS: 'eu-central-1' });
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
        subject: expect.stringContaining(`SAML sign-in of 111122223333: ${failing.length} opened`),
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
    expect(digest!.subject).toBe('SAML sign-in of 111122223333: 1 opened, worst medium');
    expect(text).toBe(email);
    expect(text).toMatch(/^MEDIUM opened: workspaces-region-supports-saml$/m);
    expect(JSON.parse(https!)).toMatchObject({ version: '1.0', source: 'custom', id: event.id });
  });

  it('tells the same under the same ids when Lambda tries the event again', async () => {
    const aws = await loopbackAws();
    configure(aws, oneRule);
    const handler = await scheduledScan();
    await handler(event, context);
    await handler(event, context);
    const entries = aws.requests.log
      .filter(({ operation }) => operation === 'PublishBatch')
      .map(({ input }) => (input['PublishBatchRequestEntries'] as { Id: string }[]).map(({ Id }) => Id));
    expect(entries).toHaveLength(2);
    expect(entries[0]).toStrictEqual(entries[1]);
  });

  it('tells nobody anything when nothing fails', async () => {
    const aws = await loopbackAws();
    configure(aws, { RULES: 'workspaces-directory-login-fallback-disabled' });
    expect(await (await scheduledScan())(event, context)).toMatchObject({ changes: 0 });
    expect(aws.requests.log.filter(({ service }) => service === 'sns')).toStrictEqual([]);
  });

  it('takes what it cannot read for unknown, and says so to people', async () => {
    const denied = { kind: 'deny', on: { operation: 'DescribeIpGroups' } } as const;
    const aws = await loopbackAws({ faults: [denied] });
    configure(aws, oneRule);
    expect(await (await scheduledScan())(event, context)).toMatchObject({ summary: { complete: false } });
    const [digest] = messagesTo(aws, alertsTopicArn);
    expect((JSON.parse(digest!.message) as { default: string }).default).toContain(
      'Could not be read, so what depends on it is unknown:\n- workspaces:DescribeIpGroups (denied): eu-west-3',
    );
  });

  it('fails, so that Lambda tries again, when a topic does not take a message', async () => {
    const denied = { kind: 'deny', on: { operation: 'PublishBatch' } } as const;
    const aws = await loopbackAws({ faults: [denied] });
    configure(aws, oneRule);
    await expect((await scheduledScan())(event, context)).rejects.toThrow(
      new Error(`Scan ${event.id} ended, but was not delivered: 1 of 1 changes`),
    );
    expect(messagesTo(aws, alertsTopicArn)).toHaveLength(1);
  });

  it('fails in words when AWS does not even say which account it is', async () => {
    const aws = await loopbackAws({ faults: [{ kind: 'expired-token' }] });
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
      'These environment variables are wrong:\n- ALERTS_TOPIC_ARN: expected the ARN of an SNS topic, ' +
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
