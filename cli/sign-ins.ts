import { resolve } from 'node:path';
import { readEvents } from '../lib/evidence/files.ts';
import { longestDays } from '../lib/evidence/lookup.ts';
import { readSignIns, signInsFrom } from '../lib/evidence/read.ts';
import type { ScanOptions } from '../lib/scan/scan.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

interface Options {
  readonly events: string | undefined;
  readonly days: string | undefined;
  readonly isExport: boolean;
}

/**
 * How a scan reads recorded sign-ins: from files, or from the event history of CloudTrail. `undefined`: not at all.
 *
 * @throws {UsageError}
 */
export async function signInsOf(
  { events, days, isExport }: Options,
  { cwd }: Terminal,
): Promise<ScanOptions['signIns']> {
  if (events !== undefined && days !== undefined) throw new UsageError('--events and --sign-ins: expected one of both');
  if (events !== undefined) {
    const records = await readEvents(resolve(cwd, events));
    return (account) => Promise.resolve({ fact: signInsFrom(account, { records, coverage: [] }), coverage: [] });
  }
  if (days === undefined) return undefined;
  if (isExport) throw new UsageError('--sign-ins: an export holds no records of sign-ins; give files with --events');
  const count = Number(days);
  if (!Number.isInteger(count) || count < 1 || count > longestDays) {
    throw new UsageError(`--sign-ins: expected a number of days from 1 to ${longestDays}`);
  }
  const { eventHistory } = await import('../lib/aws/event-history.ts');
  return readSignIns({ history: eventHistory(), days: count, clock: () => new Date() });
}
