import type { Change } from './change.ts';
import type { Finding } from './finding.ts';

/** How a scan differs from the baseline that it was compared with. */
export interface Comparison {
  /** When the last scan in the baseline began, ISO 8601 UTC; absent when it held none of this account. */
  readonly since?: string;
  /** By kind (worst news first), severity, rule id and resource ARN. */
  readonly changes: readonly ComparedChange[];
  /** How many failing findings are left out of the report because they are not new. */
  readonly leftOut?: number;
}

/** A change as a report shows it, beside the findings: without what those say already. */
export interface ComparedChange
  extends Pick<Change, 'kind'>, Pick<Finding, 'ruleId' | 'severity' | 'resource' | 'message'> {
  readonly findingId: string;
}
