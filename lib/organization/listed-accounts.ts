import type { AccountState, OrganizationAccount } from '../model/organization.ts';

/**
 * The accounts in answers of organizations:ListAccounts. `State` replaces `Status`, which AWS announced to retire: a
 * closed account has the state CLOSED and the status SUSPENDED. Of `Paths`, the part between the organization and the
 * account is the place of the account.
 */
export const listedAccounts = (items: readonly unknown[]): readonly OrganizationAccount[] =>
  items.flatMap((item) => {
    if (!isRecord(item) || typeof item['Id'] !== 'string') return [];
    const { Id: id, Name: name, State: state, Status: status, Paths: paths } = item;
    const path: unknown = Array.isArray(paths) ? paths[0] : undefined;
    return [
      {
        id,
        name: typeof name === 'string' ? name : id,
        state: stateOf(state ?? status),
        ...(typeof path === 'string'
          ? {
              path: path
                .split('/')
                .slice(1)
                .filter((part) => part !== '' && part !== id)
                .join('/'),
            }
          : {}),
      },
    ];
  });

const states: Readonly<Record<string, AccountState>> = {
  ACTIVE: 'active',
  PENDING_ACTIVATION: 'pending-activation',
  PENDING_CLOSURE: 'pending-closure',
  SUSPENDED: 'suspended',
  CLOSED: 'closed',
};

const stateOf = (value: unknown): AccountState =>
  typeof value === 'string' && Object.hasOwn(states, value) ? (states[value] ?? 'unknown') : 'unknown';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
