import { createServer } from 'node:http';
import { once } from 'node:events';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { entryOf } from '../support/history.ts';
import { context, environment, loopbackAws } from '../support/lambda.ts';
import { finding } from '../support/report.ts';

const own = '111122223333';

interface Imported {
  readonly Findings: readonly Record<string, unknown>[];
}

/** Security Hub on loopback, which answers `reply` to every import. */
async function securityHub(reply: (body: Imported) => { readonly status?: number; readonly body: object | string }) {
  const bodies: Imported[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString()) as Imported;
        bodies.push(body);
        const { status = 200, body: answer } = reply(body);
        response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-requestid': 'request' });
        response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  vi.stubEnv('AWS_ENDPOINT_URL_SECURITYHUB', `http://127.0.0.1:${port}`);
  return bodies;
}

const success = ({ Findings }: Imported) => ({
  body: { SuccessCount: Findings.length, FailedCount: 0, FailedFindings: [] },
});
const message = (change: string, more: object = {}): string =>
  JSON.stringify({
    schemaVersion: '1',
    messageId: 'm',
    change,
    scanId: 's',
    firstSeen: '2026-11-20T00:00:00.000Z',
    version: 1,
    finding: { ...finding(), ...more },
  });
const topicEvent = (...messages: readonly string[]) => ({ Records: messages.map((Message) => ({ Sns: { Message } })) });

beforeEach(() => {
  for (const [name, value] of Object.entries({
    ...environment,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  })) {
    vi.stubEnv(name, value);
  }
  vi.resetModules();
});

const handler = async () => (await import('../../handlers/security-hub.ts')).handler;

describe('the Security Hub function', () => {
  it('imports an opened finding under its own account, and archives it when it is resolved', async () => {
    const bodies = await securityHub(success);
    const run = await handler();
    const member = { resource: { ...finding().resource, arn: 'arn:aws:iam::444455556666:role/desktops' } };
    await run(topicEvent(message('opened', member)), context);
    await run(topicEvent(message('resolved', { ...member, status: 'pass' })), context);
    const [opened, resolved] = bodies.map(({ Findings }) => Findings[0]!);
    expect(opened).toMatchObject({
      AwsAccountId: own,
      ProductArn: `arn:aws:securityhub:eu-central-1:${own}:product/${own}/default`,
      CreatedAt: '2026-11-20T00:00:00.000Z',
      RecordState: 'ACTIVE',
      Workflow: { Status: 'NEW' },
      Compliance: { Status: 'FAILED' },
      Severity: { Label: 'HIGH' },
      Resources: [{ Type: 'AwsIamRole', Id: 'arn:aws:iam::444455556666:role/desktops' }],
    });
    expect(resolved).toMatchObject({
      Id: opened!['Id'],
      RecordState: 'ARCHIVED',
      Workflow: { Status: 'RESOLVED' },
      Compliance: { Status: 'PASSED' },
    });
  });

  it.each([
    ['gone', 'ARCHIVED', 'RESOLVED', 'PASSED'],
    ['accepted', 'ARCHIVED', 'SUPPRESSED', 'FAILED'],
    ['lost-sight', 'ACTIVE', 'NEW', 'NOT_AVAILABLE'],
    ['regained', 'ACTIVE', 'NEW', 'FAILED'],
  ])('follows %s: %s, %s, %s', async (change, state, workflow, compliance) => {
    const bodies = await securityHub(success);
    await (
      await handler()
    )(topicEvent(message(change)), context);
    expect(bodies[0]?.Findings[0]).toMatchObject({
      RecordState: state,
      Workflow: { Status: workflow },
      Compliance: { Status: compliance },
    });
  });

  it('sends what is open again on a schedule, a hundred at a time', async () => {
    await loopbackAws();
    const aws = await loopbackAws();
    vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
    const bodies = await securityHub(success);
    const { dynamodbStore } = await import('../../lib/aws/dynamodb-store.ts');
    const store = dynamodbStore({ table: 'history', region: 'eu-central-1' });
    const findings = Array.from({ length: 130 }, (_, index) =>
      finding({ resource: { ...finding().resource, arn: `arn:aws:iam::${own}:role/r${index}`, name: `r${index}` } }),
    );
    await store.record(own, entryOf({ lives: [], waiting: [] }, 1, findings));
    expect(await (await handler())({ source: 'aws.scheduler', time: '2026-11-25T00:00:00Z' }, context)).toStrictEqual({
      imported: 130,
    });
    expect(bodies.map(({ Findings }) => Findings.length)).toStrictEqual([100, 30]);
  });

  it('fails, so that the messages come again, when a finding is refused or the answer is not whole', async () => {
    const replies = [
      {
        body: {
          SuccessCount: 0,
          FailedCount: 1,
          FailedFindings: [{ Id: 'x', ErrorCode: 'InvalidInput', ErrorMessage: 'no' }],
        },
      },
      { body: {} },
      { status: 403, body: { Message: 'not subscribed' } },
    ];
    await securityHub(() => replies.shift()!);
    const run = await handler();
    const event = topicEvent(message('opened'));
    await expect(run(event, context)).rejects.toThrow('1 of 1 findings were not imported: InvalidInput: no');
    await expect(run(event, context)).rejects.toThrow('does not say what came of each finding');
    await expect(run(event, context)).rejects.toThrow('not subscribed');
    await expect(run({ Records: [], more: 1 }, context)).resolves.toStrictEqual({ imported: 0 });
    await expect(run({ detail: {} }, context)).rejects.toThrow('The Security Hub function cannot take this event:');
  });
});
