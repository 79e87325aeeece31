/**
 * One way from an identity provider to a desktop or an application: provider → role → permission → directory or stack.
 * A way is as good as its worst step.
 */
export interface FederationPath {
  /** ARN of the SAML provider. */
  readonly provider: string;
  /** ARN of the role. */
  readonly role: string;
  readonly service: 'workspaces' | 'appstream';
  /** ARN of the directory or stack. */
  readonly target: string;
  readonly region: string;
  readonly status: PathStatus;
  readonly steps: readonly [PathStep, PathStep, PathStep];
}

export type PathStatus = 'works' | 'works-unsafe' | 'blocked' | 'unknown';

export interface PathStep {
  readonly edge: 'provider-role' | 'role-permission' | 'permission-target';
  readonly status: PathStatus;
  /** Blocked or unknown: why, in words. */
  readonly cause?: string;
  /** Blocked: what the user sees at sign-in. */
  readonly userSees?: string;
  /** Works but unsafe: the rules that say so. */
  readonly rules?: readonly string[];
  /** Unknown: the call that would tell, where one would. */
  readonly call?: string;
}
