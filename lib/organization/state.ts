import type { KnownAccount, OrganizationReport, Plan } from '../model/organization.ts';
import { keys, type ObjectStore } from './object-store.ts';

/** What is remembered from run to run. */
export interface OrganizationState {
  /** Accounts that were scanned and have not left since. */
  readonly known: readonly KnownAccount[];
  /** Ids of the accounts that were incomplete, with the reason. */
  readonly incomplete: Readonly<Record<string, string>>;
}

export async function readState(store: ObjectStore): Promise<OrganizationState> {
  const text = await store.get(keys.state);
  if (text === undefined) return { known: [], incomplete: {} };
  const state: OrganizationState = JSON.parse(text);
  return state;
}

/** What to remember after a run: an account that could not leave is known still, and leaves with the next run. */
export function stateAfter(before: OrganizationState, plan: Plan, report: OrganizationReport): OrganizationState {
  const planned = new Map(plan.accounts.map((account) => [account.accountId, account]));
  const left = new Set(report.accounts.filter(({ outcome }) => outcome === 'left').map(({ accountId }) => accountId));
  const known = new Map(before.known.map((account) => [account.accountId, account]));
  for (const { accountId, name, path, task } of planned.values()) {
    if (task === 'scan') known.set(accountId, { accountId, name, path });
  }
  return {
    known: [...known.values()]
      .filter(({ accountId }) => !left.has(accountId))
      .toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1)),
    incomplete: Object.fromEntries(
      report.accounts
        .filter(({ outcome }) => outcome === 'incomplete')
        .map(({ accountId, why = '' }) => [accountId, why]),
    ),
  };
}
