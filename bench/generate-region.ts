import { account, directoryId, numbered, stackArn, stackName, type Region } from './names.ts';

export interface RegionSize {
  readonly directories: number;
  readonly stacks: number;
  /** In each directory. */
  readonly workspaces: number;
}

const enabled = {
  Status: 'ENABLED',
  UserAccessUrl: 'https://example.okta.com/app/amazon_workspaces/exk4f7q2wLd8Zt1Yh5d7/sso/saml',
  RelayStateParameterName: 'RelayState',
};
const fallback = { ...enabled, Status: 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK' };
const created = '2025-03-04T09:12:33.456000+00:00';

/** One Region's part of an export. */
export function generateRegion(region: Region, size: RegionSize): Readonly<Record<string, unknown>> {
  const ids = numbered(size.directories, (index) => directoryId(region, index));
  const stacks = numbered(size.stacks, stackName);
  const files = {
    'workspaces.describe-workspace-directories': { Directories: ids.map(directory) },
    'workspaces.describe-ip-groups': { Result: [ipGroup] },
    'workspaces.describe-connection-aliases': { ConnectionAliases: [] },
    'workspaces.describe-workspaces': {
      Workspaces: ids.flatMap((id) => numbered(size.workspaces, () => workspace(id))),
    },
    'ds.describe-directories': { DirectoryDescriptions: ids.map(connector) },
    'appstream.describe-stacks': {
      Stacks: stacks.map((Name) => ({ Arn: stackArn(region, Name), Name, CreatedTime: created, StackErrors: [] })),
    },
    'appstream.describe-fleets': {
      Fleets: stacks.map((stack) => ({
        Arn: `arn:aws:appstream:${region}:${account}:fleet/${fleet(stack)}`,
        Name: fleet(stack),
        FleetType: 'ON_DEMAND',
        State: 'RUNNING',
        CreatedTime: created,
        EnableDefaultInternetAccess: false,
        StreamView: 'APP',
      })),
    },
    'appstream.describe-directory-configs': { DirectoryConfigs: [] },
    'appstream.describe-users': { Users: [] },
  };
  const perStack = stacks.flatMap((stack, index) => [
    [`appstream.list-associated-fleets.${stack}`, { Names: [fleet(stack)] }],
    [`appstream.describe-entitlements.${stack}`, { Entitlements: index % 2 === 0 ? [entitlement(stack)] : [] }],
    [`appstream.describe-user-stack-associations.${stack}`, { UserStackAssociations: [] }],
  ]);
  const all: readonly (readonly unknown[])[] = [...Object.entries(files), ...perStack];
  return Object.fromEntries(all.map(([name, answer]) => [`${region}/${String(name)}.json`, answer]));
}

const fleet = (stack: string): string => `${stack}-fleet`;

const ipGroup = {
  groupId: 'wsipg-5t8qw2k7n',
  groupName: 'offices',
  userRules: [{ ipRule: '203.0.113.0/26', ruleDesc: 'Frankfurt office' }],
};

const directory = (DirectoryId: string, index: number): object => ({
  DirectoryId,
  DirectoryName: `corp-${index}.example.com`,
  RegistrationCode: `SLiad+7UQFN${index % 10}`,
  DirectoryType: 'AD_CONNECTOR',
  State: 'REGISTERED',
  ...(index % 3 === 0 ? {} : { ipGroupIds: [ipGroup.groupId] }),
  WorkspaceAccessProperties: { DeviceTypeWindows: 'ALLOW', DeviceTypeOsx: 'ALLOW', DeviceTypeWeb: 'DENY' },
  SamlProperties: index % 4 === 3 ? fallback : enabled,
  CertificateBasedAuthProperties: { Status: 'DISABLED' },
  UserIdentityType: 'AWS_DIRECTORY_SERVICE',
  WorkspaceType: 'PERSONAL',
});

const connector = (DirectoryId: string, index: number): object => ({
  DirectoryId,
  Name: `corp-${index}.example.com`,
  Stage: 'Active',
  LaunchTime: created,
  Type: 'ADConnector',
});

const workspace = (DirectoryId: string): object => ({
  DirectoryId,
  State: 'AVAILABLE',
  WorkspaceProperties: { RunningMode: 'AUTO_STOP', Protocols: ['WSP'] },
});

const entitlement = (StackName: string): object => ({
  Name: 'engineers',
  StackName,
  AppVisibility: 'ALL',
  Attributes: [{ Name: 'department', Value: 'Engineering' }],
  CreatedTime: created,
});
