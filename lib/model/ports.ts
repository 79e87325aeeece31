import type { Outcome } from './snapshot.ts';
import type { Change } from './change.ts';
import type { Report } from './report.ts';

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
  /** What a person should know about the source before trusting it, one sentence each. */
  readonly notes?: readonly string[];
  read(request: ReadRequest): Promise<ReadResult>;
}

/** Tells channels what changed. */
export interface Publisher {
  /** Publishes one message per change; resolves with the finding ids that were not delivered (empty: all were). */
  publishChanges(scanId: string, changes: readonly Change[]): Promise<readonly string[]>;
  /** Publishes one digest for people. */
  publishDigest(report: Report, changes: readonly Change[]): Promise<void>;
}
