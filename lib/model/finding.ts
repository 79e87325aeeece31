import type { Acceptance } from './exception.ts';
import type { ResourceType } from './resource-types.ts';

export const severities = ['critical', 'high', 'medium', 'low', 'informational'] as const;
export type Severity = (typeof severities)[number];

export type Status = 'pass' | 'fail' | 'not-applicable' | 'unknown';

export interface ResourceRef {
  readonly type: ResourceType;
  readonly arn: string;
  readonly name: string;
  /** An AWS Region, or `global`. */
  readonly region: string;
}

/** One thing that was looked at: where (AWS's own path), what was there, what should be. */
export interface Evidence {
  readonly path: string;
  readonly actual: string;
  readonly expected?: string;
}

/**
 * A concrete sign-in request that shows the fault. Values are made up or taken from the policy's own literals, never
 * from a real assertion.
 */
export interface Witness {
  /** One sentence: "an assertion with NameID format transient … may assume this role". */
  readonly sentence: string;
  readonly action: string;
  readonly principal?: string;
  readonly resource?: string;
  /** Condition key → value; a list for multivalued keys; `null` for "not in the request". */
  readonly context: Readonly<Record<string, string | readonly string[] | null>>;
}

/**
 * What is wrong, without the resource that has it. Findings and path steps with the same cause are one problem, so the
 * parameters hold what tells one such cause from another (a provider, a value) and never the resource itself.
 */
export interface Cause {
  /** Permanent, in kebab case: `provider-missing`. */
  readonly kind: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * What a failure does to people, worst first. `locked-out`: a correct sign-in is refused. `exposed`: a sign-in, a
 * session or a right beyond what the guides allow. `at-risk`: may fail or mislead. `advice`: stops no user and admits
 * no user.
 */
export const effects = ['locked-out', 'exposed', 'at-risk', 'advice'] as const;
export type Effect = (typeof effects)[number];

/** The statement of a policy that a finding is about. */
export interface StatementLocation {
  /** Name of the policy; `trust policy` for the trust policy. */
  readonly policy: string;
  /** Counted from 0. */
  readonly index: number;
  readonly sid?: string;
  /** The element of the statement, for example `Action` or `Condition.StringEquals.SAML:aud`. */
  readonly element?: string;
}

export interface Finding {
  /** Built from account, rule and resource only, so that it is the same in every scan. */
  readonly id: string;
  readonly ruleId: string;
  readonly status: Status;
  readonly severity: Severity;
  /** It fails, and an exception of the configuration file says who decided to live with that. */
  readonly accepted?: Acceptance;
  readonly resource: ResourceRef;
  readonly message: string;
  /** Failing only. */
  readonly effect?: Effect;
  /** Failing only. */
  readonly cause?: Cause;
  /** Failing only: further causes of the same resource that it reports. */
  readonly otherCauses?: readonly Cause[];
  /** Failing only: id of the finding that this one follows from; `remediation` is then the fix of that one. */
  readonly because?: string;
  /** Failing only: ids of the sign-in paths, and ARNs of the directories and stacks, that it concerns. */
  readonly affects?: { readonly paths: readonly string[]; readonly targets: readonly string[] };
  readonly statement?: StatementLocation;
  /** What was probably meant: a near name, a provider that no role uses. */
  readonly suggestion?: string;
  /** Failing only: what users see at sign-in. */
  readonly userSees?: string;
  readonly evidence: readonly Evidence[];
  readonly witness?: Witness;
  /** For unknown: the call that would answer and the IAM action that allows it. */
  readonly unread?: {
    readonly call: string;
    readonly region: string;
    readonly reason: string;
    readonly action: string;
  };
  readonly remediation: string;
  readonly sources: readonly string[];
}

export interface Summary {
  /** Without those that are accepted. */
  readonly fail: Readonly<Record<Severity, number>>;
  /** Failing, and accepted by an exception. */
  readonly accepted?: number;
  readonly pass: number;
  readonly notApplicable: number;
  readonly unknown: number;
  /** No call was denied, throttled, failed or not exported. */
  readonly complete: boolean;
}
