import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';

/** Where reports go that are too large to return. */
export interface ReportStore {
  /**
   * Keeps the text and says where, e.g. `s3://bucket/key`.
   *
   * @throws {Error} why it could not.
   */
  put(name: string, text: string, mediaType?: string): Promise<string>;
}

/** What stands for a report above Lambda's limit: everything but its lists, and where they are or how far they go. */
export interface ShortReport extends Pick<Report, 'schemaVersion' | 'tool' | 'scan' | 'summary'> {
  /** For people: that this is not the full report, and why. */
  readonly note: string;
  /** Where the full report was put. */
  readonly fullReport?: string;
  /** When there is no full report: the first findings, as many as fit. */
  readonly findings?: readonly Finding[];
}

/** Lambda's limit for the answer to a synchronous invocation, in bytes of JSON. */
const responseLimit = 6_291_556;

/** The report, when Lambda can return it; else its summary, with the whole report in the store if there is one. */
export async function respond(report: Report, store: ReportStore | undefined): Promise<Report | ShortReport> {
  const json = JSON.stringify(report);
  const size = Buffer.byteLength(json);
  if (size <= responseLimit) return report;
  const { schemaVersion, tool, scan, summary } = report;
  const head = { schemaVersion, tool, scan, summary };
  const tooLarge = `The report has ${size} bytes and Lambda returns at most ${responseLimit}`;
  if (store === undefined) {
    return withFindings(head, report.findings, `${tooLarge}; no report bucket is configured`);
  }
  try {
    const fullReport = await store.put(`${scan.accountId}/${scan.id}.json`, json);
    return { ...head, note: `${tooLarge}; all of it is at fullReport.`, fullReport };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return withFindings(head, report.findings, `${tooLarge}; it could not be stored (${reason})`);
  }
}

function withFindings(head: Omit<ShortReport, 'note'>, findings: readonly Finding[], why: string): ShortReport {
  const noteFor = (count: number): string =>
    `${why}, so these are the first ${count} of ${findings.length} findings and no coverage. ` +
    'Ask for fewer Regions or rules to see the rest.';
  let room =
    responseLimit - Buffer.byteLength(JSON.stringify({ ...head, note: noteFor(findings.length), findings: [] }));
  let count = 0;
  for (const finding of findings) {
    room -= Buffer.byteLength(JSON.stringify(finding)) + 1;
    if (room < 0) break;
    count += 1;
  }
  return { ...head, note: noteFor(count), findings: findings.slice(0, count) };
}
