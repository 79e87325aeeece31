import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { environment } from '../support/lambda.ts';
import { kinds } from './kinds.ts';
import type { LaneResult } from './lane.ts';
import { startTrials } from './trials.ts';
import { violations } from './verdict.ts';

/** As many as a small machine has processors. */
const lanes = 2;

async function run(lane: number): Promise<LaneResult> {
  const worker = new Worker(new URL('lane.ts', import.meta.url), {
    workerData: { lane, lanes },
    env: { ...process.env, ...environment },
  });
  const [result] = (await once(worker, 'message')) as [LaneResult];
  await worker.terminate();
  return result;
}

describe('the scheduled scan', { timeout: 300_000 }, () => {
  it('survives every fault at every call it makes', async () => {
    const results = await Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)));
    const survived = new Set(results.flatMap((result) => result.survived));
    const calls = results[0]!.calls;
    const all = calls * Object.keys(kinds).length;
    const detail = `${calls} calls × ${Object.keys(kinds).length} faults`;
    console.log(`faults survived: ${survived.size} of ${all} (${detail})`);
    expect(results.flatMap(({ failed }) => failed)).toStrictEqual([]);
    expect(survived.size).toBe(all);
    // What no rule needs of this account is not asked, so the number follows the plan of reading.
    expect(calls).toBeGreaterThanOrEqual(33);
  });

  it('sees four changes in these trials and tells each once, even when SNS takes a batch in parts', async () => {
    for (const [name, value] of Object.entries({ ...environment, AWS_ENDPOINT_URL: '' })) vi.stubEnv(name, value);
    const trials = await startTrials(2);
    onTestFinished(() => trials.close());
    const { before, reference } = trials;
    expect(before.lives.map(({ status }) => status)).toStrictEqual(['open', 'open', 'open', 'open']);
    const inParts = await trials.observe({ kind: 'fail-entries', positions: [2, 3], times: 1 });
    expect(inParts.struck).toBe(true);
    for (const seen of [reference, inParts]) {
      expect(seen.messages.map(({ change }) => change).toSorted()).toStrictEqual([
        'gone',
        'lost-sight',
        'opened',
        'resolved',
      ]);
      expect(seen.digests).toHaveLength(1);
      expect(violations(seen, before, reference)).toStrictEqual([]);
    }
  });
});
