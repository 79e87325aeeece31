import { compared } from '../lib/engine/compare.ts';
import type { Publisher } from '../lib/model/ports.ts';
import type { Report } from '../lib/model/report.ts';
import { fileStore } from '../lib/store/file-store.ts';
import { demandFinished, watch } from '../lib/watch/watch.ts';
import { keptPath } from './output-file.ts';
import type { Terminal } from './terminal.ts';

/** The file with what earlier scans found. */
export interface Baseline {
  readonly path: string;
  /** The report with what changed since the last scan in the file, which stays as it is. */
  compare(report: Report): Promise<Report>;
  /** Takes a scan into the file. Afterwards nothing of it is news: call it when the report is where it belongs. */
  update(report: Report): Promise<void>;
}

/**
 * @param ruleIds the rules that the scan judges by.
 * @throws {HistoryFileError} when there is a file that is no history, before any work is done.
 * @throws {UsageError} when the file's folder does not exist, or the path is no regular file.
 */
export async function baselineOf(name: string, ruleIds: readonly string[], { cwd }: Terminal): Promise<Baseline> {
  const path = await keptPath('baseline', name, cwd);
  const store = fileStore(path);
  // Reading checks the whole file, whatever the account: which one is scanned is not known yet.
  await store.read('');
  return {
    path,
    compare: async (report) => compared(report, await store.read(report.scan.accountId), ruleIds),
    async update(report) {
      const { id, accountId } = report.scan;
      const scan = () => Promise.resolve(report);
      demandFinished(
        await watch({
          accountId,
          scanId: id,
          runId: id,
          ruleIds,
          store,
          publisher: told,
          minimumSeverity: 'low',
          scan,
        }),
      );
    },
  };
}

/** Whoever runs the command has the report, and nobody else is to be told. */
const told: Publisher = {
  publishChanges: () => Promise.resolve([]),
  publishDigest: () => Promise.resolve(),
};
