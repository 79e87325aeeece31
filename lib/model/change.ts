import type { Finding } from './finding.ts';

/**
 * What happened to a finding between two scans, from what somebody should act on to what is settled. `still-open` and
 * the like are not changes and never published.
 */
export const changeKinds = [
  'opened',
  'reopened',
  'worsened',
  'lost-sight',
  'regained',
  'eased',
  'resolved',
  'gone',
  'accepted',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface Change {
  readonly kind: ChangeKind;
  readonly finding: Finding;
}
