import type { Report } from '../lib/model/report.ts';
import { type FormatName, formatNames } from '../lib/model/format.ts';
import { formatForFile, formats, type FormatOptions } from '../lib/report/formats/index.ts';
import { oneOf } from './arguments.ts';
import { type OutputFile, outputFile } from './output-file.ts';
import { pageFor } from './page.ts';
import { say } from './say.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Where a scan's report goes, and in which formats. */
export interface Reports {
  readonly paths: readonly string[];
  write(report: Report, options: Pick<FormatOptions, 'all'>): Promise<void>;
}

/**
 * Standard output, or files: each in the format that its name ends with, unless one was asked for and it is the only
 * file.
 *
 * @throws {UsageError} before any work is done, when a file cannot be written or there is no such format.
 */
export async function reportsTo(
  { format, output }: { readonly format?: string; readonly output?: readonly string[] },
  terminal: Terminal,
): Promise<Reports> {
  const asked = format === undefined ? undefined : oneOf('format', format, formatNames);
  const files = await Promise.all((output ?? []).map((name) => outputFile(name, terminal)));
  const twice = files.find(({ path }, index) => files.findIndex((file) => file.path === path) !== index);
  if (twice !== undefined) throw new UsageError(`--output names ${twice.path} twice`);
  return {
    paths: files.map(({ path }) => path),
    async write(report, options) {
      if (files.length === 0) {
        terminal.stdout.write(formats[asked ?? 'table'].write(report, { ...pageFor(terminal), ...options }));
      }
      for (const file of files) {
        await file.write(formats[formatOf(file, asked, files.length)].write(report, options));
        say(terminal, `Report written to ${file.path}`);
      }
    },
  };
}

function formatOf({ path }: OutputFile, asked: FormatName | undefined, count: number): FormatName {
  const byName = formatForFile(path);
  return (count === 1 ? (asked ?? byName) : (byName ?? asked)) ?? 'table';
}
