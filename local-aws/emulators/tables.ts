import { once } from 'node:events';
import { Agent, request as sendRequest, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { WireReply, WireRequest } from '../protocols/protocol.ts';
import { tcpPort } from '../tcp-port.ts';
import type { Emulator } from './emulator.ts';
import { endToEnd } from './headers.ts';

export interface TablesOptions {
  /** Names of tables that exist from the start, with a partition key `pk` and a sort key `sk`, both strings. */
  readonly tables?: readonly string[];
}

/**
 * DynamoDB, by dynalite, in memory and on a loopback port of its own. It has no transactions, no UpdateTimeToLive and
 * no ReturnValuesOnConditionCheckFailure.
 */
export async function startTables({ tables = [] }: TablesOptions = {}): Promise<Emulator> {
  const { default: dynalite } = await import('dynalite');
  const server = dynalite({ createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = tcpPort(server);
  const agent = new Agent({ keepAlive: true });
  const forward = (request: WireRequest): Promise<WireReply> => send(request, port, agent);
  for (const table of tables) await createTable(table, forward);
  return {
    services: ['dynamodb'],
    answer: ({ request }) => forward(request),
    async close() {
      agent.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function createTable(TableName: string, forward: (request: WireRequest) => Promise<WireReply>): Promise<void> {
  const body = JSON.stringify({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keys.map(([AttributeName, KeyType]) => ({ AttributeName, KeyType })),
    AttributeDefinitions: keys.map(([AttributeName]) => ({ AttributeName, AttributeType: 'S' })),
  });
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'DynamoDB_20120810.CreateTable',
    'x-amz-date': '20000101T000000Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=local/20000101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  };
  const reply = await forward({ method: 'POST', url: '/', headers, body: Buffer.from(body) });
  if (reply.status !== 200) throw new Error(`Table ${TableName} was not made: ${String(reply.body)}`);
}

const keys = [
  ['pk', 'HASH'],
  ['sk', 'RANGE'],
] as const;

async function send({ method, url, headers, body }: WireRequest, port: number, agent: Agent): Promise<WireReply> {
  const own = { ...headers, connection: 'keep-alive' };
  const sent = sendRequest({ host: '127.0.0.1', port, method, path: url, headers: own, agent });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve).on('error', reject).end(body);
  });
  const content = await buffer(response);
  return { status: response.statusCode ?? 502, headers: endToEnd(response.headers), body: content };
}
