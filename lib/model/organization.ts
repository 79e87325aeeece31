import type { Cause, Effect, Severity, Summary } from './finding.ts';
import type { ResourceType } from './resource-types.ts';

/**
 * What AWS Organizations says of an account. `unknown`: neither `State` nor `Status` has a value that this version
 * knows.
 */
export type AccountState = 'active' | 'pending-activation' | 'pending-closure' | 'suspended' | 'closed' | 'unknown';

/** An account as AWS Organizations lists it. */
export interface OrganizationAccount {
  readonly id: string;
  readonly name: string;
  readonly state: AccountState;
  /** Root and organizational units above it, `r-ab12/ou-ab12-11111111`; absent when AWS did not say. */
  readonly path?: string;
}

/** An account that has a history of findings here. */
export interface KnownAccount {
  readonly accountId: string;
  readonly name: string;
  /** As {@link OrganizationAccount.path}; empty when unknown. */
  readonly path: string;
}

/** What a run does with one account. */
export interface PlannedAccount extends KnownAccount {
  /** `leave`: its findings are closed as gone, because it is not there to be scanned any more. */
  readonly task: 'scan' | 'leave';
  /** What is unusual about it, in one sentence. */
  readonly note?: string;
}

/** An account that a run leaves as it is. */
export interface LeftOut extends KnownAccount {
  readonly why: string;
}

/** What one run over an organization is to do. */
export interface Plan {
  readonly runId: string;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly accounts: readonly PlannedAccount[];
  readonly leftOut: readonly LeftOut[];
}

/** A cause in one account, without the evidence. */
export interface AccountProblem {
  readonly title: string;
  readonly effect: Effect;
  readonly severity: Severity;
  readonly cause: Cause;
  readonly fix: string;
  readonly resources: readonly { readonly type: ResourceType; readonly name: string; readonly region: string }[];
}

/** What came of one account. */
export interface AccountResult extends KnownAccount {
  /**
   * `scanned`: everything was read. `incomplete`: something was not, or the run could not finish; findings that could
   * not be checked stay open. `left`: its findings are closed as gone.
   */
  readonly outcome: 'scanned' | 'incomplete' | 'left';
  /** Why it is incomplete, or left. */
  readonly why?: string;
  /** Absent when no scan was completed. */
  readonly summary?: Summary;
  readonly problems: readonly AccountProblem[];
}

/** The same cause in one or more accounts. */
export interface OrganizationProblem {
  readonly title: string;
  readonly effect: Effect;
  readonly severity: Severity;
  readonly kind: string;
  readonly fix: string;
  /** By account id. */
  readonly accounts: readonly {
    readonly accountId: string;
    readonly name: string;
    readonly resources: AccountProblem['resources'];
  }[];
}

/** In how many resources of all accounts the problem is. */
export const resourceCount = ({ accounts }: OrganizationProblem): number =>
  accounts.reduce((sum, { resources }) => sum + resources.length, 0);

/** One run over an organization. */
export interface OrganizationReport {
  readonly schemaVersion: '1';
  readonly runId: string;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Every account of the plan, incomplete ones first. */
  readonly accounts: readonly AccountResult[];
  readonly leftOut: readonly LeftOut[];
  /** Worst first, then by the number of resources. */
  readonly problems: readonly OrganizationProblem[];
  readonly summary: {
    readonly scanned: number;
    readonly incomplete: number;
    readonly left: number;
    /** Failing findings that no exception accepts. */
    readonly fail: Readonly<Record<Severity, number>>;
    readonly unknown: number;
  };
}
