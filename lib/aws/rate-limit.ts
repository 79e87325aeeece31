/** So many requests a second on average, and so many at once after a pause. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Milliseconds; a test brings its own. */
export interface Clock {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** When requests are sent. */
export interface Pace {
  /** Resolves when the next request can be sent. */
  readonly turn: () => Promise<void>;
  /** To be called when AWS answered that requests come too fast. */
  readonly slower: () => void;
}

/** Sends everything at once. */
export const unpaced: Pace = { turn: () => Promise.resolve(), slower: () => {} };

/** However often AWS throttles: once every two seconds is less than anybody else in the account notices. */
const slowest = 2_000;

/** Refusals of requests that were under way together are one sign, not many. */
const oneSign = 1_000;

/** So long after the last refusal the first pace is tried again. */
const recovery = 30_000;

/**
 * A gate that lets callers through in the order they came, at the given rate (a token bucket, written as the generic
 * cell rate algorithm: one date instead of a count and a queue). Throttling halves the rate and takes the burst away.
 */
export function rateLimit({ perSecond, burst }: Rate, { now, sleep }: Clock): Pace {
  const first = { interval: 1_000 / perSecond, burst };
  let { interval, burst: atOnce } = first;
  /** When the bucket will be full again. */
  let full = -Infinity;
  let slowed = -Infinity;
  return {
    turn: async () => {
      const arrival = now();
      if (arrival - slowed > recovery) ({ interval, burst: atOnce } = first);
      full = Math.max(full, arrival) + interval;
      const wait = full - arrival - atOnce * interval;
      if (wait > 0) await sleep(wait);
    },
    slower: () => {
      if (now() - slowed < oneSign) return;
      slowed = now();
      interval = Math.min(interval * 2, Math.max(slowest, first.interval));
      atOnce = 1;
    },
  };
}
