import type { Unreadable } from './fact.ts';

/**
 * What CloudTrail recorded of SAML sign-ins, summed up: neither a name, a value of a tag, an address nor a credential is
 * in it.
 */
export interface SignIns {
  /** By role ARN, for roles of the account. */
  readonly roles: Readonly<Record<string, ObservedRole>>;
  /** Sign-ins that were read: of this account, each once. */
  readonly count: number;
  /** Days, or first and last sign-in: what was asked for. */
  readonly from?: string;
  readonly to?: string;
  /** A part of it could not be read: what is missing may be there. */
  readonly unread?: Unreadable;
}

export interface ObservedRole {
  /** Successful sign-ins, one entry for all that are alike. */
  readonly admitted: readonly AdmittedSignIns[];
  /** Refused sign-ins, one entry for all with the same cause. */
  readonly refused: readonly RefusedSignIns[];
}

/** The form of a NameID, without the NameID. */
export type SubjectForm = 'plain' | 'domain' | 'upn' | 'unknown';

interface Alike {
  /** ARN of the SAML provider. */
  readonly provider: string;
  readonly count: number;
  /** ISO 8601 UTC. */
  readonly first: string;
  readonly last: string;
  /** Names of the session tags, sorted. */
  readonly tags: readonly string[];
}

export interface AdmittedSignIns extends Alike {
  /** As AWS shows it, for example `persistent`; absent: not recorded. */
  readonly subjectType?: string;
  readonly subjectForm: SubjectForm;
  /** The Recipient; absent: not recorded. */
  readonly audience?: string;
  /** Seconds; absent: not recorded. */
  readonly duration?: number;
  readonly sourceIdentity: boolean;
}

export interface RefusedSignIns extends Alike {
  /** Error code, for example `AccessDenied`. */
  readonly error: string;
  /** The account, or the text of AWS, tells the cause. */
  readonly determined: boolean;
  /** One or two sentences. */
  readonly cause: string;
  readonly fix?: string;
  /** What the user saw. */
  readonly userSees?: string;
}
