import type { SignInCheck } from '../model/sign-in-check.ts';
import type { SignInErrorKey } from '../saml/sign-in-errors.ts';

/** What one check found. Nothing in it names a person. */
export interface CheckResult {
  readonly status: SignInCheck['status'];
  /** One or two sentences. */
  readonly message: string;
  /** Failing: AWS refuses the sign-in for it. */
  readonly refuses?: true;
  /** Failing: what the user saw. */
  readonly userSees?: SignInErrorKey;
  /** Failing: what to do. */
  readonly fix?: string;
}

export const pass = (message: string): CheckResult => ({ status: 'pass', message });
export const unknown = (message: string): CheckResult => ({ status: 'unknown', message });
export const notApplicable = (message: string): CheckResult => ({ status: 'not-applicable', message });

interface Failure {
  readonly fix: string;
  readonly userSees?: SignInErrorKey;
}

/** AWS refuses the sign-in for it. */
export const refused = (message: string, failure: Failure): CheckResult => ({
  status: 'fail',
  message,
  refuses: true,
  ...failure,
});

/** AWS lets the sign-in through, and it is wrong all the same. */
export const wrong = (message: string, failure: Failure): CheckResult => ({ status: 'fail', message, ...failure });

/** `a`, `a and b`, `a, b and c`. */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
