import { diff } from '../../lib/engine/diff.ts';
import type { Finding } from '../../lib/model/finding.ts';
import type { History } from '../../lib/model/history.ts';
import type { HistoryEntry } from '../../lib/model/ports.ts';
import { messageId } from '../../lib/watch/message-id.ts';
import { report } from './report.ts';

export const accountId = '111122223333';

/** What a run of one hour finds, as an entry to the history it started from. */
export function entryOf(
  history: History,
  hour: number,
  findings: readonly Finding[],
  batchId = `run-${hour}`,
): HistoryEntry {
  const { scan, ...rest } = report(findings);
  const startedAt = `2026-11-21T${String(hour).padStart(2, '0')}:00:00.000Z`;
  const scanned = { ...rest, scan: { ...scan, id: `scan-${hour}`, startedAt } };
  const ruleIds = [...new Set(findings.map(({ ruleId }) => ruleId))];
  const changes = diff(history, scanned, ruleIds).changes.map((change) => {
    const { kind, finding, life } = change;
    const { firstSeen, version } = life;
    const notice = { kind, finding, messageId: messageId(change), scanId: scanned.scan.id, firstSeen, version };
    return { ...change, notice };
  });
  const lastScan = { id: scanned.scan.id, at: startedAt, complete: true, regions: scan.regions, ruleIds };
  return { batchId, occasion: { scan: scanned.scan, coverage: [] }, changes, lastScan };
}
