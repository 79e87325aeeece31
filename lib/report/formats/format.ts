import type { Report } from '../../model/report.ts';
import type { PageOptions } from '../page.ts';

/** What a reader asks for besides the format; a format ignores what it has no use for. */
export interface FormatOptions extends PageOptions {
  /** Show every finding, where a format would show problems only. */
  readonly all?: boolean;
}

/** A way to write a report down. One file each, one signature: a report in, text out. */
export interface Format {
  /** Endings of file names that ask for it, the usual one first. */
  readonly extensions: readonly [string, ...string[]];
  readonly mediaType: string;
  readonly write: (report: Report, options?: FormatOptions) => string;
}
