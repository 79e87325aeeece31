import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PublishBatchCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import type { LocalAws } from '../../local-aws/server.ts';
import { clients, credentials, local, region } from './support.ts';

const TopicArn = `arn:aws:sns:${region}:000000000000:findings`;
const messaging = { topics: [TopicArn] };

const snsClient = ({ url: endpoint }: LocalAws, maxAttempts = 1) =>
  new SNSClient({ endpoint, region, credentials, maxAttempts });

const dynamodbClient = ({ url: endpoint }: LocalAws) =>
  new DynamoDBClient({ endpoint, region, credentials, maxAttempts: 1 });

/** Calls SQS as its SDK client does: AWS JSON 1.0. */
async function sqs(aws: LocalAws, operation: string, input: Record<string, unknown>) {
  const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/sqs/aws4_request, SignedHeaders=host, Signature=0`;
  const headers = {
    authorization,
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `AmazonSQS.${operation}`,
  };
  const response = await fetch(aws.url, { method: 'POST', headers, body: JSON.stringify(input) });
  return (await response.json()) as { QueueUrl: string; Messages?: { Body: string }[]; __type?: string };
}

/** A queue behind the topic; gives what reaches it, sorted. */
async function queueBehindTopic(aws: LocalAws) {
  const { QueueUrl } = await sqs(aws, 'CreateQueue', { QueueName: 'inbox' });
  const Endpoint = `arn:aws:sqs:${region}:000000000000:inbox`;
  const Attributes = { RawMessageDelivery: 'true' };
  await snsClient(aws).send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes }));
  return async () => {
    const { Messages = [] } = await sqs(aws, 'ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 });
    return Messages.map((message) => message.Body).toSorted();
  };
}

const entry = (Id: string) => ({
  Id,
  Message: `message ${Id} & more`,
  MessageAttributes: { severity: { DataType: 'String', StringValue: 'high' } },
});

describe('SNS and SQS', () => {
  it('delivers what is published, and records it', async () => {
    const aws = await local({ messaging });
    const received = await queueBehindTopic(aws);
    const { MessageId } = await snsClient(aws).send(
      new PublishCommand({
        TopicArn,
        Subject: 'Two findings',
        MessageStructure: 'json',
        Message: '{"default":"text"}',
      }),
    );
    const { Successful = [], Failed } = await snsClient(aws).send(
      new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: [entry('a'), entry('b')] }),
    );
    expect(await received()).toEqual(['message a & more', 'message b & more', '{"default":"text"}']);
    expect(Failed).toEqual([]);
    expect(aws.published).toEqual([
      {
        topicArn: TopicArn,
        region,
        messageId: MessageId,
        subject: 'Two findings',
        messageStructure: 'json',
        message: '{"default":"text"}',
        attributes: {},
      },
      {
        topicArn: TopicArn,
        region,
        messageId: Successful[0]?.MessageId,
        message: 'message a & more',
        attributes: { severity: 'high' },
      },
      {
        topicArn: TopicArn,
        region,
        messageId: Successful[1]?.MessageId,
        message: 'message b & more',
        attributes: { severity: 'high' },
      },
    ]);
    expect(aws.requests.counts).toEqual({
      'sqs:CreateQueue': 1,
      'sns:Subscribe': 1,
      'sns:Publish': 1,
      'sns:PublishBatch': 1,
      'sqs:ReceiveMessage': 1,
    });
  });

  it('records nothing that SNS refused', async () => {
    const aws = await local({ messaging });
    const nowhere = `${TopicArn}-gone`;
    await expect(snsClient(aws).send(new PublishCommand({ TopicArn: nowhere, Message: 'lost' }))).rejects.toMatchObject(
      { name: 'NotFoundException', $metadata: { httpStatusCode: 404 } },
    );
    expect(aws.published).toEqual([]);
  });

  it('holds to the limits of SNS', async () => {
    const sns = snsClient(await local({ messaging }));
    const big = 'x'.repeat(140_000);
    const PublishBatchRequestEntries = [
      { Id: 'a', Message: big },
      { Id: 'b', Message: big },
    ];
    await expect(sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }))).rejects.toMatchObject({
      name: 'BatchRequestTooLongException',
    });
    await expect(
      sns.send(new PublishCommand({ TopicArn, Message: 'm', Subject: 'x'.repeat(100) })),
    ).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Invalid parameter: Subject',
    });
    await expect(sns.send(new PublishCommand({ TopicArn, Message: 'm', Subject: 'two\nlines' }))).rejects.toMatchObject(
      {
        message: 'Invalid parameter: Subject',
      },
    );
    await expect(
      sns.send(new PublishCommand({ TopicArn, Message: '{"email":"x"}', MessageStructure: 'json' })),
    ).rejects.toMatchObject({
      message: 'Invalid parameter: Message Structure - No default entry in JSON message body',
    });
    await expect(
      sns.send(new PublishCommand({ TopicArn, Message: 'plain', MessageStructure: 'json' })),
    ).rejects.toMatchObject({ message: 'Invalid parameter: Message Structure - JSON message body failed to parse' });
  });

  it('cannot start with a topic of another account', async () => {
    const foreign = 'arn:aws:sns:eu-central-1:111122223333:findings';
    await expect(local({ messaging: { topics: [foreign] } })).rejects.toThrow(
      `Expected a topic arn:aws:sns:<region>:000000000000:<name>, but got ${foreign}`,
    );
  });

  it('serves neither unless asked to', async () => {
    const aws = await local();
    await expect(snsClient(aws).send(new PublishCommand({ TopicArn, Message: 'm' }))).rejects.toMatchObject({
      name: 'InvalidAction',
      message: 'sns has no operation 2010-03-31 Publish here',
    });
    expect(await clients(aws).sts.send(new GetCallerIdentityCommand())).toMatchObject({ Account: '111122223333' });
  });
});

describe('faults of SNS and SQS', () => {
  it('loses the request before it takes effect, or the answer after', async () => {
    const aws = await local({ messaging });
    const received = await queueBehindTopic(aws);
    const publish = (Message: string) => snsClient(aws).send(new PublishCommand({ TopicArn, Message }));
    aws.addFault({ kind: 'cut', on: { service: 'sns' }, times: 1 });
    await expect(publish('lost')).rejects.toMatchObject({ code: 'ECONNRESET' });
    aws.addFault({ kind: 'cut', on: { service: 'sns' }, times: 1, when: 'after' });
    await expect(publish('arrived')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await received()).toEqual(['arrived']);
    expect(aws.published.map(({ message }) => message)).toEqual(['arrived']);
  });

  it('publishes twice when the answer was lost and the client tries again', async () => {
    const aws = await local({ messaging, faults: [{ kind: 'server-error', times: 1, when: 'after' }] });
    await snsClient(aws, 2).send(new PublishCommand({ TopicArn, Message: 'again' }));
    expect(aws.published.map(({ message }) => message)).toEqual(['again', 'again']);
  });

  it('throttles SNS and SQS in their own words', async () => {
    const aws = await local({ messaging, faults: [{ kind: 'throttle' }] });
    await expect(snsClient(aws).send(new PublishCommand({ TopicArn, Message: 'm' }))).rejects.toMatchObject({
      name: 'Throttling',
    });
    expect(await sqs(aws, 'ListQueues', {})).toMatchObject({ __type: 'ThrottlingException' });
  });

  it('fails some entries of a batch and publishes the others', async () => {
    const aws = await local({ messaging, faults: [{ kind: 'fail-entries', positions: [1, 3], times: 1 }] });
    const PublishBatchRequestEntries = ['a', 'b', 'c'].map(entry);
    const send = () => snsClient(aws).send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }));
    const { Successful, Failed } = await send();
    expect(Successful?.map(({ Id }) => Id)).toEqual(['b']);
    expect(Failed).toEqual([
      { Id: 'a', Code: 'InternalError', SenderFault: false },
      { Id: 'c', Code: 'InternalError', SenderFault: false },
    ]);
    expect(aws.published.map(({ message, attributes }) => [message, attributes])).toEqual([
      ['message b & more', { severity: 'high' }],
    ]);
    expect((await send()).Failed).toEqual([]);
  });

  it('fails every entry of a batch, with HTTP 200', async () => {
    const aws = await local({ messaging, faults: [{ kind: 'fail-entries', positions: [1] }] });
    const answer = await snsClient(aws).send(
      new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: [entry('a')] }),
    );
    expect(answer).toMatchObject({ Successful: [], Failed: [{ Id: 'a' }], $metadata: { httpStatusCode: 200 } });
    expect(aws.published).toEqual([]);
  });
});

describe('DynamoDB', () => {
  const TableName = 'findings';

  async function table(aws: LocalAws) {
    const dynamodb = dynamodbClient(aws);
    await dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      }),
    );
    return {
      put: (id: string) => dynamodb.send(new PutItemCommand({ TableName, Item: { id: { S: id }, n: { N: '1' } } })),
      get: async (id: string) => (await dynamodb.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }))).Item,
    };
  }

  it('keeps items, and counts requests', async () => {
    const aws = await local({ dynamodb: true });
    const { put, get } = await table(aws);
    await put('a');
    expect(await get('a')).toEqual({ id: { S: 'a' }, n: { N: '1' } });
    expect(await get('b')).toBeUndefined();
    expect(aws.requests.counts).toEqual({ 'dynamodb:CreateTable': 1, 'dynamodb:PutItem': 1, 'dynamodb:GetItem': 2 });
  });

  it('loses a write before it takes effect, or its answer after', async () => {
    const aws = await local({ dynamodb: true });
    const { put, get } = await table(aws);
    aws.addFault({ kind: 'throttle', on: { service: 'dynamodb' }, times: 1 });
    await expect(put('before')).rejects.toMatchObject({ name: 'ThrottlingException' });
    aws.addFault({ kind: 'server-error', on: { service: 'dynamodb' }, times: 1, when: 'after' });
    await expect(put('after')).rejects.toMatchObject({ name: 'InternalFailure' });
    expect(await get('before')).toBeUndefined();
    expect(await get('after')).toEqual({ id: { S: 'after' }, n: { N: '1' } });
  });
});

const s3 = (aws: LocalAws, method: string, path: string, body?: string) => {
  const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/s3/aws4_request, SignedHeaders=host, Signature=0`;
  return fetch(`${aws.url}${path}`, { method, headers: { authorization }, ...(body === undefined ? {} : { body }) });
};

describe('S3', () => {
  it('keeps objects, and names operations as far as the request does', async () => {
    const aws = await local({ messaging: { buckets: ['reports'] } });
    await s3(aws, 'PUT', '/reports/2026/a.json', '{"a":1}');
    expect(await (await s3(aws, 'GET', '/reports/2026/a.json?x-id=GetObject')).text()).toBe('{"a":1}');
    await s3(aws, 'GET', '/reports?list-type=2');
    expect(aws.requests.counts).toEqual({ 's3:PutObject': 1, 's3:GetObject': 1, 's3:GET': 1 });
  });

  it('refuses in XML', async () => {
    const aws = await local({ messaging: {}, faults: [{ kind: 'throttle' }] });
    const answer = await s3(aws, 'GET', '/reports/a.json');
    expect(answer.status).toBe(503);
    expect(await answer.text()).toMatch(/^<Error><Code>SlowDown<\/Code><Message>Rate exceeded<\/Message><RequestId>/);
  });
});
