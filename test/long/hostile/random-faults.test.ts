import { expect, it, onTestFinished, vi } from 'vitest';
import type { Fault } from '../../../local-aws/faults.ts';
import { kinds } from '../../faults/kinds.ts';
import { startTrials } from '../../faults/trials.ts';
import { violations } from '../../faults/verdict.ts';
import { environment } from '../../support/lambda.ts';

const seed = Number(process.env['FAULT_SEED'] ?? 20_261_125);
const runs = Number(process.env['FAULT_RUNS'] ?? 300);

/** The same numbers for the same seed (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const parts: readonly Fault[] = [
  { kind: 'fail-entries', positions: [1, 3] },
  { kind: 'forget-entries', positions: [2] },
  { kind: 'html', status: 502 },
  { kind: 'expired-token' },
];

it('nothing is lost, invented or told under two ids, whatever faults meet in a run', async () => {
  for (const [name, value] of Object.entries({ ...environment, AWS_ENDPOINT_URL: '' })) vi.stubEnv(name, value);
  const trials = await startTrials(runs + 2);
  onTestFinished(() => trials.close());
  const below = numbers(seed);
  const faults = [...Object.values(kinds), ...parts];
  const failed: string[] = [];
  let struck = 0;
  for (let run = 0; run < runs; run += 1) {
    const chosen = Array.from({ length: 1 + below(4) }, (): Fault => {
      const { nth, ...on } = trials.calls[below(trials.calls.length)]!;
      return { ...faults[below(faults.length)]!, on, nth, times: 1 + below(3) };
    });
    const seen = await trials.observeAll(chosen, 300);
    if (seen.struck) struck += 1;
    const wrong = violations(seen, trials.before, trials.reference);
    if (wrong.length > 0) failed.push(`run ${run}, ${JSON.stringify(chosen)}: ${wrong.join('; ')}`);
  }
  console.log(`seed ${seed}: ${runs} runs, ${struck} struck, ${failed.length} failed`);
  expect(failed).toEqual([]);
});
