import { resolve } from 'node:path';
import { readEvents } from '../lib/evidence/files.ts';
import { longestDays, lookUpSignIns } from '../lib/evidence/lookup.ts';
import { signInsFrom } from '../lib/evidence/read.ts';
import { regionsOf } from '../lib/saml/regions.ts';
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
  return async (account) => {
    const { eventHistory } = await import('../lib/aws/event-history.ts');
    const to = new Date();
    const from = new Date(to.getTime() - count * 86_400_000);
    const found = await lookUpSignIns({
      history: eventHistory(),
      regions: regionsOf(account.partition),
      from: from.toISOString(),
      to: to.toISOString(),
    });
    return { fact: signInsFrom(account, found), coverage: found.coverage };
  };
}
