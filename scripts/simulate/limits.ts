/**
 * Quotas and prices of AWS as documented in November 2026. Sources: Step Functions developer guide (service quotas),
 * Lambda developer guide (quotas), AWS Organizations user guide (quotas), and the pages of prices of Step Functions and
 * Lambda, US East. SNS, SQS, S3 and KMS are left out: no price was found that could be cited.
 */
export const limits = {
  asOf: '2026-11',
  /** Children that a Distributed Map starts a second, STANDARD. */
  childrenPerSecond: 100,
  /** State transitions a second: us-east-1, us-west-2, eu-west-1; 800 elsewhere, lower in new accounts. */
  transitionsPerSecond: 800,
  lambdaConcurrency: 1_000,
  lambdaSeconds: 900,
  outputBytes: 256 * 1_024,
  listAccounts: { perSecond: 8, burst: 12, page: 20 },
} as const;

export const prices = {
  asOf: '2026-11',
  perTransition: 0.025 / 1_000,
  /** arm64. */
  perGbSecond: 0.000_013_333_4,
  perInvocation: 0.2 / 1_000_000,
  perWriteUnit: 0.625 / 1_000_000,
  perReadUnit: 0.125 / 1_000_000,
} as const;
