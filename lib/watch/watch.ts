import { diff } from '../engine/diff.ts';
import type { Batch, History, LifeChange, Notice } from '../model/history.ts';
import type { HistoryStore } from '../model/ports.ts';
import type { Report } from '../model/report.ts';
import { type Channels, deliver } from './deliver.ts';
import { messageId } from './message-id.ts';
import { occasionOf } from './occasion.ts';

export interface WatchOptions extends Channels {
  readonly accountId: string;
  /** Derived from what asked for the scan, so that a repeated request is recognised. */
  readonly scanId: string;
  /** Never the same twice. */
  readonly runId: string;
  /** The rules that `scan` judges by. */
  readonly ruleIds: readonly string[];
  readonly store: HistoryStore;
  readonly scan: () => Promise<Report>;
  /** The report is of a part of the account: the last scan stays the one that looked at everything. */
  readonly isPartial?: boolean;
  /** What the report changes in the history. Default: what {@link diff} finds. */
  readonly changesOf?: (history: History, report: Report) => readonly LifeChange[];
}

export interface Watched {
  /** Absent: a scan with this id was recorded before, and there was nothing to do but to tell what waited. */
  readonly report?: Report;
  /** What this run recorded. */
  readonly changes: readonly Notice[];
  /** Changes that are recorded and could not be told. */
  readonly waiting: number;
  /** What went wrong after the scan, in words; empty when everything is recorded and told. */
  readonly problems: readonly string[];
}

/**
 * One scan in the history of an account: tells what earlier runs left untold, scans, records what changed together
 * with the mark that it is to be told, tells it, and takes the mark off. Wherever that ends, the next run goes on from
 * there, and what is told twice has the same id both times.
 *
 * @throws {Error} when the history cannot be read, the scan fails, or nothing could be recorded: nothing is lost then,
 *   since the next scan finds the same changes.
 */
export async function watch(options: WatchOptions): Promise<Watched> {
  const { accountId, scanId, runId, ruleIds, store } = options;
  const history = await store.read(accountId);
  const earlier = await deliverAll(options, history.waiting);
  if (history.lastScan?.id === scanId) return { changes: [], ...earlier };

  const report = await options.scan();
  if (report.scan.accountId !== accountId) {
    throw new Error(
      `Scanned account ${report.scan.accountId}, but the history to compare with is that of ${accountId}`,
    );
  }
  const changes = options.changesOf?.(history, report) ?? diff(history, report, ruleIds).changes;
  const occasion = occasionOf(report);
  const recorded = await store.record(accountId, {
    batchId: runId,
    occasion,
    changes: changes.map((change) => ({ ...change, notice: noticeOf(change, scanId) })),
    lastScan: (options.isPartial ? history.lastScan : undefined) ?? {
      id: scanId,
      at: report.scan.startedAt,
      complete: report.summary.complete,
      regions: report.scan.regions,
      ruleIds,
    },
  });
  const { notices } = recorded;
  // A write whose answer got lost can have put down its change: the digest waits for the next run, which sees them all.
  const isWhole = recorded.problems.length === 0;
  const batches = changes.length > 0 && isWhole ? [{ id: runId, occasion, digestTold: false, notices }] : [];
  const now = await deliverAll(options, batches);
  return {
    report,
    changes: notices,
    waiting: earlier.waiting + now.waiting + (isWhole ? 0 : notices.length),
    problems: [...recorded.problems, ...earlier.problems, ...now.problems],
  };
}

/** One after the other, oldest first; one that fails does not keep the others. */
async function deliverAll(
  options: WatchOptions,
  batches: readonly Batch[],
): Promise<Pick<Watched, 'waiting' | 'problems'>> {
  let waiting = 0;
  const problems: string[] = [];
  for (const batch of batches.toSorted(oldestFirst)) {
    const delivery = await deliver(options.accountId, batch, options.store, options);
    waiting += delivery.waiting;
    problems.push(...delivery.problems.map((problem) => `scan ${batch.occasion.scan.id} was not told: ${problem}`));
  }
  return { waiting, problems };
}

const oldestFirst = (a: Batch, b: Batch): number =>
  a.occasion.scan.startedAt < b.occasion.scan.startedAt
    ? -1
    : Number(a.occasion.scan.startedAt > b.occasion.scan.startedAt);

function noticeOf(change: LifeChange, scanId: string): Notice {
  const { kind, finding, life } = change;
  const { firstSeen, version } = life;
  return { kind, finding, messageId: messageId(change), scanId, firstSeen, version };
}

/** @throws {Error} when not everything was recorded and told, with all that went wrong. */
export function demandFinished({ problems }: Watched): void {
  if (problems.length > 0) throw new Error(`The run is not finished; the next one goes on: ${problems.join('; ')}`);
}
