import { fork } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Invocation {
  /** The function's file in handlers/, without `.ts`. */
  readonly name: string;
  readonly event: object;
  readonly requestId: string;
  readonly accountId: string;
  /** All of the environment: nothing of this process's, such as the credentials or endpoints of a real account. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Invokes a Lambda function's handler in a process of its own and resolves with its answer.
 *
 * @throws {Error} what it wrote to stderr, when it ends without an answer.
 */
export async function invoke({ name, event, requestId, accountId, env }: Invocation): Promise<unknown> {
  const context = {
    awsRequestId: requestId,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${env['AWS_REGION']}:${accountId}:function:${name}`,
    memoryLimitInMB: '512',
  };
  const child = fork(
    fileURLToPath(new URL(`invoke${extname(import.meta.url)}`, import.meta.url)),
    [name, JSON.stringify(event), JSON.stringify(context)],
    { env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
  );
  let answer: { readonly value: unknown } | undefined;
  let stderr = '';
  child.on('message', (value) => (answer = { value }));
  child.stderr?.on('data', (text) => (stderr += String(text)));
  await once(child, 'close');
  if (answer === undefined) throw new Error(`${name} ended without an answer: ${stderr.trim()}`);
  return answer.value;
}
