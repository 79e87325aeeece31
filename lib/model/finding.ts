import type { Acceptance } from './exception.ts';

export const severities = ['critical', 'high', 'medium', 'low', 'informational'] as const;
export type Severity = (typeof severities)[number];

export type Status = 'pass' | 'fail' | 'not-applicable' | 'unknown';

export const resourceTypes = [
  'account',
  'iam.saml-provider',
  'iam.role',
  'workspaces.directory',
  'workspaces.ip-group',
  'workspaces.connection-alias',
  'appstream.stack',
  'appstream.fleet',
  'appstream.directory-config',
] as const;
export type ResourceType = (typeof resourceTypes)[number];

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
