import type { Occasion } from '../model/history.ts';
import { timeOver } from '../model/ports.ts';
import { unreadCalls } from './unread.ts';
import { counted } from './words.ts';

/** What a scan could not see, for a digest: a title, and one line for each call and outcome. */
export interface BlindSpots {
  readonly title: string;
  readonly calls: readonly { readonly call: string; readonly rest: string }[];
}

/** `undefined` when everything was read. */
export function blindSpots({ coverage }: Occasion): BlindSpots | undefined {
  const calls = unreadCalls(coverage, []);
  if (calls.length === 0) return undefined;
  const tooLate = coverage.some(({ outcome, detail }) => outcome === 'failed' && detail?.startsWith(timeOver));
  const why = tooLate ? 'The scan reached its time limit before all data was read. ' : '';
  return {
    title: `${why}These API calls failed. Results that depend on them are unknown:`,
    calls: calls.map(({ call, outcome, regions }) => {
      const where = regions.length > 3 ? counted(regions.length, 'Region') : regions.join(', ');
      return { call, rest: `(${outcome}): ${where}` };
    }),
  };
}
