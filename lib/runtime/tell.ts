import type { Change } from '../model/change.ts';
import type { Publisher } from '../model/ports.ts';
import type { Report } from '../model/report.ts';

/**
 * Tells machines and people what changed; a failure with one does not keep it from the other.
 *
 * @throws {Error} what was not delivered, once everything was tried.
 */
export async function tell(publisher: Publisher, report: Report, changes: readonly Change[]): Promise<void> {
  const [published, digested] = await Promise.allSettled([
    publisher.publishChanges(report.scan.id, changes),
    publisher.publishDigest(report, changes),
  ]);
  const problems: string[] = [];
  if (published.status === 'rejected') problems.push(`the changes: ${String(published.reason)}`);
  else if (published.value.length > 0) problems.push(`${published.value.length} of ${changes.length} changes`);
  if (digested.status === 'rejected') problems.push(`the digest: ${String(digested.reason)}`);
  if (problems.length > 0)
    throw new Error(`Scan ${report.scan.id} ended, but was not delivered: ${problems.join('; ')}`);
}
