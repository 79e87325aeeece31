import { type FormatName, formatNames } from '../../model/format.ts';
import { asff } from './asff.ts';
import { csv } from './csv.ts';
import type { Format } from './format.ts';
import { html } from './html.ts';
import { jsonFormat } from './json.ts';
import { junit } from './junit.ts';
import { markdownFormat } from './markdown.ts';
import { ocsf } from './ocsf.ts';
import { sarif } from './sarif.ts';
import { tableFormat } from './table.ts';

export type { FormatOptions } from './format.ts';

/** Every format, for the command line, the functions and S3 alike. */
export const formats: Readonly<Record<FormatName, Format>> = {
  table: tableFormat,
  json: jsonFormat,
  markdown: markdownFormat,
  html,
  csv,
  sarif,
  ocsf,
  asff,
  junit,
};

/** The format that a file name asks for by its ending; of two endings that fit, the longer one decides. */
export function formatForFile(name: string): FormatName | undefined {
  const fitting = formatNames.flatMap((format) =>
    formats[format].extensions
      .filter((extension) => name.toLowerCase().endsWith(extension))
      .map((extension) => ({ format, length: extension.length })),
  );
  return fitting.toSorted((a, b) => b.length - a.length)[0]?.format;
}
