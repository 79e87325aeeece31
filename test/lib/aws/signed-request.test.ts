import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { configuredEndpoint, domainOf, endpoint, signedRequest } from '../../../lib/aws/signed-request.ts';

const secretAccessKey = 'secret';
const credentials = async () => ({ accessKeyId: 'AKID', secretAccessKey, sessionToken: 'token' });

async function serving(listener: (...args: Parameters<RequestListener>) => unknown): Promise<URL> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

const sha256 = (data: string): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/**
 * The Authorization header that the request should have, built as "Create a signed AWS API request" of the IAM user
 * guide describes it, from the request as it arrived and the path that is to be signed.
 */
function authorization({ method, headers }: IncomingMessage, signedPath: string, query: string, body: string): string {
  const [, scope = '', signedHeaders = ''] =
    /Credential=AKID\/(\S+), SignedHeaders=(\S+),/.exec(headers.authorization ?? '') ?? [];
  const canonicalHeaders = signedHeaders.split(';').map((name) => `${name}:${String(headers[name])}\n`);
  const canonical = [method, signedPath, query, canonicalHeaders.join(''), signedHeaders, sha256(body)].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const signature = hmac(key, toSign).toString('hex');
  return `AWS4-HMAC-SHA256 Credential=AKID/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
}

describe('signedRequest', () => {
  it.each([
    ['s3', '/bucket/a%20b'],
    ['acm-pca', '/bucket/a%2520b'],
  ])('has the signature that %s expects', async (service, signedPath) => {
    let seen: { authorization: string | undefined; expected: string; body: string } | undefined;
    const url = await serving(async (request, response) => {
      const body = await text(request);
      const expected = authorization(request, signedPath, 'a=1&b=x%20y', body);
      seen = { authorization: request.headers.authorization, expected, body };
      response.writeHead(201, { 'x-amz-id': 'one' }).end('done');
    });
    const answer = await signedRequest({
      service,
      region: 'eu-central-1',
      method: 'PUT',
      url: new URL('/bucket/a%20b?b=x%20y&a=1', url),
      headers: { 'content-type': 'application/json' },
      body: '{"é":1}',
      credentials,
    });
    expect(answer).toMatchObject({ status: 201, body: 'done', headers: { 'x-amz-id': 'one' } });
    expect(seen?.body).toBe('{"é":1}');
    expect(seen?.expected).toMatch(/Credential=AKID\/\d{8}\/eu-central-1\/(s3|acm-pca)\/aws4_request, SignedHeaders=/);
    expect(seen?.authorization).toBe(seen?.expected);
  });

  it('does not follow a redirect', async () => {
    const url = await serving((_, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end());
    const answer = await signedRequest({ service: 's3', region: 'eu-central-1', method: 'GET', url, credentials });
    expect(answer.status).toBe(307);
  });

  it('says which host gave no answer in time', async () => {
    const url = await serving(() => {});
    await expect(
      signedRequest({ service: 's3', region: 'eu-central-1', method: 'GET', url, credentials, timeout: 20 }),
    ).rejects.toThrow(new Error(`GET ${url.host}: no answer within 20 ms`));
  });

  it('says why a host could not be reached', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.close();
    await once(server, 'close');
    await expect(
      signedRequest({ service: 's3', region: 'eu-central-1', method: 'GET', url, credentials }),
    ).rejects.toThrow(new Error(`GET ${url.host}: connect ECONNREFUSED ${url.host}`));
  });

  it('says that a connection was cut', async () => {
    const url = await serving((request) => request.socket.destroy());
    await expect(
      signedRequest({ service: 's3', region: 'eu-central-1', method: 'GET', url, credentials }),
    ).rejects.toThrow(new Error(`GET ${url.host}: other side closed`));
  });
});

describe('endpoint', () => {
  it.each([
    ['eu-central-1', 'https://acm-pca.eu-central-1.amazonaws.com/'],
    ['us-gov-west-1', 'https://acm-pca.us-gov-west-1.amazonaws.com/'],
    ['cn-north-1', 'https://acm-pca.cn-north-1.amazonaws.com.cn/'],
    ['eusc-de-east-1', 'https://acm-pca.eusc-de-east-1.amazonaws.eu/'],
    ['us-iso-east-1', 'https://acm-pca.us-iso-east-1.c2s.ic.gov/'],
    ['us-isob-east-1', 'https://acm-pca.us-isob-east-1.sc2s.sgov.gov/'],
  ])('of %s is under its partition', (region, url) => {
    expect(endpoint('acm-pca', region).href).toBe(url);
    expect(url).toContain(domainOf(region));
  });

  it('is what the environment says, the service before the rest', () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:4566');
    expect(endpoint('acm-pca', 'eu-central-1').href).toBe('http://127.0.0.1:4566/');
    vi.stubEnv('AWS_ENDPOINT_URL_ACM_PCA', 'http://127.0.0.1:4567');
    expect(endpoint('acm-pca', 'eu-central-1').href).toBe('http://127.0.0.1:4567/');
    expect(configuredEndpoint('s3')?.href).toBe('http://127.0.0.1:4566/');
  });
});
