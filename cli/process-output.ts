import type { WriteStream } from 'node:tty';
import type { Output } from './terminal.ts';

/** What was printed did not arrive; the message says where and why. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/** A stream of the process, which tells of failures when it is asked and not by an uncaught error. */
export function processOutput(name: string, stream: WriteStream): Required<Pick<Output, 'flush'>> & Output {
  let failure: NodeJS.ErrnoException | undefined;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    failure ??= error;
  });
  return {
    isTTY: stream.isTTY,
    get columns() {
      return stream.columns;
    },
    write: (text) => stream.write(text),
    async flush() {
      await new Promise<void>((resolve) => {
        stream.write('', () => resolve());
      });
      if (failure !== undefined) throw new OutputError(`${name} ${reasons[failure.code ?? ''] ?? failure.message}`);
    },
  };
}

const reasons: Readonly<Record<string, string>> = {
  EPIPE: 'was closed before everything was written',
  ENOSPC: 'cannot be written: no space is left on the device',
};
