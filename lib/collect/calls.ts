import type { ReadRequest } from '../model/ports.ts';
import { commandOf } from '../text/aws-command.ts';
import type { KeptMembers } from './kept.ts';

type Service = 'sts' | 'iam' | 'workspaces' | 'ds' | 'appstream' | 'acm-pca';

/** One AWS API operation that a scan may use. */
export interface Call<S extends Service = Service, O extends string = string> {
  /** The AWS CLI's service name, which is also the prefix of its IAM actions. */
  readonly service: S;
  readonly operation: O;
  /** The AWS CLI's name for the operation: it names the file in an export. */
  readonly command: string;
  readonly scope: 'global' | 'region';
  /** IAM actions without which AWS denies it. */
  readonly actions: readonly string[];
  /**
   * All that is kept of an answer, which is what a snapshot is made of. Whatever else AWS says is dropped before anybody
   * sees it: credentials, secrets, descriptions, and whatever is about a person.
   */
  readonly keeps: KeptMembers;
  /** The members that go on from page to page, where AWS answers in pages. */
  readonly pages?: readonly string[];
  /** Asked once for each of these, whose name is then part of the file name. */
  readonly perResource?: PerResource;
  /** Error codes with which AWS says "there is none" or "not here", and what they mean. */
  readonly none?: Readonly<Record<string, None>>;
  /** How the AWS CLI is used for it, where that is not the command alone. */
  readonly cli?: {
    readonly options?: string;
    /** It gives one page only, and a token. */
    readonly onePage?: true;
    readonly note?: string;
  };
}

interface PerResource {
  /** As documentation says it: "for each stack". */
  readonly each: string;
  /** What stands for its name in file names. */
  readonly file: string;
  readonly option: string;
}

/** An empty answer, a resource that does not exist, or a service that cannot hold any there. */
export type None = { readonly means: 'empty' } | { readonly means: 'absent' | 'not-offered'; readonly why: string };

type Details = Pick<Call, 'keeps' | 'pages' | 'perResource' | 'none' | 'cli'>;

/** A row of the table: what follows from service and operation is filled in. */
const call = <S extends Service, O extends string>(service: S, operation: O, details: Details): Call<S, O> => ({
  service,
  operation,
  command: commandOf(operation),
  scope: service === 'sts' || service === 'iam' ? 'global' : 'region',
  // Every identity may ask who it is: no policy can allow or deny it.
  actions: service === 'sts' ? [] : [`${service}:${operation}`],
  ...details,
});

const role = {
  Arn: 'value',
  RoleName: 'value',
  Path: 'value',
  AssumeRolePolicyDocument: 'document',
  CreateDate: 'value',
} as const;
const certificateAuth = { Status: 'value', CertificateAuthorityArn: 'value' } as const;

const eachStack: PerResource = { each: 'stack', file: 'STACK', option: '--stack-name STACK' };
const noUserPool: Call['none'] = {
  OperationNotPermittedException: { means: 'not-offered', why: 'there is no user pool in this Region' },
};

/**
 * Everything that a scan asks of AWS, and all that it asks. The SDK's commands, what is kept, the local endpoint, the
 * script that makes an export, docs/export.md and the permissions of the functions follow from it or are compared with it.
 */
export const calls = {
  getCallerIdentity: call('sts', 'GetCallerIdentity', { keeps: { Account: 'value', Arn: 'value' } }),

  getAccountAuthorizationDetails: call('iam', 'GetAccountAuthorizationDetails', {
    keeps: {
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
    pages: ['RoleDetailList', 'Policies'],
    cli: { options: '--filter Role LocalManagedPolicy AWSManagedPolicy' },
  }),
  listRoles: call('iam', 'ListRoles', { keeps: { Roles: { ...role, MaxSessionDuration: 'value' } }, pages: ['Roles'] }),
  listSamlProviders: call('iam', 'ListSAMLProviders', {
    keeps: { SAMLProviderList: { Arn: 'value', CreateDate: 'value' } },
  }),
  getSamlProvider: call('iam', 'GetSAMLProvider', {
    keeps: {
      SAMLProviderUUID: 'value',
      SAMLMetadataDocument: 'value',
      AssertionEncryptionMode: 'value',
      SAMLKeyHashes: { IssuerURL: 'value' },
    },
    perResource: { each: 'provider', file: 'NAME', option: '--saml-provider-arn ARN' },
  }),

  describeWorkspaceDirectories: call('workspaces', 'DescribeWorkspaceDirectories', {
    keeps: {
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
        WorkspaceCreationProperties: { EnableMaintenanceMode: 'value' },
      },
    },
    pages: ['Directories'],
  }),
  describeIpGroups: call('workspaces', 'DescribeIpGroups', {
    keeps: { Result: { groupId: 'value', groupName: 'value', userRules: { ipRule: 'value' } } },
    pages: ['Result'],
  }),
  describeConnectionAliases: call('workspaces', 'DescribeConnectionAliases', {
    keeps: {
      ConnectionAliases: {
        AliasId: 'value',
        ConnectionString: 'value',
        State: 'value',
        OwnerAccountId: 'value',
        Associations: {
          AssociationStatus: 'value',
          AssociatedAccountId: 'value',
          ResourceId: 'value',
        },
      },
    },
    pages: ['ConnectionAliases'],
    none: {
      OperationNotSupportedException: {
        means: 'not-offered',
        why: 'cross-Region redirection is not offered in this Region',
      },
    },
    cli: { onePage: true },
  }),
  describeWorkspaces: call('workspaces', 'DescribeWorkspaces', {
    keeps: {
      Workspaces: {
        DirectoryId: 'value',
        State: 'value',
        WorkspaceProperties: { Protocols: 'value', OperatingSystemName: 'value' },
        UserVolumeEncryptionEnabled: 'value',
        RootVolumeEncryptionEnabled: 'value',
      },
    },
    pages: ['Workspaces'],
    cli: { note: 'needed where a directory has SAML authentication enabled' },
  }),
  describeWorkspacesPools: call('workspaces', 'DescribeWorkspacesPools', {
    keeps: {
      WorkspacesPools: { PoolId: 'value', PoolArn: 'value', PoolName: 'value', State: 'value', DirectoryId: 'value' },
    },
    pages: ['WorkspacesPools'],
    cli: { onePage: true, note: 'needed where there is a WorkSpaces Pools directory' },
  }),
  describeDirectories: call('ds', 'DescribeDirectories', {
    keeps: {
      DirectoryDescriptions: {
        DirectoryId: 'value',
        Type: 'value',
        Stage: 'value',
        RadiusStatus: 'value',
        RadiusSettings: { AuthenticationProtocol: 'value' },
      },
    },
    pages: ['DirectoryDescriptions'],
  }),

  describeStacks: call('appstream', 'DescribeStacks', {
    keeps: { Stacks: { Name: 'value', AccessEndpoints: { EndpointType: 'value', VpceId: 'value' } } },
    pages: ['Stacks'],
  }),
  describeFleets: call('appstream', 'DescribeFleets', {
    keeps: {
      Fleets: {
        Name: 'value',
        State: 'value',
        StreamView: 'value',
        EnableDefaultInternetAccess: 'value',
        VpcConfig: { SubnetIds: 'value' },
        MaxUserDurationInSeconds: 'value',
        DisconnectTimeoutInSeconds: 'value',
        IdleDisconnectTimeoutInSeconds: 'value',
        DomainJoinInfo: { DirectoryName: 'value' },
      },
    },
    pages: ['Fleets'],
  }),
  describeDirectoryConfigs: call('appstream', 'DescribeDirectoryConfigs', {
    keeps: { DirectoryConfigs: { DirectoryName: 'value', CertificateBasedAuthProperties: certificateAuth } },
    pages: ['DirectoryConfigs'],
  }),
  describeUsers: call('appstream', 'DescribeUsers', {
    keeps: { Users: { UserName: 'person', Enabled: 'value', Status: 'value', AuthenticationType: 'value' } },
    pages: ['Users'],
    none: noUserPool,
    cli: { options: '--authentication-type USERPOOL' },
  }),
  listAssociatedFleets: call('appstream', 'ListAssociatedFleets', {
    keeps: { Names: 'value' },
    pages: ['Names'],
    perResource: eachStack,
  }),
  describeEntitlements: call('appstream', 'DescribeEntitlements', {
    keeps: { Entitlements: { Name: 'value', Attributes: { Name: 'value' } } },
    pages: ['Entitlements'],
    perResource: eachStack,
    none: { EntitlementNotFoundException: { means: 'empty' } },
    cli: { onePage: true },
  }),
  describeUserStackAssociations: call('appstream', 'DescribeUserStackAssociations', {
    keeps: { UserStackAssociations: { StackName: 'value', UserName: 'person', AuthenticationType: 'value' } },
    pages: ['UserStackAssociations'],
    perResource: eachStack,
    none: noUserPool,
  }),

  describeCertificateAuthority: call('acm-pca', 'DescribeCertificateAuthority', {
    keeps: {
      CertificateAuthority: {
        Arn: 'value',
        Type: 'value',
        Status: 'value',
        RevocationConfiguration: { CrlConfiguration: { Enabled: 'value' }, OcspConfiguration: { Enabled: 'value' } },
      },
    },
    perResource: { each: 'authority that is named', file: 'UUID', option: '--certificate-authority-arn ARN' },
    none: { ResourceNotFoundException: { means: 'absent', why: 'there is no such certificate authority' } },
  }),
  listTags: call('acm-pca', 'ListTags', {
    keeps: { Tags: { Key: 'value' } },
    pages: ['Tags'],
    perResource: { each: 'authority that is named', file: 'UUID', option: '--certificate-authority-arn ARN' },
  }),
} as const;

/** What is asked about one role after a change, where a scan lists all roles at once. */
export const roleCalls = {
  getRole: call('iam', 'GetRole', {
    keeps: {
      Role: {
        ...role,
        MaxSessionDuration: 'value',
        PermissionsBoundary: { PermissionsBoundaryType: 'value', PermissionsBoundaryArn: 'value' },
        Tags: { Key: 'value', Value: 'value' },
        RoleLastUsed: { LastUsedDate: 'value' },
      },
    },
  }),
  listRolePolicies: call('iam', 'ListRolePolicies', { keeps: { PolicyNames: 'value' }, pages: ['PolicyNames'] }),
  getRolePolicy: call('iam', 'GetRolePolicy', { keeps: { PolicyName: 'value', PolicyDocument: 'document' } }),
  listAttachedRolePolicies: call('iam', 'ListAttachedRolePolicies', {
    keeps: { AttachedPolicies: { PolicyName: 'value', PolicyArn: 'value' } },
    pages: ['AttachedPolicies'],
  }),
  getPolicy: call('iam', 'GetPolicy', {
    keeps: { Policy: { Arn: 'value', PolicyName: 'value', DefaultVersionId: 'value' } },
  }),
  getPolicyVersion: call('iam', 'GetPolicyVersion', {
    keeps: { PolicyVersion: { VersionId: 'value', IsDefaultVersion: 'value', Document: 'document' } },
  }),
} as const;

type CallKey = keyof typeof calls;
type RoleCallKey = keyof typeof roleCalls;

/** As coverage and findings name it: `workspaces:DescribeIpGroups`. */
export type CallName =
  | { [K in CallKey]: `${(typeof calls)[K]['service']}:${(typeof calls)[K]['operation']}` }[CallKey]
  | { [K in RoleCallKey]: `iam:${(typeof roleCalls)[K]['operation']}` }[RoleCallKey];

/** The table in its order. */
export const allCalls: readonly Call[] = Object.values(calls);

/** The IAM actions that a scan needs, sorted: no more, no less. */
export const requiredActions: readonly string[] = [...new Set(allCalls.flatMap(({ actions }) => actions))].toSorted();

/** The IAM actions that a check after a change needs besides, sorted. */
export const roleActions: readonly string[] = Object.values(roleCalls)
  .flatMap(({ actions }) => actions)
  .toSorted();

export const callName = ({ service, operation }: Pick<ReadRequest, 'service' | 'operation'>): string =>
  `${service}:${operation}`;

/** The call that a request makes. @throws {TypeError} for a request that is not in the table. */
export function callOf(request: Pick<ReadRequest, 'service' | 'operation'>): Call {
  const found = [...allCalls, ...Object.values<Call>(roleCalls)].find(
    ({ service, operation }) => service === request.service && operation === request.operation,
  );
  if (found === undefined) throw new TypeError(`No scan makes the call ${request.service}:${request.operation}.`);
  return found;
}

/** The call whose answers stand in export files named `<service>.<command>…`. */
export const callOfCommand = (service: string, command: string): Call | undefined =>
  allCalls.find((one) => one.service === service && one.command === command);
