import type { Finding } from './finding.ts';

/** What happened to a finding between two scans. `still-open` and the like are not changes and never published. */
export type ChangeKind = 'opened' | 'reopened' | 'worsened' | 'eased' | 'resolved' | 'gone' | 'lost-sight' | 'regained';

export interface Change {
  readonly kind: ChangeKind;
  readonly finding: Finding;
}
