import { openExport } from '../../local-aws/export-data.ts';

const region = 'eu-central-1';
const roles = ['AppStream-Finance-Stream', 'WorkSpaces-Lab-Stream', 'WorkSpaces-Corp-Stream'];
const providers = ['ExampleEntra', 'ExampleOkta'];

/** What the scans of this account judge by: one rule for each change that is made, and one for what stays. */
export const ruleIds = [
  'appstream-user-pool-disabled',
  'stream-role-allows-tag-session',
  'stream-role-requires-persistent-subject',
  'workspaces-directory-login-fallback-disabled',
];

interface Account {
  /** Read afresh at every request. */
  readonly files: Map<string, unknown>;
  /** As on the first day. */
  restore(): void;
  /** One finding resolved, one new, one lost sight of, one gone; one stays open. */
  change(): void;
}

/** One Region of the example account with a few of its roles and providers: all kinds of calls, few of each. */
export async function smallAccount(): Promise<Account> {
  const example = await openExport('examples/demo-account');
  const original = new Map(
    [...example].filter(
      ([path]) => path === 'account.json' || path.startsWith('global/') || path.startsWith(`${region}/`),
    ),
  );
  const files = new Map<string, unknown>();
  const edit = (path: string, change: (value: unknown) => unknown) => files.set(path, change(files.get(path)));
  const keep = (path: string, list: string, isKept: (item: Record<string, unknown>) => boolean) =>
    edit(path, (value) => {
      const answer = value as Record<string, readonly Record<string, unknown>[]>;
      return { ...answer, [list]: answer[list]?.filter(isKept) };
    });
  const keepRoles = (names: readonly string[]) => {
    keep('global/iam.get-account-authorization-details.json', 'RoleDetailList', (role) =>
      names.includes(role['RoleName'] as string),
    );
    keep('global/iam.list-roles.json', 'Roles', (role) => names.includes(role['RoleName'] as string));
  };
  return {
    files,
    restore() {
      files.clear();
      for (const [path, value] of original) files.set(path, value);
      keepRoles(roles);
      keep('global/iam.list-saml-providers.json', 'SAMLProviderList', ({ Arn }) =>
        providers.some((name) => (Arn as string).endsWith(`/${name}`)),
      );
    },
    change() {
      keepRoles(roles.filter((name) => name !== 'AppStream-Finance-Stream'));
      edit(`${region}/workspaces.describe-workspace-directories.json`, (value) => {
        const { Directories } = value as { Directories: readonly { SamlProperties: { Status: string } }[] };
        return {
          Directories: Directories.map((directory) => ({
            ...directory,
            SamlProperties: { ...directory.SamlProperties, Status: other[directory.SamlProperties.Status] },
          })),
        };
      });
      files.delete(`${region}/appstream.describe-users.json`);
      files.set(`${region}/appstream.describe-users.error.json`, {
        code: 'AccessDeniedException',
        message: 'not allowed',
      });
    },
  };
}

/** What was safe is not, and the other way round. */
const other: Readonly<Record<string, string>> = {
  ENABLED: 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK',
  ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK: 'ENABLED',
};
