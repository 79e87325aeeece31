import type { Terminal } from '../../cli/terminal.ts';

interface Recorded extends Terminal {
  /** What was printed so far. */
  readonly out: string;
  readonly err: string;
}

/** A terminal that remembers what was printed; nobody watches it unless told otherwise. */
export function terminal({
  isTTY = false,
  columns,
  env = {},
  cwd = process.cwd(),
}: { isTTY?: boolean; columns?: number; env?: Record<string, string>; cwd?: string } = {}): Recorded {
  const printed = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY,
    ...(columns === undefined ? {} : { columns }),
    write: (text: string) => (printed[name] += text),
  });
  return {
    stdout: output('stdout'),
    stderr: output('stderr'),
    env,
    cwd,
    get out() {
      return printed.stdout;
    },
    get err() {
      return printed.stderr;
    },
  };
}
