import type { Snapshot } from '../model/snapshot.ts';

/** One Region of one account. */
export interface Place {
  readonly account: Snapshot['account'];
  readonly region: string;
}
