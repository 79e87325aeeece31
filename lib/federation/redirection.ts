import { absent, type Unreadable } from '../model/fact.ts';
import type { ConnectionAlias, Directory } from '../model/snapshot.ts';
import type { Account } from './account.ts';

type Association = ConnectionAlias['associations'][number];

/** One Region's end of a cross-Region redirection, or why it cannot be told what is there. */
export type RedirectionSide =
  | { readonly region: string; readonly directory: Directory }
  | { readonly region: string; readonly doubt: string; readonly unread?: Unreadable };

/** AWS allows one directory per alias and Region; an alias that is not associated leads nowhere. */
export const isAssociated = ({ status }: Association): boolean => status !== undefined && status !== 'NOT_ASSOCIATED';

/**
 * Every directory behind a connection string, asked for in every Region of the scan: AWS does not say where the other
 * end of a redirection is.
 */
export const redirectionSides = (account: Account, connectionString: string): readonly RedirectionSide[] =>
  account.regions.flatMap((region) => {
    const aliases = account.snapshot.byRegion[region]?.connectionAliases ?? absent();
    if (aliases.state === 'unreadable') return [{ region, doubt: aliases.detail, unread: aliases }];
    if (aliases.state === 'absent') return [];
    return aliases.value
      .filter((alias) => alias.connectionString.toLowerCase() === connectionString.toLowerCase())
      .flatMap((alias) => alias.associations.filter(isAssociated).map((one) => sideOf(account, alias, one)));
  });

/** The account whose directory an association leads to. */
export const associatedAccount = (alias: ConnectionAlias, association: Association): string | undefined =>
  association.accountId ?? (association.status === 'ASSOCIATED_WITH_OWNER_ACCOUNT' ? alias.ownerAccountId : undefined);

function sideOf(account: Account, alias: ConnectionAlias, association: Association): RedirectionSide {
  const { region } = alias;
  const { status = 'missing', directoryId = 'missing' } = association;
  if (!status.startsWith('ASSOCIATED_WITH_')) return { region, doubt: `in ${region} the association is ${status}` };
  const owner = associatedAccount(alias, association);
  if (owner !== account.id) {
    return {
      region,
      doubt: `in ${region} the directory belongs to ${owner === undefined ? 'an account that AWS does not name' : `account ${owner}`}`,
    };
  }
  const directories = account.directories(region);
  if (directories.state === 'unreadable') return { region, doubt: directories.detail, unread: directories };
  const directory = directories.state === 'known' && directories.value.find(({ id }) => id === directoryId);
  return directory
    ? { region, directory }
    : { region, doubt: `in ${region} AWS did not list directory ${directoryId}` };
}
