import { execFileSync } from 'node:child_process';

const root = new URL('../../', import.meta.url);

/** The text as the formatter would leave it in a file of this path from the root. */
export function format(path: string, text: string): string {
  return execFileSync(process.execPath, ['node_modules/oxfmt/bin/oxfmt', '--stdin-filepath', path], {
    input: text,
    encoding: 'utf8',
    cwd: root,
  });
}
