import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { credentialScope } from '../../local-aws/credential-scope.ts';
import { startLocalAws } from '../../local-aws/server.ts';

const programs = process.env['MOTO_PROGRAMS'] ?? '';

/** The services that moto answers; it knows no SAML of WorkSpaces, and little of AppStream. */
const byMoto = new Set(['sts', 'iam', 'sns', 'sqs', 'dynamodb', 's3']);

const accountId = '111122223333';

export interface Moto {
  readonly url: string;
  /** What a process needs to reach it. */
  readonly env: Readonly<Record<string, string>>;
  /** Calls the AWS CLI and resolves with what it printed. */
  aws(...args: readonly string[]): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** moto for some services, and the demo account behind the same port for the others. */
export async function startMoto(): Promise<Moto> {
  const rest = await startLocalAws({ account: 'examples/demo-account' });
  const port = await freePort();
  const moto = spawn(join(programs, 'moto_server'), ['-H', '127.0.0.1', '-p', String(port)], {
    env: { PATH: `${programs}:/usr/bin:/bin`, MOTO_ACCOUNT_ID: accountId },
    stdio: 'ignore',
  });
  const server = createServer((incoming, outgoing) => {
    const service = credentialScope(incoming.headers.authorization)?.service ?? '';
    const target = byMoto.has(service) ? port : Number(new URL(rest.url).port);
    const { method, url, headers } = incoming;
    const forwarded = send({ host: '127.0.0.1', port: target, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = {
    PATH: `${programs}:${process.env['PATH'] ?? ''}`,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'eu-central-1',
    AWS_DEFAULT_REGION: 'eu-central-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const aws = async (...args: readonly string[]): Promise<Record<string, unknown>> => {
    const { stdout } = await promisify(execFile)('aws', [...args, '--output', 'json', '--endpoint-url', url], {
      env,
      maxBuffer: 67_108_864,
    });
    return stdout.trim() === '' ? {} : (JSON.parse(stdout) as Record<string, unknown>);
  };
  await answers(port);
  return {
    url,
    env,
    aws,
    async close() {
      moto.kill();
      await once(moto, 'exit');
      server.closeAllConnections();
      server.close();
      await rest.close();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(port: number): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (
      await fetch(`http://127.0.0.1:${port}/moto-api/`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => void setTimeout(resolve, 100));
  }
  throw new Error('moto does not answer.');
}
