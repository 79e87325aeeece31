import { resolve } from 'node:path';
import { liveSource } from '../../lib/aws/live-source.ts';
import { collect } from '../../lib/collect/collect.ts';
import { recordingSource } from '../../lib/export/record.ts';
import { notRead } from '../../lib/report/not-read.ts';
import { unreadCalls } from '../../lib/report/unread.ts';
import { counted } from '../../lib/report/words.ts';
import { toolVersion } from '../../lib/scan/version.ts';
import { listOf, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { pageFor } from '../page.ts';
import { progressLine } from '../progress-line.ts';
import { say } from '../say.ts';
import { UsageError } from '../usage-error.ts';

const help = `Usage: euc-saml-audit export DIR [options]

Writes what a scan reads of the account that your AWS credentials belong to into a new or empty folder, without
credentials and people's names. "euc-saml-audit scan --export DIR" judges it later, without AWS access.

  --regions a,b   look into these Regions only; default: all that offer WorkSpaces or AppStream 2.0
  --no-progress   no progress line, even on a terminal

Exit codes: 0 all was read; 2 wrong usage or configuration; 3 something could not be read.
`;

export const exportAccount: Command = {
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(
      args,
      { regions: { type: 'string', multiple: true }, 'no-progress': { type: 'boolean', default: false } },
      { positionals: 1 },
    );
    const [name] = positionals;
    if (name === undefined) throw new UsageError('export: expected the folder to write into');
    const folder = resolve(terminal.cwd, name);
    const regions = listOf('regions', values.regions);

    const createdAt = new Date().toISOString();
    const progress = progressLine(terminal.stderr, !values['no-progress']);
    const { account, coverage } = await collect({
      source: recordingSource(liveSource(), folder, { createdAt, tool: 'euc-saml-audit', version: toolVersion }),
      asOf: createdAt,
      onProgress: (step) => progress.show(step),
      onNote: (note) => say(terminal, `Note: ${note}.`),
      ...(regions === undefined ? {} : { regions }),
    }).finally(() => progress.clear());

    const unread = unreadCalls(coverage, []);
    const paragraphs = [
      [`${counted(coverage.length, 'call')} about account ${account.id} recorded in ${folder}`],
      ...notRead(unread, pageFor(terminal)),
    ];
    terminal.stdout.write(`${paragraphs.map((lines) => lines.join('\n')).join('\n\n')}\n`);
    return unread.length === 0 ? exitCodes.clean : exitCodes.incomplete;
  },
};
