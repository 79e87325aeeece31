import { randomUUID } from 'node:crypto';
import { relayStateText } from '../../lib/report/relay-state.ts';
import { scan } from '../../lib/scan/scan.ts';
import { listOf, oneOf, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { pageFor } from '../page.ts';
import { sourceOf } from '../source.ts';

const formats = ['text', 'json'] as const;

const help = `Usage: euc-saml-audit relay-state [options]

Prints the relay state URL to configure in the identity provider, for every directory with SAML and every stack.

  --export DIR        read this export instead of AWS
  --regions a,b       look into these Regions only
  --format FORMAT     ${formats.join(', ')}; default text
`;

export const relayState: Command = {
  help,
  async run(args, terminal) {
    const { values } = parseArguments(args, {
      export: { type: 'string' },
      regions: { type: 'string', multiple: true },
      format: { type: 'string', default: 'text' },
    });
    const format = oneOf('format', values.format, formats);
    const regions = listOf('regions', values.regions);
    const source = await sourceOf(values.export, terminal);
    const { relayStates = [], summary } = await scan({
      source,
      rules: [],
      scanId: randomUUID(),
      clock: () => new Date(),
      ...(regions === undefined ? {} : { regions }),
    });
    terminal.stdout.write(
      format === 'json'
        ? `${JSON.stringify(relayStates, undefined, 2)}\n`
        : relayStateText(relayStates, pageFor(terminal)),
    );
    if (summary.complete) return exitCodes.clean;
    terminal.stderr.write(
      'Not everything could be read: directories or stacks may be missing. "euc-saml-audit scan" says what.\n',
    );
    return exitCodes.incomplete;
  },
};
