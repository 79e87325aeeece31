import type { Pseudonyms } from './pseudonyms.ts';
import { isRecord } from './shape.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * What of an answer is kept: `value`, text, numbers and lists of them as they are; `person`, a pseudonym for the name of
 * one; `document`, whatever it is; or of an object, or of each object of a list, only the members that are named, `X*`
 * standing for all that begin with X.
 */
export type Kept = 'value' | 'person' | 'document' | { readonly [member: string]: Kept };

const role = {
  Arn: 'value',
  RoleName: 'value',
  Path: 'value',
  AssumeRolePolicyDocument: 'document',
  CreateDate: 'value',
} as const;
const certificateAuth = { Status: 'value', CertificateAuthorityArn: 'value' } as const;

/**
 * By `service:Operation`, all that is kept of an answer, which is what a snapshot is made of. Whatever else AWS says is
 * dropped before anybody sees it: credentials, secrets, descriptions, and whatever is about a person.
 */
export const kept: Readonly<Record<string, { readonly [member: string]: Kept }>> = {
  'sts:GetCallerIdentity': { Account: 'value', Arn: 'value' },
  'iam:GetAccountAuthorizationDetails': {
    RoleDetailList: {
      ...role,
      RolePolicyList: { PolicyName: 'value', PolicyDocument: 'document' },
      AttachedManagedPolicies: { PolicyName: 'value', PolicyArn: 'value' },
      PermissionsBoundary: { PermissionsBoundaryType: 'value', PermissionsBoundaryArn: 'value' },
      Tags: { Key: 'value', Value: 'value' },
      RoleLastUsed: { LastUsedDate: 'value' },
    },
    Policies: {
      Arn: 'value',
      PolicyName: 'value',
      DefaultVersionId: 'value',
      PolicyVersionList: { VersionId: 'value', IsDefaultVersion: 'value', Document: 'document' },
    },
  },
  'iam:ListRoles': { Roles: { ...role, MaxSessionDuration: 'value' } },
  'iam:ListSAMLProviders': { SAMLProviderList: { Arn: 'value', ValidUntil: 'value', CreateDate: 'value' } },
  'iam:GetSAMLProvider': {
    SAMLProviderUUID: 'value',
    SAMLMetadataDocument: 'value',
    AssertionEncryptionMode: 'value',
    SAMLKeyHashes: { IssuerURL: 'value' },
  },
  'workspaces:DescribeWorkspaceDirectories': {
    Directories: {
      DirectoryId: 'value',
      Alias: 'value',
      DirectoryName: 'value',
      RegistrationCode: 'value',
      DirectoryType: 'value',
      State: 'value',
      ErrorMessage: 'value',
      UserIdentityType: 'value',
      WorkspaceType: 'value',
      ipGroupIds: 'value',
      SamlProperties: { Status: 'value', UserAccessUrl: 'value', RelayStateParameterName: 'value' },
      CertificateBasedAuthProperties: certificateAuth,
      WorkspaceAccessProperties: {
        // Whether each type of device is allowed; AWS adds types.
        'DeviceType*': 'value',
        AccessEndpointConfig: {
          AccessEndpoints: { AccessEndpointType: 'value', VpcEndpointId: 'value' },
          InternetFallbackProtocols: 'value',
        },
      },
      EndpointEncryptionMode: 'value',
    },
  },
  'workspaces:DescribeIpGroups': { Result: { groupId: 'value', groupName: 'value', userRules: { ipRule: 'value' } } },
  'workspaces:DescribeConnectionAliases': {
    ConnectionAliases: {
      AliasId: 'value',
      ConnectionString: 'value',
      State: 'value',
      OwnerAccountId: 'value',
      Associations: {
        AssociationStatus: 'value',
        AssociatedAccountId: 'value',
        ResourceId: 'value',
        ConnectionIdentifier: 'value',
      },
    },
  },
  'workspaces:DescribeWorkspaces': {
    Workspaces: { DirectoryId: 'value', State: 'value', WorkspaceProperties: { Protocols: 'value' } },
  },
  'ds:DescribeDirectories': {
    DirectoryDescriptions: {
      DirectoryId: 'value',
      Type: 'value',
      Edition: 'value',
      Stage: 'value',
      RadiusStatus: 'value',
    },
  },
  'appstream:DescribeStacks': { Stacks: { Name: 'value' } },
  'appstream:DescribeFleets': {
    Fleets: {
      Name: 'value',
      State: 'value',
      FleetType: 'value',
      StreamView: 'value',
      EnableDefaultInternetAccess: 'value',
      DomainJoinInfo: { DirectoryName: 'value' },
    },
  },
  'appstream:ListAssociatedFleets': { Names: 'value' },
  'appstream:DescribeEntitlements': {
    Entitlements: { Name: 'value', AppVisibility: 'value', Attributes: { Name: 'value' } },
  },
  'appstream:DescribeDirectoryConfigs': {
    DirectoryConfigs: { DirectoryName: 'value', CertificateBasedAuthProperties: certificateAuth },
  },
  'appstream:DescribeUsers': {
    Users: { UserName: 'person', Enabled: 'value', Status: 'value', AuthenticationType: 'value' },
  },
  'appstream:DescribeUserStackAssociations': {
    UserStackAssociations: { StackName: 'value', UserName: 'person', AuthenticationType: 'value' },
  },
  'acm-pca:DescribeCertificateAuthority': { CertificateAuthority: { Arn: 'value', Type: 'value', Status: 'value' } },
  'acm-pca:ListTags': { Tags: { Key: 'value' } },
};

/** The members that say an answer goes on; AWS has no others. */
export const pagingMembers: readonly string[] = ['NextToken', 'Marker', 'IsTruncated'];

/**
 * What is kept of a value. Where there is something of another kind, its kind stays and not what it holds, so that it is
 * still seen for what it is.
 */
export function keptOf(value: unknown, what: Kept, pseudonyms: Pseudonyms): unknown {
  if (what === 'document') return value;
  const one = (item: unknown): unknown => {
    if (typeof what === 'object') return isRecord(item) ? membersOf(item, what, pseudonyms) : hollow(item);
    if (typeof item === 'object' && item !== null) return hollow(item);
    return what === 'person' && typeof item === 'string' ? personOf(item, pseudonyms) : item;
  };
  return Array.isArray(value) ? value.map(one) : one(value);
}

const membersOf = (value: Members, members: Exclude<Kept, string>, pseudonyms: Pseudonyms): Members =>
  Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const what = keptMember(members, name);
      return what === undefined ? [] : [[name, keptOf(member, what, pseudonyms)]];
    }),
  );

function keptMember(members: Exclude<Kept, string>, name: string): Kept | undefined {
  if (Object.hasOwn(members, name)) return members[name];
  const pattern = Object.keys(members).find((key) => key.endsWith('*') && name.startsWith(key.slice(0, -1)));
  return pattern === undefined ? undefined : members[pattern];
}

/** No address looks like a pseudonym: an address has an at sign. */
const personOf = (name: string, pseudonyms: Pseudonyms): string =>
  /^[0-9a-f]{16}$/.test(name) ? name : pseudonyms(name);

function hollow(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  if (typeof value === 'string') return '';
  return isRecord(value) ? {} : value;
}
