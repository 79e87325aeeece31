import type { KnownAccount, LeftOut, OrganizationAccount, PlannedAccount } from '../model/organization.ts';

/** Which accounts a run is about; an absent member leaves nobody out. */
interface OrganizationScope {
  readonly accounts?: readonly string[];
  /** Ids of organizational units or the root; accounts below them count. */
  readonly ous?: readonly string[];
  readonly exclude?: readonly string[];
}

export interface PlanOptions {
  readonly listed: readonly OrganizationAccount[];
  /** Accounts that earlier runs scanned and that have not left since. */
  readonly known: readonly KnownAccount[];
  readonly scope: OrganizationScope;
}

interface Planned {
  readonly accounts: readonly PlannedAccount[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Decides what a run does with each account. Every account that can hold desktops is scanned, one whose state or place
 * AWS does not say included. One that was scanned before and is closed, suspended or not listed any more leaves. What
 * the scope leaves out stays as it is: that is a decision of the operator and no news of the account.
 */
export function planAccounts({ listed, known, scope }: PlanOptions): Planned {
  const accounts: PlannedAccount[] = [];
  const leftOut: LeftOut[] = [];
  const knownIds = new Set(known.map(({ accountId }) => accountId));
  for (const account of listed) {
    const { id: accountId, name, state, path = '' } = account;
    const entry = { accountId, name, path };
    if (!isInScope(account, scope)) continue;
    const why = unusable[state];
    if (why === undefined) accounts.push({ ...entry, task: 'scan', ...noteOf(account, scope) });
    else if (leaves.has(state) && knownIds.has(accountId)) accounts.push({ ...entry, task: 'leave', note: why });
    else leftOut.push({ ...entry, why });
  }
  const listedIds = new Set(listed.map(({ id }) => id));
  const gone = known
    .filter(({ accountId }) => !listedIds.has(accountId))
    .map(({ accountId, name, path }): PlannedAccount => {
      const note = 'The account is not listed in the organization any more.';
      return { accountId, name, path, task: 'leave', note };
    });
  return {
    accounts: [...accounts, ...gone].toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1)),
    leftOut,
  };
}

const unusable: Readonly<Partial<Record<OrganizationAccount['state'], string>>> = {
  'pending-activation': 'The account is not activated yet.',
  suspended: 'The account is suspended.',
  closed: 'The account is closed.',
};

const leaves: ReadonlySet<OrganizationAccount['state']> = new Set(['suspended', 'closed']);

function isInScope({ id, path }: OrganizationAccount, { accounts, ous, exclude = [] }: OrganizationScope): boolean {
  if (exclude.includes(id)) return false;
  if (accounts !== undefined && !accounts.includes(id)) return false;
  // Where AWS does not say the place of an account, leaving it out could hide anything.
  return ous === undefined || path === undefined || path.split('/').some((part) => ous.includes(part));
}

function noteOf({ state, path }: OrganizationAccount, { ous }: OrganizationScope): { readonly note?: string } {
  if (state === 'unknown') return { note: 'AWS Organizations did not say the state of the account.' };
  if (ous !== undefined && path === undefined)
    return { note: 'AWS Organizations did not say the organizational unit of the account.' };
  return {};
}
