import type { Severity } from '../../../lib/model/finding.ts';
import type { AccountProblem, AccountResult, PlannedAccount } from '../../../lib/model/organization.ts';
import type { ObjectStore } from '../../../lib/organization/object-store.ts';

const path = 'r-ab12/ou-ab12-11111111';

export const planned = (accountId: string, more: Partial<PlannedAccount> = {}): PlannedAccount => ({
  accountId,
  name: `Account ${accountId.slice(0, 4)}`,
  path,
  task: 'scan',
  ...more,
});

export const problem = (names: readonly string[], more: Partial<AccountProblem> = {}): AccountProblem => ({
  title: 'A role trusts a provider that does not exist',
  effect: 'locked-out',
  severity: 'high',
  cause: { kind: 'provider-missing', parameters: { provider: 'Corp' } },
  fix: 'Create the provider.',
  resources: names.map((name) => ({ type: 'iam.role', name, region: 'global' })),
  ...more,
});

const none: Readonly<Record<Severity, number>> = { critical: 0, high: 0, medium: 0, low: 0, informational: 0 };

export const result = (accountId: string, more: Partial<AccountResult> = {}): AccountResult => {
  const { task: _, ...account } = planned(accountId);
  const problems = more.problems ?? [];
  const fail = { ...none };
  for (const { severity, resources } of problems)
    Object.assign(fail, { [severity]: fail[severity] + resources.length });
  return {
    ...account,
    outcome: 'scanned',
    summary: { fail, pass: 1, notApplicable: 0, unknown: 0, complete: true },
    problems,
    ...more,
  };
};

/** Keeps objects in memory; `fail` names the operations that fail from now on. */
export function memoryStore(objects = new Map<string, string>()): ObjectStore & {
  readonly objects: Map<string, string>;
  fail?: string;
} {
  const store = {
    objects,
    fail: undefined as string | undefined,
    check(operation: string) {
      if (store.fail === operation) throw new Error(`${operation} failed`);
    },
    async put(key: string, text: string) {
      store.check('put');
      objects.set(key, text);
    },
    async get(key: string) {
      store.check('get');
      return objects.get(key);
    },
    async list(prefix: string) {
      store.check('list');
      return [...objects.keys()].filter((key) => key.startsWith(prefix)).toSorted();
    },
    async remove(key: string) {
      store.check('remove');
      objects.delete(key);
    },
  };
  return store as ReturnType<typeof memoryStore>;
}
