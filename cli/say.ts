import { printable } from '../lib/report/visible.ts';
import type { Terminal } from './terminal.ts';

/**
 * Prints a message on standard error. Names of files, keys of a configuration and what AWS answers are written by
 * others: they cannot move the cursor, nor command the CI system that reads the lines.
 */
export function say({ stderr }: Pick<Terminal, 'stderr'>, message: string): void {
  stderr.write(`${message.split('\n').map(printable).join('\n')}\n`);
}
