import type { EventHistory, ReadResult } from '../model/ports.ts';
import type { Coverage } from '../model/snapshot.ts';
import { recordsIn, type SignInRecord } from './records.ts';

/** What CloudTrail keeps without a trail (AWS CloudTrail User Guide, event history). */
export const longestDays = 90;

/** Pages of 50 events; at two requests a second, a Region is given up after about a quarter of an hour. */
const pageLimit = 2_000;

export interface Lookup {
  readonly history: EventHistory;
  /** Every Region in which a sign-in can be recorded: that of STS cannot be told from the sign-in URL. */
  readonly regions: readonly string[];
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
  readonly signal?: AbortSignal;
}

export interface LookedUp {
  readonly records: readonly SignInRecord[];
  readonly coverage: readonly Coverage[];
}

/**
 * Reads the sign-ins of every Region from the event history of CloudTrail, page by page: of each page, only what is
 * judged is kept. What a Region gave before it failed counts; its coverage says that it is not all.
 */
export async function lookUpSignIns({ history, regions, ...window }: Lookup): Promise<LookedUp> {
  const results = await Promise.all(regions.map((region) => lookUpRegion(history, region, window)));
  return {
    records: results.flatMap(({ records }) => records),
    coverage: results.map(({ coverage }) => coverage),
  };
}

async function lookUpRegion(
  history: EventHistory,
  region: string,
  { from, to, signal }: Omit<Lookup, 'history' | 'regions'>,
): Promise<{ readonly records: readonly SignInRecord[]; readonly coverage: Coverage }> {
  const records: SignInRecord[] = [];
  let requests = 0;
  const covered = (outcome: Coverage['outcome'], detail?: string) => ({
    records,
    coverage: {
      region,
      call: 'cloudtrail:LookupEvents',
      outcome,
      ...(detail === undefined ? {} : { detail }),
      requests,
    },
  });
  let token: string | undefined;
  const seen = new Set<string>();
  for (let page = 0; page < pageLimit; page += 1) {
    const result: ReadResult = await history.lookUp(
      region,
      { eventName: 'AssumeRoleWithSAML', from, to, ...(token === undefined ? {} : { token }) },
      signal,
    );
    requests += result.requests;
    if (result.outcome !== 'read') return covered(result.outcome, result.detail);
    records.push(...recordsIn(result.value['Events']));
    const next = result.value['NextToken'];
    if (typeof next !== 'string' || next === '') return covered('read');
    if (seen.has(next)) return covered('failed', 'a page names a page that was already read');
    seen.add(next);
    token = next;
  }
  return covered('failed', `more than ${pageLimit} pages`);
}
