import { assumedKey } from './assumed-key.ts';
import { exportBackend } from './export-backend.ts';
import { type ExportFiles, type ExportInput, openExport } from './export-data.ts';
import { type Organization, organizationBackend } from './organization.ts';
import type { Backend } from './signed-call.ts';

/** One account, and what answers the requests that its credentials sign. */
export interface Account {
  readonly id: string;
  readonly backend: Backend;
}

export interface AccountsOptions {
  readonly account: ExportInput;
  readonly members?: Readonly<Record<string, ExportInput>>;
  readonly organization?: Organization;
  readonly pageSize?: number;
}

/** The account of an access key: that of `assumedKey` for keys of an assumed role, else the first one. */
export async function openAccounts({ account, members = {}, organization, pageSize }: AccountsOptions) {
  const main = await openExport(account);
  const files = new Map<string, ExportFiles>();
  for (const [id, input] of Object.entries(members)) files.set(id, await openExport(input));
  const accountWith = (id: string, own: ExportFiles): Account => {
    const fromExport = exportBackend(own, pageSize);
    const fromOrganization = organizationBackend({ organization, caller: own, members: files });
    return { id, backend: async (call) => (await fromOrganization(call)) ?? fromExport(call) };
  };
  const first = accountWith(idIn(main), main);
  const assumed = new Map([...files].map(([id, own]) => [assumedKey(id), accountWith(id, own)]));
  return {
    of: (accessKeyId: string): Account => assumed.get(accessKeyId) ?? first,
  };
}

function idIn(files: ExportFiles): string {
  const identity = files.get('account.json');
  return typeof identity === 'object' && identity !== null && 'Account' in identity ? String(identity.Account) : '';
}
