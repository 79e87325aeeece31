import type { Cause } from '../model/finding.ts';

/** Why a condition is wrong, as a clause: `SAML:sub_type is compared with "persistant"`. */
export interface ConditionFault {
  readonly cause: Cause;
  readonly clause: string;
  readonly suggestion?: string;
}
