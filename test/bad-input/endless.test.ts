import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { liveSource, type LiveSourceOptions } from '../../lib/aws/live-source.ts';
import { signedRequest } from '../../lib/aws/signed-request.ts';

const whoAmI = { service: 'sts', operation: 'GetCallerIdentity', region: 'global' };
const megabyte = Buffer.alloc(1_048_576, 32);

/** Writes for as long as somebody reads. */
function pour(response: ServerResponse, megabytes: number): void {
  const body = Readable.from(Iterator.from(times(megabytes)).map(() => megabyte));
  body.on('error', () => {}).pipe(response);
  response.on('close', () => body.destroy());
}

function* times(count: number): Generator<number> {
  for (let i = 0; i < count; i += 1) yield i;
}

function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write(' '), 5);
  response.on('close', () => clearInterval(timer));
}

const bodies: readonly (readonly [name: string, send: (response: ServerResponse) => unknown, says: string])[] = [
  ['stalls', (response) => response.write('<'), 'TimeoutError: the answer was not complete within 200 ms'],
  ['drips', drip, 'TimeoutError: the answer was not complete within 200 ms'],
  ['has no end', (response) => pour(response, Infinity), 'AnswerTooLarge: the answer is larger than 8388608 bytes'],
  ['has 600 MB', (response) => pour(response, 600), 'AnswerTooLarge: the answer is larger than 8388608 bytes'],
];

/** A server that carries AWS's request id, and then sends a body of its own kind. */
async function serverWith(send: (response: ServerResponse) => unknown): Promise<URL> {
  const server = createServer((_, response) => {
    response.on('error', () => {});
    response.writeHead(200, { 'content-type': 'text/xml', 'x-amzn-requestid': '1' });
    void send(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

const credentials = () => Promise.resolve({ accessKeyId: 'test', secretAccessKey: 'test' });
const source = (url: URL, options: LiveSourceOptions = {}) => {
  vi.stubEnv('AWS_ENDPOINT_URL', url.href);
  const limits = { bodyTimeout: 200, bodyBytes: 8_388_608 };
  return liveSource({ credentials, rates: {}, maxAttempts: 1, region: 'us-east-1', ...limits, ...options });
};

describe('a body that', () => {
  it.each(bodies)('%s ends by a limit that the answer names', async (_, send, says) => {
    // The time is not what ends a body that is too large, however slow the machine.
    const options = says.startsWith('AnswerTooLarge') ? { bodyTimeout: 60_000 } : {};
    const answer = await source(await serverWith(send), options).read(whoAmI);
    expect(answer.outcome === 'read' ? answer : `${answer.code}: ${answer.detail}`).toBe(says);
  });

  it('stalls or drips ends for requests that are signed by hand as well', async () => {
    for (const send of [drip, (response: ServerResponse) => response.write('<')]) {
      const url = await serverWith(send);
      await expect(
        signedRequest({ service: 's3', region: 'eu-central-1', method: 'GET', url, credentials, timeout: 200 }),
      ).rejects.toThrow(/(no answer|not complete) within 200 ms$/);
    }
  });

  it('has no end ends for requests that are signed by hand as well', async () => {
    const url = await serverWith((response) => pour(response, Infinity));
    await expect(
      signedRequest({ service: 's3', region: 'eu-central-1', method: 'GET', url, credentials, timeout: 60_000 }),
    ).rejects.toThrow('the answer is larger than 104857600 bytes');
  });
});
