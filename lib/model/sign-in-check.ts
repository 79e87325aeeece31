/** What the sign-in doctor looks at, in the order in which it reports. */
export const signInCheckIds = [
  'response-readable',
  'response-encrypted',
  'signature',
  'issuer',
  'recipient',
  'audience',
  'time-window',
  'subject-confirmation',
  'name-id-format',
  'name-id-form',
  'role-attribute',
  'role-session-name',
  'session-duration',
  'principal-tags',
  'transitive-tag-keys',
  'source-identity',
  'session-tags-allowed',
  'trust-policy',
  'stream-permission',
  'relay-state',
] as const;
export type SignInCheckId = (typeof signInCheckIds)[number];

export interface SignInCheck {
  readonly id: SignInCheckId;
  readonly status: 'pass' | 'fail' | 'unknown' | 'not-applicable';
  readonly message: string;
}

/**
 * What became of one sign-in. Nothing in it names a person: neither NameID, session name, tag values nor the assertion.
 */
export interface SignInDiagnosis {
  /** `pass`: every check passes and AWS allows the sign-in. */
  readonly status: 'pass' | 'fail' | 'unknown';
  /** Every id once, in the order of {@link signInCheckIds}. */
  readonly checks: readonly SignInCheck[];
  readonly signIn: {
    /** ARN that the assertion names; null: none could be read. */
    readonly role: string | null;
    readonly provider: string | null;
    readonly decision: 'allowed' | 'refused' | 'unknown';
    /** The first cause, or what allows the sign-in, in one sentence. */
    readonly because: string;
  };
  /** What to do about the first cause. */
  readonly fix?: string;
  /** What the user saw: AWS's text, or the symptom that AWS describes. */
  readonly userSees?: string;
  /** ISO 8601: the time that the response was checked for; absent without a response. */
  readonly checkedAt?: string;
  /** What an error text that was given stands for in this account, most likely first. */
  readonly causes?: readonly SignInCause[];
}

export interface SignInCause {
  /** `account`: the account shows it. `identity-provider`: only the identity provider or its assertion does. */
  readonly seenIn: 'account' | 'identity-provider';
  readonly message: string;
  readonly fix: string;
  /** The rule that reports it, and the resource that has it. */
  readonly ruleId?: string;
  readonly resource?: string;
}
