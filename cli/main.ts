import { run } from './run.ts';

// `euc-saml-audit … | head` closes the pipe early: the rest is not wanted, and that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
});

// Connections that the SDK keeps open would hold the process for seconds; what was printed must arrive before it ends.
for (const stream of [process.stdout, process.stderr]) {
  await new Promise((resolve) => stream.write('', resolve));
}
process.exit(exitCode);
