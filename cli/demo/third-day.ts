/** What somebody did to the account before the third day, in words. */
export const thirdDay: readonly string[] = [
  'Directory d-99673ad04e now sends deep links as TargetResource, which is what its PingFederate takes.',
  'IP group wsipg-5t8qw2k7n of directory d-99672f8b1c lets in the whole internet.',
  'The scan may no longer call appstream:DescribeUsers in eu-central-1.',
];

const region = 'eu-central-1';

/** Does it. The files are those of an account export, by path. */
export function changeAccount(files: Map<string, unknown>): void {
  const directories = `${region}/workspaces.describe-workspace-directories.json`;
  changeOne(files, directories, 'Directories', { DirectoryId: 'd-99673ad04e' }, ({ SamlProperties: saml }) => ({
    SamlProperties: { ...objectOf(saml), RelayStateParameterName: 'TargetResource' },
  }));
  const groups = `${region}/workspaces.describe-ip-groups.json`;
  changeOne(files, groups, 'Result', { groupId: 'wsipg-5t8qw2k7n' }, ({ userRules }) => ({
    userRules: [...listOf(userRules), { ipRule: '0.0.0.0/0', ruleDesc: 'for now' }],
  }));
  files.delete(`${region}/appstream.describe-users.json`);
  files.set(`${region}/appstream.describe-users.error.json`, {
    code: 'AccessDeniedException',
    message: 'User is not authorized to perform: appstream:DescribeUsers',
  });
}

type Item = Readonly<Record<string, unknown>>;

/** Changes the items of a list that have these members; there must be one, or the demonstration would show nothing. */
function changeOne(
  files: Map<string, unknown>,
  path: string,
  list: string,
  which: Item,
  change: (item: Item) => Item,
): void {
  const answer = objectOf(files.get(path));
  const items = listOf(answer[list]).map(objectOf);
  const isIt = (item: Item) => Object.entries(which).every(([name, value]) => item[name] === value);
  if (!items.some(isIt)) throw new Error(`${path} has no ${JSON.stringify(which)} to change`);
  files.set(path, { ...answer, [list]: items.map((item) => (isIt(item) ? { ...item, ...change(item) } : item)) });
}

const objectOf = (value: unknown): Item =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
