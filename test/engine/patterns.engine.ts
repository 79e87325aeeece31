import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventOf, writes } from '../change/writes.ts';
import { startMoto } from './moto.ts';

const patterns = JSON.parse(readFileSync('infrastructure/event-patterns.json', 'utf8')) as Record<string, object>;

describe('the patterns of events on moto', { timeout: 120_000 }, () => {
  it('take each write that is followed, and neither its refusal nor its neighbor', async () => {
    const moto = await startMoto({});
    onTestFinished(() => moto.close());
    const { QueueUrl } = await moto.json('AmazonSQS.CreateQueue', 'sqs', { QueueName: 'changes' });
    for (const [service, pattern] of Object.entries(patterns)) {
      await moto.json('AWSEvents.PutRule', 'events', { Name: service, EventPattern: JSON.stringify(pattern) });
      await moto.json('AWSEvents.PutTargets', 'events', {
        Rule: service,
        Targets: [{ Id: 'queue', Arn: 'arn:aws:sqs:us-east-1:111122223333:changes' }],
      });
    }
    /** The names of the events that arrived in the queue. */
    async function arrived(bodies: readonly string[]): Promise<readonly string[]> {
      for (const body of bodies) {
        const event = JSON.parse(body) as { source: string; 'detail-type': string; detail: object };
        await moto.json('AWSEvents.PutEvents', 'events', {
          Entries: [{ Source: event.source, DetailType: event['detail-type'], Detail: JSON.stringify(event.detail) }],
        });
      }
      const names: string[] = [];
      for (;;) {
        const { Messages: messages } = (await moto.json('AmazonSQS.ReceiveMessage', 'sqs', {
          QueueUrl,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: 600,
        })) as {
          Messages?: readonly { Body: string }[];
        };
        if (messages === undefined || messages.length === 0) return names;
        for (const { Body } of messages) {
          const { source, detail } = JSON.parse(Body) as { source: string; detail: { eventName: string } };
          names.push(`${source.replace('aws.', '')}:${detail.eventName}`);
        }
      }
    }
    const names = writes.map(({ name }) => name);
    expect((await arrived(writes.map((write) => eventOf(write)))).toSorted()).toStrictEqual(names.toSorted());
    expect(await arrived(writes.map((write) => eventOf(write, { errorCode: 'AccessDenied' })))).toStrictEqual([]);
    // The same name at another service, and a name that is almost the same.
    expect(
      await arrived(writes.map((write) => eventOf({ ...write, name: write.name.replace(/^[^:]+/, 'ec2') }))),
    ).toStrictEqual([]);
    expect(await arrived(writes.map((write) => eventOf({ ...write, name: `${write.name}s` })))).toStrictEqual([]);
  });
});
