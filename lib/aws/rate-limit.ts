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

/**
 * A gate that lets callers through in the order they came, at the given rate (a token bucket, written as the generic
 * cell rate algorithm: one date instead of a count and a queue).
 */
export function rateLimit({ perSecond, burst }: Rate, { now, sleep }: Clock): () => Promise<void> {
  const interval = 1000 / perSecond;
  /** When the bucket will be full again. */
  let full = -Infinity;
  return async () => {
    const arrival = now();
    full = Math.max(full, arrival) + interval;
    const wait = full - arrival - burst * interval;
    if (wait > 0) await sleep(wait);
  };
}
