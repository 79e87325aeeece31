import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request as sendRequest } from 'node:http';
import { createServer as createSocket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

/** A function that the state machine calls, by its name. */
export type Functions = Readonly<Record<string, (event: unknown) => Promise<unknown>>>;

export interface Moto {
  readonly url: string;
  /** The calls of functions, in order. */
  readonly calls: readonly { readonly name: string; readonly event: unknown }[];
  /** A call of a JSON 1.0 or 1.1 service. */
  json(target: string, service: string, input: object): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** moto behind a front that answers Lambda itself with these functions, on loopback. */
export async function startMoto(functions: Functions): Promise<Moto> {
  const calls: { name: string; event: unknown }[] = [];
  const back = await freePort();
  const front = createServer((request, response) => {
    void (async () => {
      const body = await buffer(request);
      const name = /^\/2015-03-31\/functions\/([^/]+)\/invocations/.exec(request.url ?? '')?.[1];
      if (name === undefined) {
        const { method, url, headers } = request;
        const forwarded = sendRequest({ host: '127.0.0.1', port: back, method, path: url, headers }, (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        });
        forwarded.on('error', () => response.writeHead(502).end()).end(body);
        return;
      }
      const called = decodeURIComponent(name).split(':').at(-1) ?? '';
      const event: unknown = JSON.parse(body.toString() || '{}');
      calls.push({ name: called, event });
      try {
        const answer = await functions[called]?.(event);
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      } catch (error) {
        const { name: errorType, message: errorMessage } = error instanceof Error ? error : new Error(String(error));
        response
          .writeHead(200, { 'content-type': 'application/json', 'x-amz-function-error': 'Unhandled' })
          .end(JSON.stringify({ errorType, errorMessage }));
      }
    })();
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  const { port } = front.address() as { port: number };
  const python = process.env['ENGINE_PYTHON'] ?? 'python3';
  const moto: ChildProcess = spawn(python, ['scripts/python/engine.py', String(back), String(port)], {
    stdio: 'ignore',
    env: { ...process.env, MOTO_PORT: String(port) },
  });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(`http://127.0.0.1:${back}/moto-api/`);
  return {
    url,
    calls,
    async json(target, service, input) {
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          authorization: `AWS4-HMAC-SHA256 Credential=111122223333/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
          'content-type': service === 'events' ? 'application/x-amz-json-1.1' : 'application/x-amz-json-1.0',
          'x-amz-date': '20260101T000000Z',
          'x-amz-target': target,
        },
        body: JSON.stringify(input),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${target}: ${text}`);
      return (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    },
    async close() {
      moto.kill();
      await once(moto, 'exit');
      front.closeAllConnections();
      front.close();
    },
  };
}

async function freePort(): Promise<number> {
  const socket = createSocket();
  socket.listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address() as { port: number };
  socket.close();
  await once(socket, 'close');
  return port;
}

async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await pause(100);
  }
  throw new Error('moto did not start');
}
