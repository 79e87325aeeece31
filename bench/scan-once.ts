// Reads and judges the account behind AWS_ENDPOINT_URL in a process of its own, so that the memory it took can be told.
// Prints one JSON line: a ScanFigures. Usage: node bench/scan-once.ts paced|unpaced <Region>…
import { liveSource } from '../lib/aws/live-source.ts';
import { collect } from '../lib/collect/collect.ts';
import { evaluate } from '../lib/engine/evaluate.ts';
import { rules } from '../rules/index.ts';

export interface ScanFigures {
  readonly collectMs: number;
  /** One after the other on the same snapshot; the first one is what a cold start pays. */
  readonly evaluateMs: readonly number[];
  /** The most memory the process had held up to then, in MB. */
  readonly startedMB: number;
  readonly collectedMB: number;
  /** After the first evaluation: as much as one scan needs. */
  readonly judgedMB: number;
  readonly rules: number;
  readonly findings: number;
  /** Calls that were not answered; the other figures mean little unless it is 0. */
  readonly unread: number;
}

const evaluations = 5;
const peakMB = (): number => process.resourceUsage().maxRSS / 1024;

const [pace, ...regions] = process.argv.slice(2);
const startedMB = peakMB();
const begun = performance.now();
const snapshot = await collect({
  source: liveSource(pace === 'unpaced' ? { rates: {} } : {}),
  regions,
  asOf: new Date().toISOString(),
});
const collectMs = performance.now() - begun;
const collectedMB = peakMB();

const evaluateMs: number[] = [];
let findings = 0;
let judgedMB = collectedMB;
for (let run = 0; run < evaluations; run++) {
  const start = performance.now();
  findings = evaluate(snapshot, rules).length;
  evaluateMs.push(performance.now() - start);
  if (run === 0) judgedMB = peakMB();
}

const figures: ScanFigures = {
  collectMs,
  evaluateMs,
  startedMB,
  collectedMB,
  judgedMB,
  rules: rules.length,
  findings,
  unread: snapshot.coverage.filter((call) => call.outcome !== 'read').length,
};
console.log(JSON.stringify(figures));
