import type { Diagnosis } from './diagnosis.ts';
import type { UnreadReason } from './fact.ts';

/** Everything that a sign-in passes, in order. `start` is of WorkSpaces only: AppStream sign-ins start at the identity provider. */
export const stepNames = ['start', 'assertion', 'role', 'permission', 'target', 'network', 'session'] as const;
export type StepName = (typeof stepNames)[number];

/** Worst first. `limited`: only some correct sign-ins pass; the causes say which condition selects them. */
export const pathStatuses = ['blocked', 'unknown', 'works-unsafe', 'limited', 'works'] as const;
export type PathStatus = (typeof pathStatuses)[number];

/** One sign-in path: provider → role → directory or stack. It has the worst status of its steps. */
export interface FederationPath {
  /** The same in every scan. */
  readonly id: string;
  /** ARN of the SAML provider. */
  readonly provider: string;
  /** ARN of the role. */
  readonly role: string;
  readonly service: 'workspaces' | 'appstream';
  /** ARN of the directory or stack. */
  readonly target: string;
  readonly region: string;
  readonly status: PathStatus;
  readonly steps: readonly PathStep[];
  /** Recorded sign-ins through this provider with this role. The records do not say to which directory or stack. */
  readonly inUse?: { readonly signIns: number; readonly last: string };
}

export interface PathStep {
  readonly step: StepName;
  readonly status: PathStatus;
  /** Blocked, limited: why. All causes, not the first: after one fix the next must not come as a surprise. */
  readonly causes?: readonly PathCause[];
  /** Unknown: why. */
  readonly uncertainties?: readonly PathUncertainty[];
  /** Works but unsafe: ids of the rules that fail on it. */
  readonly rules?: readonly string[];
}

export interface PathCause extends Pick<
  Diagnosis,
  'cause' | 'resource' | 'message' | 'userSees' | 'statement' | 'suggestion'
> {
  /** Id of the finding that reports it, when the rule was evaluated. */
  readonly finding?: string;
}

export interface PathUncertainty {
  readonly message: string;
  /** The call that would have told, where one would, with its Region and what became of it. */
  readonly call?: string;
  readonly region?: string;
  readonly reason?: UnreadReason;
}

/** The worst of some statuses. */
export const worstStatus = (statuses: readonly PathStatus[]): PathStatus =>
  pathStatuses.find((status) => statuses.includes(status)) ?? 'works';
