import type { Answers } from './answers.ts';

/** Keeps one text for each account; one run at a time has it. */
export interface ClaimStore {
  /** `undefined`: another run has it. Claiming again by the same run is the same claim. */
  claim(accountId: string, runId: string): Promise<Claim | undefined>;
}

interface Claim {
  readonly text: string | undefined;
  release(newer?: string): Promise<void>;
}

/** What is remembered of an account, for one run. */
export interface Memory {
  /** Absent: nothing is remembered, so that the whole account has to be read. */
  readonly known: Answers | undefined;
  /** To be called in any case, with the new answers when what they led to was recorded. */
  release(newer?: Newer): Promise<void>;
}

type Newer = Pick<Answers, 'answers' | 'sweptAt'>;

export interface MemoryOptions {
  readonly accountId: string;
  readonly runId: string;
  /** Waits between two tries; without it there is one. */
  readonly wait?: () => Promise<unknown>;
}

/** How often a run asks before it gives up. */
const tries = 40;

/**
 * What is remembered of an account, for this run alone: of two runs that compare an account with its history at once,
 * each would take for unchanged what the other has seen change.
 *
 * @throws {Error} when another run has it and does not give it back.
 */
export async function memoryOf(store: ClaimStore, { accountId, runId, wait }: MemoryOptions): Promise<Memory> {
  for (let left = wait === undefined ? 1 : tries; left > 0; left--) {
    const claim = await store.claim(accountId, runId);
    if (claim !== undefined) {
      const known: Answers | undefined = claim.text === undefined ? undefined : JSON.parse(claim.text);
      return {
        known,
        release: (newer) => claim.release(newer === undefined ? undefined : JSON.stringify({ accountId, ...newer })),
      };
    }
    await wait?.();
  }
  throw new Error(`Another run has account ${accountId}.`);
}
