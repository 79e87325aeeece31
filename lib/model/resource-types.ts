import type { Fact } from './fact.ts';
import type {
  ConnectionAlias,
  Directory,
  DirectoryConfig,
  Fleet,
  IpGroup,
  Pool,
  RegionSnapshot,
  Stack,
} from './snapshot.ts';

interface ResourceKind {
  /** What people call it. */
  readonly label: string;
  /**
   * The call whose answer shows that a resource is not there. Roles are listed by two calls; only this one tells what a
   * role can do, and so whether it is one to judge.
   */
  readonly listedBy?: string;
}

/** A type of resource of which each Region's snapshot has a list. */
export interface RegionalKind<T extends { readonly arn: string }> extends ResourceKind {
  readonly listedBy: string;
  readonly listIn: (snapshot: RegionSnapshot) => Fact<readonly T[]>;
  /** All resources of the type, as the end of an ARN. */
  readonly everyArn: string;
  /** What a finding calls one of them. */
  readonly nameOf: (resource: T) => string;
}

/** What rules for the types of resources in Regions are given to judge. */
export interface RegionalSubjects {
  readonly 'workspaces.directory': Directory;
  readonly 'workspaces.ip-group': IpGroup;
  readonly 'workspaces.connection-alias': ConnectionAlias;
  readonly 'workspaces.pool': Pool;
  readonly 'appstream.stack': Stack;
  readonly 'appstream.fleet': Fleet;
  readonly 'appstream.directory-config': DirectoryConfig;
}

export type RegionalType = keyof RegionalSubjects;

/** By type: the engine lists its resources for rules, reports call it by its label, history follows it. */
export const regionalKinds: { readonly [K in RegionalType]: RegionalKind<RegionalSubjects[K]> } = {
  'workspaces.directory': {
    label: 'WorkSpaces directory',
    listedBy: 'workspaces:DescribeWorkspaceDirectories',
    listIn: ({ directories }) => directories,
    everyArn: 'directory/*',
    nameOf: ({ id }) => id,
  },
  'workspaces.ip-group': {
    label: 'WorkSpaces IP group',
    listedBy: 'workspaces:DescribeIpGroups',
    listIn: ({ ipGroups }) => ipGroups,
    everyArn: 'workspaceipgroup/*',
    nameOf: ({ id, name }) => name ?? id,
  },
  'workspaces.connection-alias': {
    label: 'WorkSpaces connection alias',
    listedBy: 'workspaces:DescribeConnectionAliases',
    listIn: ({ connectionAliases }) => connectionAliases,
    everyArn: 'connectionalias/*',
    nameOf: ({ connectionString }) => connectionString,
  },
  'workspaces.pool': {
    label: 'WorkSpaces pool',
    listedBy: 'workspaces:DescribeWorkspacesPools',
    listIn: ({ pools }) => pools,
    everyArn: 'workspacespool/*',
    nameOf: ({ name }) => name,
  },
  'appstream.stack': {
    label: 'AppStream stack',
    listedBy: 'appstream:DescribeStacks',
    listIn: ({ stacks }) => stacks,
    everyArn: 'stack/*',
    nameOf: ({ name }) => name,
  },
  'appstream.fleet': {
    label: 'AppStream fleet',
    listedBy: 'appstream:DescribeFleets',
    listIn: ({ fleets }) => fleets,
    everyArn: 'fleet/*',
    nameOf: ({ name }) => name,
  },
  'appstream.directory-config': {
    label: 'AppStream directory config',
    listedBy: 'appstream:DescribeDirectoryConfigs',
    listIn: ({ directoryConfigs }) => directoryConfigs,
    everyArn: 'directory-config/*',
    nameOf: ({ directoryName }) => directoryName,
  },
};

export type ResourceType = 'account' | 'iam.saml-provider' | 'iam.role' | RegionalType;

/** Every type of resource that findings are about. */
export const resourceKinds: Readonly<Record<ResourceType, ResourceKind>> = {
  account: { label: 'Account' },
  'iam.saml-provider': { label: 'SAML provider', listedBy: 'iam:ListSAMLProviders' },
  'iam.role': { label: 'IAM role', listedBy: 'iam:GetAccountAuthorizationDetails' },
  ...regionalKinds,
};

export const resourceTypes: readonly ResourceType[] = Object.keys(resourceKinds).filter(isResourceType);

function isResourceType(type: string): type is ResourceType {
  return Object.hasOwn(resourceKinds, type);
}
