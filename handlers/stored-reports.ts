import type { Report } from '../lib/model/report.ts';
import type { FormatName } from '../lib/model/format.ts';
import { formats } from '../lib/report/formats/index.ts';
import type { ReportStore } from '../lib/runtime/response.ts';

/** Where a report is kept, by format. */
export type StoredReports = Readonly<Partial<Record<FormatName, string>>>;

/**
 * Keeps a report in each of these formats.
 *
 * @throws {Error} why one could not be kept.
 */
export async function storeReports(
  report: Report,
  names: readonly FormatName[],
  store: ReportStore,
): Promise<StoredReports> {
  const { accountId, id } = report.scan;
  const stored = await Promise.all(
    names.map(async (name): Promise<readonly [FormatName, string]> => {
      const { extensions, mediaType, write } = formats[name];
      return [name, await store.put(`${accountId}/${id}${extensions[0]}`, write(report), mediaType)];
    }),
  );
  return Object.fromEntries(stored);
}
