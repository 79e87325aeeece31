// A worker thread with a share of the trials: every call meets every kind of fault. Posts a LaneResult.
import { parentPort, workerData } from 'node:worker_threads';
import { kinds } from './kinds.ts';
import { startTrials } from './trials.ts';
import { violations } from './verdict.ts';

export interface LaneResult {
  /** All calls of the function, those of the other lanes too. */
  readonly calls: number;
  readonly survived: readonly string[];
  /** Each with what was wrong. */
  readonly failed: readonly string[];
}

const { lane, lanes }: { readonly lane: number; readonly lanes: number } = workerData;
const trials = await startTrials(200);
const survived: string[] = [];
const failed: string[] = [];
const mine = trials.calls.filter((_, index) => index % lanes === lane);
for (const { nth, ...on } of mine) {
  for (const [kind, fault] of Object.entries(kinds)) {
    const name = `${kind} at ${on.service}:${on.operation} ${nth}`;
    const seen = await trials.observe({ ...fault, on, nth, times: 1 });
    const wrong = violations(seen, trials.before, trials.reference);
    if (!seen.struck) wrong.push('the fault struck nothing');
    if (wrong.length === 0) survived.push(name);
    else failed.push(`${name}: ${wrong.join('; ')}`);
  }
}
await trials.close();
const result: LaneResult = { calls: trials.calls.length, survived, failed };
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(result);
