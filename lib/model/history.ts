import type { Change } from './change.ts';
import type { Finding } from './finding.ts';
import type { Report } from './report.ts';

/**
 * `open`: it failed when last looked at. `lost-sight`: it failed and cannot be looked at since, so it is still open.
 * `resolved`: we looked and it is fixed. `gone`: we looked and its resource is not there any more. `accepted`: it was
 * open, and an exception accepts it since; what happens to it meanwhile is not told.
 */
export const lifeStatuses = ['open', 'lost-sight', 'resolved', 'gone', 'accepted'] as const;
export type LifeStatus = (typeof lifeStatuses)[number];

/** What is remembered of a finding that fails or has failed; others have no life. */
export interface FindingLife {
  /** As it was at the last change, but with the severity it had when it last failed. */
  readonly finding: Finding;
  readonly status: LifeStatus;
  /** When it was first seen failing, ISO 8601 UTC. */
  readonly firstSeen: string;
  readonly lastChanged: string;
  /** When it was last seen failing. Stores keep it as of the last change; {@link LastScan} tells what came after. */
  readonly lastConfirmed: string;
  /** Counts the changes, from 1. */
  readonly version: number;
}

/**
 * The last scan that was recorded, and what it covered. It confirmed every open finding within its reach, which is why
 * a scan that changes nothing needs to write nothing else.
 */
export interface LastScan {
  readonly id: string;
  /** When its reading began, ISO 8601 UTC. */
  readonly at: string;
  readonly complete: boolean;
  readonly regions: readonly string[];
  readonly ruleIds: readonly string[];
}

/** One step in the life of a finding; the change's finding is the life's. */
export interface LifeChange extends Change {
  readonly life: FindingLife;
}

/** A change that people and machines are to be told, by this id however often it is told. */
export interface Notice extends Change {
  readonly messageId: string;
  readonly scanId: string;
  readonly firstSeen: string;
  /** The version of the life that the change led to: what has a lower one is older news. */
  readonly version: number;
}

/** What people are told besides the changes: the scan that saw them, and what that scan could not see. */
export type Occasion = Pick<Report, 'scan' | 'coverage'>;

/** The changes that one run recorded and that have not been told to everybody yet. */
export interface Batch {
  /** Of the run, so that two runs at once never share a batch. */
  readonly id: string;
  readonly occasion: Occasion;
  /** People have their digest; what is left is told to machines only. */
  readonly digestTold: boolean;
  readonly notices: readonly Notice[];
}

/** All that is remembered of one account. */
export interface History {
  /** Absent: no scan was ever recorded. */
  readonly lastScan?: LastScan;
  readonly lives: readonly FindingLife[];
  /** What earlier runs recorded and did not tell; usually none. */
  readonly waiting: readonly Batch[];
}

/** So long a finding that is resolved or gone is remembered; if it fails again later, it is new. */
const daysKeptClosed = 400;

/** When what is remembered of a closed finding can be deleted, in milliseconds since 1970; open ones stay. */
export const expiryOf = ({ status, lastChanged }: FindingLife): number | undefined =>
  status === 'resolved' || status === 'gone' ? Date.parse(lastChanged) + daysKeptClosed * 86_400_000 : undefined;
