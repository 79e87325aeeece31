import { exitCodes } from './exit-code.ts';
import { processOutput } from './process-output.ts';
import { run } from './run.ts';
import { say } from './say.ts';

const terminal = {
  stdout: processOutput('standard output', process.stdout),
  stderr: processOutput('standard error', process.stderr),
  stdin: process.stdin,
  env: process.env,
  cwd: process.cwd(),
};

let exitCode = await run(process.argv.slice(2), terminal);
try {
  await terminal.stdout.flush();
} catch (error) {
  if (exitCode !== exitCodes.usage)
    say(terminal, `euc-saml-audit: ${String(error instanceof Error ? error.message : error)}`);
  exitCode = exitCodes.usage;
}
// Whoever closed standard error does not want to hear about it.
await terminal.stderr.flush().catch(() => {});
// Connections that the SDK keeps open would hold the process for seconds.
process.exit(exitCode);
