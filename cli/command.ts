import type { ExitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

export interface Command {
  readonly help: string;
  /**
   * @param args What follows the command's name.
   * @throws {UsageError} and the errors that `isExpected` knows, for whatever the caller can put right.
   */
  run(args: readonly string[], terminal: Terminal): Promise<ExitCode>;
}
