/** Something that a write may have changed. */
export type Touch =
  /** The answer to a question of the scan; without `resource`, to all of that operation in the Region. */
  | {
      readonly kind: 'answer';
      readonly service: string;
      readonly operation: string;
      readonly region: string;
      readonly resource?: string;
    }
  /** One role, by name; what the write itself says of it, as JSON text. */
  | { readonly kind: 'role'; readonly name: string; readonly said: string; readonly policyArn?: string }
  /** A managed policy, in every role that has it. */
  | { readonly kind: 'policy'; readonly arn: string };

type Members = Readonly<Record<string, unknown>>;

export interface Write {
  readonly region: string;
  /** Left out by CloudTrail when it is larger than 100 KB. */
  readonly request: Members | undefined;
  readonly response: Members | undefined;
}

type Toucher = (write: Write) => readonly Touch[];

/**
 * What a write touches; `undefined` for one that this tool does not follow. In records of CloudTrail the first letter
 * of a member is small. No record of a write to WorkSpaces is public, so both spellings are read, and where a name is
 * missing everything of that kind counts as touched.
 */
export function touchesOf(name: string, write: Write): readonly Touch[] | undefined {
  return touchers.get(name)?.(write);
}

/** The writes that are followed, as `service:Operation`. */
export const followedWrites = (): readonly string[] => [...touchers.keys()];

const global = 'global';

function text(members: unknown, ...names: readonly string[]): string | undefined {
  if (typeof members !== 'object' || members === null) return undefined;
  const entries = new Map(Object.entries(members).map(([key, value]) => [key.toLowerCase(), value]));
  const value: unknown = names
    .map((name) => entries.get(name.toLowerCase()))
    .find((found) => typeof found === 'string');
  return typeof value === 'string' && value !== hidden ? value : undefined;
}

/** What CloudTrail writes in place of a sensitive value. */
const hidden = 'HIDDEN_DUE_TO_SECURITY_REASONS';

const role: Toucher = ({ request }) => {
  const name = text(request, 'roleName');
  const said = JSON.stringify(request ?? {});
  const policyArn = text(request, 'policyArn', 'permissionsBoundary');
  if (name === undefined) return everyRole;
  return [{ kind: 'role', name, said, ...(policyArn === undefined ? {} : { policyArn }) }];
};

const everyRole: readonly Touch[] = ['GetAccountAuthorizationDetails', 'ListRoles'].map((operation) => ({
  kind: 'answer',
  service: 'iam',
  operation,
  region: global,
}));

const policy: Toucher = ({ request }) => {
  const arn = text(request, 'policyArn');
  if (arn === undefined) return everyRole;
  // A version that is not the default one decides nothing.
  return request?.['setAsDefault'] === false ? [] : [{ kind: 'policy', arn }];
};

const newVersion: Toucher = (write) =>
  write.request !== undefined && write.request['setAsDefault'] !== true ? [] : policy(write);

const provider: Toucher = ({ request, response }) => {
  const arn = text(request, 'sAMLProviderArn') ?? text(response, 'sAMLProviderArn');
  const name = arn?.split('/').slice(1).join('/') ?? text(request, 'name');
  return [
    { kind: 'answer', service: 'iam', operation: 'ListSAMLProviders', region: global },
    {
      kind: 'answer',
      service: 'iam',
      operation: 'GetSAMLProvider',
      region: global,
      ...(name === undefined ? {} : { resource: name }),
    },
  ];
};

/** The answers of these operations in the Region of the write. */
const answers =
  (service: string, ...operations: readonly string[]): Toucher =>
  ({ region }) =>
    operations.map((operation) => ({ kind: 'answer', service, operation, region }));

/** The answers of these operations about the stacks that the write names. */
const stack =
  (names: (write: Write) => readonly (string | undefined)[], ...operations: readonly string[]): Toucher =>
  (write) =>
    names(write).flatMap((resource) =>
      operations.map((operation): Touch => {
        const touch = { kind: 'answer', service: 'appstream', operation, region: write.region } as const;
        return resource === undefined ? touch : { ...touch, resource };
      }),
    );

const stackName = ({ request }: Write): readonly (string | undefined)[] => [text(request, 'stackName')];

/**
 * Names of users become pseudonyms that hold for one reading, so users and their stacks are read again together.
 */
const users = answers('appstream', 'DescribeUsers', 'DescribeUserStackAssociations');

/** A stack that takes the name of a former one has nothing of what that one had. */
const newStack: Toucher = (write) => [
  ...answers('appstream', 'DescribeStacks')(write),
  ...stack(({ request }) => [text(request, 'name')], 'ListAssociatedFleets', 'DescribeEntitlements')(write),
  ...users(write),
];

const authority: Toucher = ({ request, region }) => {
  const arn = text(request, 'certificateAuthorityArn');
  const id = arn?.split('/').at(-1);
  return ['DescribeCertificateAuthority', 'ListTags'].map((operation) => ({
    kind: 'answer',
    service: 'acm-pca',
    operation,
    region: arn?.split(':')[3] ?? region,
    ...(id === undefined ? {} : { resource: id }),
  }));
};

const directories = answers('workspaces', 'DescribeWorkspaceDirectories');
const workspaces = answers('workspaces', 'DescribeWorkspaces');
const ipGroups = answers('workspaces', 'DescribeIpGroups');
const aliases = answers('workspaces', 'DescribeConnectionAliases');
const fleets = answers('appstream', 'DescribeFleets');
const directoryConfigs = answers('appstream', 'DescribeDirectoryConfigs');
const directoryService = answers('ds', 'DescribeDirectories');
const all =
  (...touched: readonly Toucher[]): Toucher =>
  (write) =>
    touched.flatMap((toucher) => toucher(write));

const touchers: ReadonlyMap<string, Toucher> = new Map(
  Object.entries({
    iam: {
      CreateRole: role,
      DeleteRole: role,
      UpdateRole: role,
      UpdateAssumeRolePolicy: role,
      PutRolePolicy: role,
      DeleteRolePolicy: role,
      AttachRolePolicy: role,
      DetachRolePolicy: role,
      PutRolePermissionsBoundary: role,
      DeleteRolePermissionsBoundary: role,
      TagRole: role,
      UntagRole: role,
      CreatePolicyVersion: newVersion,
      SetDefaultPolicyVersion: policy,
      CreateSAMLProvider: provider,
      UpdateSAMLProvider: provider,
      DeleteSAMLProvider: provider,
    },
    workspaces: {
      RegisterWorkspaceDirectory: all(directories, workspaces, directoryService),
      DeregisterWorkspaceDirectory: all(directories, workspaces),
      // Where SAML is enabled for the first time, WorkSpaces were not counted.
      ModifySamlProperties: directories,
      ModifyCertificateBasedAuthProperties: directories,
      ModifyWorkspaceAccessProperties: directories,
      ModifyEndpointEncryptionMode: directories,
      AssociateIpGroups: all(directories, ipGroups),
      DisassociateIpGroups: all(directories, ipGroups),
      CreateIpGroup: ipGroups,
      DeleteIpGroup: ipGroups,
      AuthorizeIpRules: ipGroups,
      RevokeIpRules: ipGroups,
      UpdateRulesOfIpGroup: ipGroups,
      CreateConnectionAlias: aliases,
      DeleteConnectionAlias: aliases,
      DisassociateConnectionAlias: aliases,
      AssociateConnectionAlias: aliases,
      UpdateConnectionAliasPermission: aliases,
      CreateWorkspaces: workspaces,
      TerminateWorkspaces: workspaces,
      ModifyWorkspaceProperties: workspaces,
    },
    appstream: {
      CreateStack: newStack,
      DeleteStack: answers('appstream', 'DescribeStacks'),
      UpdateStack: answers('appstream', 'DescribeStacks'),
      CreateFleet: fleets,
      UpdateFleet: fleets,
      DeleteFleet: fleets,
      StartFleet: fleets,
      StopFleet: fleets,
      AssociateFleet: stack(stackName, 'ListAssociatedFleets'),
      DisassociateFleet: stack(stackName, 'ListAssociatedFleets'),
      CreateEntitlement: stack(stackName, 'DescribeEntitlements'),
      UpdateEntitlement: stack(stackName, 'DescribeEntitlements'),
      DeleteEntitlement: stack(stackName, 'DescribeEntitlements'),
      CreateUser: users,
      DeleteUser: users,
      EnableUser: users,
      DisableUser: users,
      BatchAssociateUserStack: users,
      BatchDisassociateUserStack: users,
      CreateDirectoryConfig: directoryConfigs,
      UpdateDirectoryConfig: directoryConfigs,
      DeleteDirectoryConfig: directoryConfigs,
    },
    ds: {
      CreateDirectory: directoryService,
      ConnectDirectory: directoryService,
      CreateMicrosoftAD: directoryService,
      CreateHybridAD: directoryService,
      DeleteDirectory: directoryService,
      EnableRadius: directoryService,
      DisableRadius: directoryService,
      UpdateRadius: directoryService,
      AcceptSharedDirectory: directoryService,
    },
    'acm-pca': {
      UpdateCertificateAuthority: authority,
      ImportCertificateAuthorityCertificate: authority,
      DeleteCertificateAuthority: authority,
      RestoreCertificateAuthority: authority,
      TagCertificateAuthority: authority,
      UntagCertificateAuthority: authority,
    },
  } satisfies Record<string, Record<string, Toucher>>).flatMap(([service, events]) =>
    Object.entries(events).map(([name, toucher]) => [`${service}:${name}`, toucher] as const),
  ),
);
