import type { Change } from './change.ts';
import type { History, LastScan, LifeChange, Notice, Occasion } from './history.ts';
import type { Outcome } from './snapshot.ts';

/** One question to AWS, or to an export of it. */
export interface ReadRequest {
  /** `iam`, `workspaces`, `ds`, `appstream`, `acm-pca`, `sts`: the AWS CLI's service name. */
  readonly service: string;
  /** API operation, e.g. `DescribeStacks`. */
  readonly operation: string;
  /** An AWS Region, or `global` for IAM and STS. */
  readonly region: string;
  readonly input?: Readonly<Record<string, unknown>>;
  /** The resource's name as it stands in an export's file name, for calls made per resource. */
  readonly resource?: string;
}

/**
 * The answer: what the AWS CLI would print for the call, all pages merged (dates as ISO text, policy documents as
 * objects or URL-encoded text), or why there is none.
 */
export type ReadResult =
  | { readonly outcome: 'read'; readonly value: Readonly<Record<string, unknown>>; readonly requests: number }
  | {
      readonly outcome: Exclude<Outcome, 'read'>;
      /** AWS error code, e.g. `AccessDeniedException`. */
      readonly code: string;
      readonly detail: string;
      readonly requests: number;
    };

/** The code of a read that was given up because the run has no more time. */
export const timeOver = 'RunTimeOver';

/** What a reader tells while it reads; `planned` grows as answers reveal further questions. */
export interface Progress {
  readonly request: ReadRequest;
  readonly outcome: Outcome;
  readonly done: number;
  readonly planned: number;
}

/** Where a snapshot is read from. Never throws for an answer that AWS (or the export) refuses: that is an outcome. */
export interface Source {
  readonly kind: 'live' | 'export';
  /** The Regions it holds, when it holds only some; a live account leaves them out. */
  readonly regions?: readonly string[];
  /** When what it holds was read, ISO 8601 UTC, where it says so; a live account is read now. */
  readonly createdAt?: string;
  /** What a person should know about the source before trusting it, one sentence each. */
  readonly notes?: readonly string[];
  /** @param signal gives up: what has not been answered by then may be answered as failed. */
  read(request: ReadRequest, signal?: AbortSignal): Promise<ReadResult>;
}

/** The event history that CloudTrail keeps in every Region, page by page. */
export interface EventHistory {
  /** Never throws for an answer that AWS refuses: that is an outcome. */
  lookUp(
    region: string,
    page: { readonly eventName: string; readonly from: string; readonly to: string; readonly token?: string },
    signal?: AbortSignal,
  ): Promise<ReadResult>;
}

/** Tells channels what changed. */
export interface Publisher {
  /** Publishes one message per change; resolves with the message ids that were not delivered (empty: all were). */
  publishChanges(notices: readonly Notice[]): Promise<readonly string[]>;
  /** Publishes one digest for people, recognisable by its id when it is told again. */
  publishDigest(id: string, occasion: Occasion, changes: readonly Change[]): Promise<void>;
}

/** What a run adds to the history of an account. */
export interface HistoryEntry {
  /** The id of the run, for the batch of its notices. */
  readonly batchId: string;
  readonly occasion: Occasion;
  readonly changes: readonly (LifeChange & { readonly notice: Notice })[];
  readonly lastScan: LastScan;
}

export interface Recorded {
  /**
   * What this run has to tell, as it was kept: a finding that is too large is cut down. A change that another run
   * recorded first, or that is older than what is recorded, is not among them: it is theirs to tell.
   */
  readonly notices: readonly Notice[];
  /** Why some changes were not recorded, in words; the scan then does not count as recorded either. */
  readonly problems: readonly string[];
}

/**
 * Remembers findings between scans, and what of their changes has not been told yet. A life and the mark "to be told"
 * are written in one step, and only over the version that the change started from, so that neither a crash nor a
 * second run at the same time can lose or double a change.
 */
export interface HistoryStore {
  /** @throws {Error} when what is kept cannot be read: it is never taken for "nothing". */
  read(accountId: string): Promise<History>;
  /** @throws {Error} when not even the occasion could be kept; then nothing was recorded. */
  record(accountId: string, entry: HistoryEntry): Promise<Recorded>;
  /** Remembers that people have the digest of a batch. */
  markDigested(accountId: string, batchId: string): Promise<void>;
  /** Takes the marks off changes that everybody has been told; forgets the batch when no others are `left`. */
  markTold(accountId: string, batchId: string, told: readonly Notice[], left: number): Promise<void>;
}
