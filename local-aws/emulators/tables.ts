import { once } from 'node:events';
import { request as sendRequest, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { WireReply, WireRequest } from '../protocols/protocol.ts';
import { tcpPort } from '../tcp-port.ts';
import type { Emulator } from './emulator.ts';
import { endToEnd } from './headers.ts';

/**
 * DynamoDB, by dynalite, in memory and on a loopback port of its own. It has no transactions, no UpdateTimeToLive and
 * no ReturnValuesOnConditionCheckFailure.
 */
export async function startTables(): Promise<Emulator> {
  const { default: dynalite } = await import('dynalite');
  const server = dynalite({ createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = tcpPort(server);
  return {
    services: ['dynamodb'],
    answer: ({ request }) => forward(request, port),
    async close() {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function forward({ method, url, headers, body }: WireRequest, port: number): Promise<WireReply> {
  // One connection per request, so that none is left open when the server closes.
  const own = { ...headers, connection: 'close' };
  const sent = sendRequest({ host: '127.0.0.1', port, method, path: url, headers: own, agent: false });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve).on('error', reject).end(body);
  });
  const content = await buffer(response);
  return { status: response.statusCode ?? 502, headers: endToEnd(response.headers), body: content };
}
