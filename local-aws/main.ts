// Serves an account export for tools that take AWS_ENDPOINT_URL: node local-aws/main.ts <export-folder> [--port N]
import { parseArgs } from 'node:util';
import { startLocalAws } from './server.ts';

const usage = 'Usage: node local-aws/main.ts <export-folder> [--port N]';

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { port: { type: 'string' } } });
  const [account] = positionals;
  const port = values.port ?? '0';
  if (account === undefined || positionals.length > 1) throw new Error(`Expected one export folder. ${usage}`);
  if (!/^\d{1,5}$/.test(port)) throw new Error(`Expected --port to be a number, but got ${port}. ${usage}`);
  const aws = await startLocalAws({ account, port: Number(port) });
  console.log(aws.url);
  const stop = (): void => void aws.close();
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
});
