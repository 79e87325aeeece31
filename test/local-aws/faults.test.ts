import { ListRolesCommand } from '@aws-sdk/client-iam';
import { DescribeStacksCommand } from '@aws-sdk/client-appstream';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { DescribeIpGroupsCommand, WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../local-aws/faults.ts';
import { clients, credentials, local, region } from './support.ts';

const topic = `arn:aws:sns:${region}:000000000000:findings`;

const askIam = async (fault: Fault) => {
  const { iam } = clients(await local({ faults: [fault] }));
  return iam.send(new ListRolesCommand());
};

const askWorkSpaces = async (fault: Fault) => {
  const { workspaces } = clients(await local({ faults: [fault] }));
  return workspaces.send(new DescribeIpGroupsCommand());
};

describe('faults that AWS puts into words', () => {
  it.each<[Fault, string, number, string]>([
    [{ kind: 'throttle' }, 'Throttling', 400, 'Rate exceeded'],
    [{ kind: 'throttle', status: 429 }, 'Throttling', 429, 'Rate exceeded'],
    [{ kind: 'deny' }, 'AccessDenied', 403, 'User is not authorized to perform: iam:ListRoles'],
    [{ kind: 'expired-token' }, 'ExpiredToken', 403, 'The security token included in the request is expired'],
    [{ kind: 'server-error' }, 'InternalFailure', 500, 'The request processing has failed'],
    [{ kind: 'server-error', status: 503 }, 'ServiceUnavailable', 503, 'The service is unavailable'],
    [{ kind: 'error', code: 'ServiceFailure' }, 'ServiceFailureException', 500, 'Injected ServiceFailure'],
  ])('%o in XML', async (fault, name, httpStatusCode, message) => {
    await expect(askIam(fault)).rejects.toMatchObject({ name, message, $metadata: { httpStatusCode } });
  });

  it.each<[Fault, string, number, string]>([
    [{ kind: 'throttle' }, 'ThrottlingException', 400, 'Rate exceeded'],
    [{ kind: 'deny' }, 'AccessDeniedException', 400, 'User is not authorized to perform: workspaces:DescribeIpGroups'],
    [{ kind: 'expired-token' }, 'ExpiredTokenException', 400, 'The security token included in the request is expired'],
    [{ kind: 'server-error', status: 502 }, 'InternalFailure', 502, 'The request processing has failed'],
    [
      { kind: 'error', code: 'OperationNotSupportedException', message: 'no', status: 400 },
      'OperationNotSupportedException',
      400,
      'no',
    ],
  ])('%o in JSON', async (fault, name, httpStatusCode, message) => {
    await expect(askWorkSpaces(fault)).rejects.toMatchObject({ name, message, $metadata: { httpStatusCode } });
  });
});

describe('faults below and beside AWS', () => {
  it('cuts the connection', async () => {
    await expect(askWorkSpaces({ kind: 'cut' })).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it.each<200 | 502>([200, 502])('answers HTML with status %i to a JSON client', async (status) => {
    await expect(askWorkSpaces({ kind: 'html', status })).rejects.toMatchObject({ name: 'SyntaxError' });
  });

  it('answers HTML to an XML client, which takes it for an answer without content when the status is 200', async () => {
    const { $metadata, ...content } = await askIam({ kind: 'html', status: 200 });
    expect([$metadata.httpStatusCode, content]).toEqual([200, {}]);
    await expect(askIam({ kind: 'html', status: 502 })).rejects.toMatchObject({ $metadata: { httpStatusCode: 502 } });
  });

  it('answers late', async () => {
    const aws = await local({ faults: [{ kind: 'delay', ms: 20 }] });
    const { Roles } = await clients(aws).iam.send(new ListRolesCommand());
    expect(Roles).toHaveLength(3);
    expect(aws.requests.log[0]?.fault).toBe('delay');
  });

  it('answers too late for a client that gives up', async () => {
    const aws = await local({ faults: [{ kind: 'delay', ms: 60_000 }] });
    const requestHandler = new NodeHttpHandler({ requestTimeout: 30, throwOnRequestTimeout: true });
    const client = new WorkSpacesClient({ endpoint: aws.url, region, credentials, maxAttempts: 1, requestHandler });
    await expect(client.send(new DescribeIpGroupsCommand())).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it.each<['before' | 'after', number]>([
    ['before', 0],
    ['after', 1],
  ])('dies %s a request, and takes nothing from then on until it lives again', async (when, published) => {
    const aws = await local({ messaging: { topics: [topic] } });
    const { iam } = clients(aws);
    const sns = new SNSClient({ endpoint: aws.url, region, credentials, maxAttempts: 1 });
    const say = (Message: string) => sns.send(new PublishCommand({ TopicArn: topic, Message }));
    const death = aws.addFault({ kind: 'death', when, on: { service: 'sns' } });
    await iam.send(new ListRolesCommand());
    await expect(say('last words')).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect(iam.send(new ListRolesCommand())).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect(say('from beyond')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(aws.published).toHaveLength(published);
    death.remove();
    await say('alive');
    expect(aws.published).toHaveLength(published + 1);
  });

  it('never answers until it is closed', async () => {
    const aws = await local();
    const fault = aws.addFault({ kind: 'hang' });
    const closeWhenHit = async () => {
      while (fault.hits === 0) await new Promise(setImmediate);
      await aws.close();
    };
    const [answer] = await Promise.allSettled([
      clients(aws).workspaces.send(new DescribeIpGroupsCommand()),
      closeWhenHit(),
    ]);
    expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'ECONNRESET' } });
  });
});

describe('which requests meet a fault', () => {
  it('counts matching requests from when the fault was added', async () => {
    const aws = await local();
    const { iam } = clients(aws);
    const outcome = () =>
      iam.send(new ListRolesCommand()).then(
        () => 'answered',
        (error: Error) => error.name,
      );
    await outcome();
    const fault = aws.addFault({ kind: 'deny', on: { service: 'iam', operation: 'ListRoles' }, nth: 2, times: 2 });
    const outcomes = [await outcome(), await outcome(), await outcome(), await outcome()];
    expect(outcomes).toEqual(['answered', 'AccessDenied', 'AccessDenied', 'answered']);
    expect(fault.hits).toBe(2);
  });

  it('tells services, operations and Regions apart', async () => {
    const aws = await local({ faults: [{ kind: 'deny', on: { service: 'workspaces', region } }] });
    const { iam, workspaces } = clients(aws);
    await expect(workspaces.send(new DescribeIpGroupsCommand())).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    expect((await iam.send(new ListRolesCommand())).Roles).toHaveLength(3);
    const elsewhere = clients(aws, { region: 'af-south-1' }).workspaces;
    await expect(elsewhere.send(new DescribeIpGroupsCommand())).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });

  it('counts over all services without a match', async () => {
    const aws = await local({ faults: [{ kind: 'error', code: 'Third', nth: 3, times: 1 }] });
    const { appstream, iam, sts, workspaces } = clients(aws);
    await iam.send(new ListRolesCommand());
    await sts.send(new GetCallerIdentityCommand());
    await expect(workspaces.send(new DescribeIpGroupsCommand())).rejects.toMatchObject({ name: 'Third' });
    await appstream.send(new DescribeStacksCommand());
    expect(aws.requests.log.map(({ service, operation, fault }) => [service, operation, fault])).toEqual([
      ['iam', 'ListRoles', undefined],
      ['sts', 'GetCallerIdentity', undefined],
      ['workspaces', 'DescribeIpGroups', 'error'],
      ['appstream', 'DescribeStacks', undefined],
    ]);
  });

  it('counts every attempt of a call that is retried', async () => {
    const aws = await local({ faults: [{ kind: 'server-error', times: 2 }] });
    const { iam } = clients(aws, { maxAttempts: 3 });
    expect((await iam.send(new ListRolesCommand({ MaxItems: 7 }))).Roles).toHaveLength(3);
    expect(aws.requests.counts).toEqual({ 'iam:ListRoles': 3 });
    expect(aws.requests.total).toBe(3);
    expect(aws.requests.log[2]).toEqual({
      account: '111122223333',
      service: 'iam',
      operation: 'ListRoles',
      region,
      input: { MaxItems: '7' },
    });
    aws.requests.clear();
    expect(aws.requests.total).toBe(0);
  });

  it('lets a removed fault hit no more', async () => {
    const aws = await local();
    const fault = aws.addFault({ kind: 'deny' });
    fault.remove();
    expect((await clients(aws).iam.send(new ListRolesCommand())).Roles).toHaveLength(3);
    expect(fault.hits).toBe(0);
  });
});
