/** A place for texts by key, such as an S3 bucket. Every method throws an Error that says what failed. */
export interface ObjectStore {
  put(key: string, text: string): Promise<unknown>;
  /** `undefined`: there is no such object. */
  get(key: string): Promise<string | undefined>;
  /** The keys that begin with `prefix`, sorted. */
  list(prefix: string): Promise<readonly string[]>;
  /** Does nothing when there is no such object. */
  remove(key: string): Promise<void>;
}

/** What all keys begin with in the bucket, where others can have objects, too. A store adds it by itself. */
export const objectPrefix = 'euc-saml-audit/';

/** Where the runs over an organization keep what. */
export const keys = {
  /** The accounts of a run, as the map of the state machine reads them. */
  plan: (runId: string): string => `organization/runs/${runId}/plan.json`,
  /** Who is left as it is. */
  leftOut: (runId: string): string => `organization/runs/${runId}/left-out.json`,
  /** What the state machine puts down of its children. */
  engine: (runId: string): string => `organization/runs/${runId}/engine`,
  /** The whole report of an account. */
  accountReport: (runId: string, accountId: string): string => `organization/runs/${runId}/accounts/${accountId}.json`,
  /** What the organization report needs of it. */
  accountResult: (runId: string, accountId: string): string => `organization/runs/${runId}/results/${accountId}.json`,
  report: (runId: string, extension: 'json' | 'csv' | 'html'): string =>
    `organization/runs/${runId}/report.${extension}`,
  /** What is remembered from run to run. */
  state: 'organization/state.json',
  /** Changes of accounts that no digest has told yet. */
  outbox: 'organization/outbox/',
  /** The digest that is being sent. */
  envelope: 'organization/envelope.json',
} as const;
