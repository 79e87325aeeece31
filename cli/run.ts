import manifest from '../package.json' with { type: 'json' };
import type { Command } from './command.ts';
import { exitCodes } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { isExpected } from './expected.ts';
import { say } from './say.ts';
import type { Terminal } from './terminal.ts';
import { unknownWord, UsageError } from './usage-error.ts';

/** Loaded when they are needed: help and rules start without the AWS SDK. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  scan: async () => (await import('./commands/scan.ts')).scan,
  export: async () => (await import('./commands/export.ts')).exportAccount,
  rules: async () => (await import('./commands/rules.ts')).rules,
  'relay-state': async () => (await import('./commands/relay-state.ts')).relayState,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  demo: async () => (await import('./commands/demo.ts')).demo,
};

const help = `euc-saml-audit: is the SAML sign-in of Amazon WorkSpaces and AppStream 2.0 safe, and will it work?

Usage: euc-saml-audit <command> [options]

  scan         judge an account, or an export of one, and report
  export DIR   write what a scan reads into a folder, to scan without AWS access
  rules [ID]   list the rules, or explain one
  relay-state  print the URL to configure in the identity provider, or check the one that it has
  doctor       say why a sign-in failed, from a captured SAML response or an error text
  demo         scan a made-up account on this machine; needs no AWS account

  --help       after a command: its options
  --version    print the version

Exit codes: 0 nothing found; 1 findings; 2 wrong usage or configuration; 3 nothing failed, but not everything was read.
`;

/** Runs one command line to its end. Never throws: whatever goes wrong is told on stderr, without a stack. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    return await dispatch(args, terminal);
  } catch (error) {
    say(terminal, `euc-saml-audit: ${told(error, terminal)}`);
    return exitCodes.usage;
  }
}

async function dispatch([name, ...args]: readonly string[], terminal: Terminal): Promise<ExitCode> {
  if (name === '--help' || name === '-h') return print(help, terminal);
  if (name === '--version') return print(`${manifest.version}\n`, terminal);
  if (name === undefined) throw new UsageError(`expected a command: ${Object.keys(commands).join(', ')}`);
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    if (name.startsWith('-')) throw unknownWord('option', name, ['--help', '--version']);
    throw unknownWord('command', name, Object.keys(commands));
  }
  const command = await load();
  if (args.includes('--help') || args.includes('-h')) return print(command.help, terminal);
  return command.run(args, terminal);
}

function print(text: string, { stdout }: Terminal): ExitCode {
  stdout.write(text);
  return exitCodes.clean;
}

function told(error: unknown, { env }: Terminal): string {
  const debugging = env['EUC_SAML_AUDIT_DEBUG'] === '1';
  if (!(error instanceof Error)) return String(error);
  if (debugging) return error.stack ?? error.message;
  if (error instanceof UsageError)
    return `${error.message}\nSee "euc-saml-audit --help" and "euc-saml-audit <command> --help".`;
  if (isExpected(error)) return error.message;
  return `unexpected ${error.name}: ${error.message}\nSet EUC_SAML_AUDIT_DEBUG=1 to see where it comes from.`;
}
