import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { liveSource } from '../../../lib/aws/live-source.ts';

const credentials = () => Promise.resolve({ accessKeyId: 'test', secretAccessKey: 'test' });

/** Answers with the beginning of a web page that goes on for as long as somebody listens. */
async function endlessPage(): Promise<{ readonly url: string; readonly left: Promise<unknown> }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const left = new Promise((resolve) => {
    server.on('request', (_, response: ServerResponse) => {
      response.on('close', resolve);
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).write('<!DOCTYPE html><html>');
    });
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, left };
}

it('hangs up on a web page instead of waiting for its end', async () => {
  const { url, left } = await endlessPage();
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  const source = liveSource({ credentials, maxAttempts: 1, region: 'us-east-1' });
  expect(await source.read({ service: 'sts', operation: 'GetCallerIdentity', region: 'global' })).toEqual({
    outcome: 'failed',
    code: 'NotAnAwsResponse',
    detail: 'the endpoint answered something that is not an AWS response (HTTP 200)',
    requests: 1,
  });
  await left;
});
