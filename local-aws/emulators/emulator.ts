import type { Backend } from '../signed-call.ts';

/** A real implementation of some services, which we did not write, behind the same endpoint as everything else. */
export interface Emulator {
  /** Names in the credential scope of the services that it answers for. */
  readonly services: readonly string[];
  readonly answer: Backend;
  close(): Promise<void>;
}
