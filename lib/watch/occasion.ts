import type { Occasion } from '../model/history.ts';
import type { Report } from '../model/report.ts';
import type { Coverage } from '../model/snapshot.ts';

/**
 * What is kept of a report for a digest that may be told later: the scan, and each call that was not answered, once
 * per Region however many resources it was made for. So it stays small however large the account is.
 */
export function occasionOf({ scan, coverage }: Report): Occasion {
  const unanswered = new Map<string, Coverage>();
  for (const { resource: _, ...entry } of coverage) {
    const key = `${entry.call} ${entry.region} ${entry.outcome}`;
    if (gaps.has(entry.outcome) && !unanswered.has(key)) unanswered.set(key, entry);
  }
  return { scan, coverage: [...unanswered.values()] };
}

const gaps: ReadonlySet<string> = new Set(['denied', 'throttled', 'failed', 'not-exported']);
