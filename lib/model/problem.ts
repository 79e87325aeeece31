import type { Cause, Effect, ResourceRef, Severity } from './finding.ts';

/** One root cause with everything that it explains: what people read, where machines read findings. */
export interface Problem {
  /** The same in every scan: made of account, kind and parameters of the cause. */
  readonly id: string;
  /** Position in the report, counted from 1; paths and problems refer to each other by it. */
  readonly number: number;
  /** What is wrong, with real names, as one clause without a full stop. */
  readonly title: string;
  readonly effect: Effect;
  /** The worst of its findings. */
  readonly severity: Severity;
  readonly cause: Cause;
  /** Who cannot sign in, or who can do what, in one sentence. */
  readonly summary: string;
  /** Where it has to be fixed. */
  readonly resources: readonly ResourceRef[];
  /** What users see at sign-in. */
  readonly userSees?: string;
  readonly fix: string;
  readonly suggestion?: string;
  /** Ids of the findings that it explains, root findings first. */
  readonly findings: readonly string[];
  /** Ids of the sign-in paths that it blocks, limits or makes unsafe. */
  readonly paths: readonly string[];
  /** ARNs of the directories and stacks that it concerns. */
  readonly targets: readonly string[];
}
