import { randomUUID } from 'node:crypto';
import { collect } from '../../lib/collect/collect.ts';
import { checkRelayState } from '../../lib/relay-state/check.ts';
import { relayStateCheckText } from '../../lib/report/relay-state-check.ts';
import { relayStateText } from '../../lib/report/relay-state.ts';
import type { Source } from '../../lib/model/ports.ts';
import { scan } from '../../lib/scan/scan.ts';
import { jsonText } from '../../lib/text/json-text.ts';
import { listOf, oneOf, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { pageFor } from '../page.ts';
import { say } from '../say.ts';
import { sourceOf } from '../source.ts';
import type { Terminal } from '../terminal.ts';

const formats = ['text', 'json'] as const;

const help = `Usage: euc-saml-audit relay-state [options]

Prints the relay state URL to configure in the identity provider, for every directory with SAML and every stack.
With --check, checks every part of a relay state URL that the identity provider has.

  --check URL         check this URL instead of printing the right ones
  --export DIR        read this export instead of AWS
  --regions a,b       look into these Regions only
  --format FORMAT     ${formats.join(', ')}; default text

Exit codes with --check: 0 nothing wrong; 1 something wrong; 2 wrong usage; 3 cannot be determined.
`;

export const relayState: Command = {
  help,
  async run(args, terminal) {
    const { values } = parseArguments(args, {
      check: { type: 'string' },
      export: { type: 'string' },
      regions: { type: 'string', multiple: true },
      format: { type: 'string', default: 'text' },
    });
    const format = oneOf('format', values.format, formats);
    const regions = listOf('regions', values.regions);
    const source = await sourceOf(values.export, terminal);
    const options = { source, format, ...(regions === undefined ? {} : { regions }) };
    return values.check === undefined ? print(options, terminal) : check(values.check, options, terminal);
  },
};

interface Options {
  readonly source: Source;
  readonly format: (typeof formats)[number];
  readonly regions?: readonly string[];
}

async function print({ source, format, ...options }: Options, terminal: Terminal): Promise<ExitCode> {
  const { relayStates = [], summary } = await scan({
    source,
    rules: [],
    scanId: randomUUID(),
    clock: () => new Date(),
    ...options,
  });
  terminal.stdout.write(format === 'json' ? jsonText(relayStates, 2) : relayStateText(relayStates, pageFor(terminal)));
  if (summary.complete) return exitCodes.clean;
  say(
    terminal,
    'Not everything could be read: directories or stacks might be missing. "euc-saml-audit scan" says what.',
  );
  return exitCodes.incomplete;
}

async function check(url: string, { source, format, ...options }: Options, terminal: Terminal): Promise<ExitCode> {
  const snapshot = await collect({ source, asOf: new Date().toISOString(), ...options });
  const result = checkRelayState(snapshot, url);
  terminal.stdout.write(format === 'json' ? jsonText(result, 2) : relayStateCheckText(result, pageFor(terminal)));
  return { pass: exitCodes.clean, fail: exitCodes.findings, unknown: exitCodes.incomplete }[result.status];
}
