/** What a failing finding shows of the exception that covers it. */
export interface Acceptance {
  /** Who decided to live with it. */
  readonly owner: string;
  readonly reason: string;
  /** `YYYY-MM-DD`, UTC: the last day on which it is accepted. */
  readonly expires: string;
}

/** A risk that somebody decided to live with for a time. */
export interface Exception extends Acceptance {
  /** The id of the rule whose findings it covers. */
  readonly rule: string;
  /** The resource's ARN, or a pattern of ARNs: `*` any run of characters, `?` any one. */
  readonly resource: string;
}

/** Something that people should know about the list of exceptions. */
export interface ExceptionNotice {
  readonly kind: 'exception-invalid' | 'exception-expiring' | 'exception-expired' | 'exception-unused';
  /** Where it stands in the configuration file, from 0. */
  readonly index: number;
  readonly message: string;
  /** Absent when the entry is not one. */
  readonly exception?: Exception;
}
