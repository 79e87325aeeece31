import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';

const region = 'eu-central-1';

export interface Inbox {
  /** What arrived since the last time, as SQS holds it. */
  receive(): Promise<readonly string[]>;
}

/** A queue behind a topic, with a filter policy on message attributes or without. Messages arrive raw. */
export async function subscribe(url: string, topicArn: string, name: string, filterPolicy?: object): Promise<Inbox> {
  const { QueueUrl } = await sqs(url, 'CreateQueue', {
    QueueName: name,
    ...(name.endsWith('.fifo') ? { Attributes: { FifoQueue: 'true' } } : {}),
  });
  const client = new SNSClient({ endpoint: url, region });
  await client.send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: 'sqs',
      Endpoint: `arn:aws:sqs:${region}:000000000000:${name}`,
      Attributes: {
        RawMessageDelivery: 'true',
        ...(filterPolicy === undefined ? {} : { FilterPolicy: JSON.stringify(filterPolicy) }),
      },
    }),
  );
  client.destroy();
  return {
    async receive() {
      const bodies: string[] = [];
      for (;;) {
        const { Messages = [] } = await sqs(url, 'ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 });
        if (Messages.length === 0) return bodies;
        for (const { Body, ReceiptHandle } of Messages) {
          bodies.push(Body);
          await sqs(url, 'DeleteMessage', { QueueUrl, ReceiptHandle });
        }
      }
    },
  };
}

interface Answer {
  readonly QueueUrl?: string;
  readonly Messages?: readonly { readonly Body: string; readonly ReceiptHandle: string }[];
}

/** Calls SQS as its SDK client does: AWS JSON 1.0. */
async function sqs(url: string, operation: string, input: object): Promise<Answer> {
  const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/sqs/aws4_request, SignedHeaders=host, Signature=0`;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      authorization,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${operation}`,
    },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text === '' ? {} : (JSON.parse(text) as Answer);
}
