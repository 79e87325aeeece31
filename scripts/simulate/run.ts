import { limits } from './limits.ts';

interface Child {
  /** Seconds that its function runs. */
  readonly seconds: number;
}

export interface Simulated {
  readonly planSeconds: number;
  readonly mapSeconds: number;
  /** Functions that run at once, at most. */
  readonly peak: number;
  readonly lambdaSeconds: number;
  /** State transitions in the busiest second. */
  readonly transitionsAtPeak: number;
}

export interface SimulateOptions {
  readonly children: readonly Child[];
  readonly maxConcurrency: number;
  /** Seconds that a call of AWS takes. */
  readonly latency: number;
}

/** One run, event by event: a child starts when the map may dispatch it and a place is free. */
export function simulate({ children, maxConcurrency, latency }: SimulateOptions): Simulated {
  const { perSecond, burst, page } = limits.listAccounts;
  const pages = Math.ceil(children.length / page);
  // Pages come one after the other, so that either their latency or the quota decides.
  const planSeconds = Math.max(pages * latency, Math.max(0, pages - burst) / perSecond);
  const ends: number[] = [];
  const transitions = new Map<number, number>();
  let lambdaSeconds = 0;
  let mapSeconds = 0;
  let peak = 0;
  let running: number[] = [];
  for (const [index, { seconds }] of children.entries()) {
    const dispatched = index / limits.childrenPerSecond;
    running = running.filter((end) => end > dispatched).toSorted((a, b) => a - b);
    const free =
      running.length < maxConcurrency ? dispatched : (running[running.length - maxConcurrency] ?? dispatched);
    const start = Math.max(dispatched, free);
    const end = start + seconds;
    running = [...running.filter((other) => other > start), end];
    peak = Math.max(peak, running.length);
    ends.push(end);
    lambdaSeconds += seconds;
    mapSeconds = Math.max(mapSeconds, end);
    transitions.set(Math.floor(start), (transitions.get(Math.floor(start)) ?? 0) + 2);
  }
  return { planSeconds, mapSeconds, peak, lambdaSeconds, transitionsAtPeak: Math.max(0, ...transitions.values()) };
}
