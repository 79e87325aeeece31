import type { Severity } from './finding.ts';

/** The part of a relay state URL that a problem is about. */
export type RelayStatePart =
  | 'scheme'
  | 'host'
  | 'region'
  | 'path'
  | 'registrationCode'
  | 'accountId'
  | 'stack'
  | 'app'
  | 'client'
  | 'parameter'
  | 'encoding';

export interface RelayStateProblem {
  readonly part: RelayStatePart;
  /** `informational` stops no user: it says what works all the same, or what could not be determined. */
  readonly severity: Severity;
  readonly message: string;
  readonly actual: string;
  readonly expected: string;
}

/** What a relay state URL is worth in one account. */
export interface RelayStateCheck {
  /** `fail`: at least one problem is above informational. `unknown`: none is, but something could not be determined. */
  readonly status: 'pass' | 'fail' | 'unknown';
  /** ARN of the directory or stack that the URL identifies; null: none, or a catalog of several stacks. */
  readonly target: string | null;
  /** In the order of the URL. */
  readonly problems: readonly RelayStateProblem[];
}
