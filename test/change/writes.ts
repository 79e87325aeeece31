/** An account export in memory, keyed by path. */
export type Files = Map<string, unknown>;
type Item = Readonly<Record<string, unknown>>;

/** One write to the account: what CloudTrail records of it, and what it does. */
export interface Write {
  readonly name: string;
  readonly request: Item | null;
  readonly response?: Item;
  readonly apply: (files: Files) => void;
}

export const region = 'eu-central-1';
const account = '111122223333';
const details = 'global/iam.get-account-authorization-details.json';
const roles = 'global/iam.list-roles.json';
const providers = 'global/iam.list-saml-providers.json';
const at = (name: string): string => `${region}/${name}.json`;
const [stream, finance, audit, user] = [
  'WorkSpaces-Lab-Stream',
  'AppStream-Finance-Stream',
  'AppStream-FinanceAudit-Stream',
  'user@example.com',
] as const;
const financePolicy = `arn:aws:iam::${account}:policy/Finance-Apps-Stream`;
const boundary = `arn:aws:iam::${account}:policy/ExampleCorp-DeveloperBoundary`;
const okta = `arn:aws:iam::${account}:saml-provider/ExampleOkta`;
const ca = `arn:aws:acm-pca:${region}:${account}:certificate-authority/3f6c8b1e-42d7-4a90-b5e8-0c917da264f3`;
const caFile = (call: string): string => at(`acm-pca.${call}.3f6c8b1e-42d7-4a90-b5e8-0c917da264f3`);
const directory = 'd-99672f8b1c';

type Change = (item: Item) => Item | undefined;

/** Changes the items of a list that have these members, or takes them away. There must be one. */
const items =
  (path: string, list: string, which: Item, change: Change) =>
  (files: Files): void => {
    const answer = files.get(path) as Record<string, readonly Item[]>;
    const is = (item: Item): boolean => Object.entries(which).every(([key, value]) => item[key] === value);
    if (!answer[list]?.some(is)) throw new Error(`${path} has no ${JSON.stringify(which)}`);
    files.set(path, { ...answer, [list]: answer[list].flatMap((item) => (is(item) ? (change(item) ?? []) : [item])) });
  };
const added =
  (path: string, list: string, item: Item) =>
  (files: Files): void => {
    const answer = files.get(path) as Record<string, readonly Item[]>;
    files.set(path, { ...answer, [list]: [...(answer[list] ?? []), item] });
  };
const all =
  (...changes: readonly ((files: Files) => void)[]) =>
  (files: Files): void =>
    changes.forEach((change) => change(files));

const role = (name: string, change: Change): ((files: Files) => void) =>
  items(details, 'RoleDetailList', { RoleName: name }, change);
export const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Federated: okta }, Action: 'sts:AssumeRoleWithSAML' }],
};
const streamPolicy = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'appstream:Stream', Resource: `arn:aws:appstream:${region}:${account}:stack/*` },
  ],
};
const newRole = (name: string): ((files: Files) => void) => {
  const common = {
    Path: '/',
    RoleName: name,
    RoleId: 'AROANEW',
    Arn: `arn:aws:iam::${account}:role/${name}`,
    CreateDate: '2026-11-20T00:00:00+00:00',
    AssumeRolePolicyDocument: trust,
  };
  return all(
    added(details, 'RoleDetailList', {
      ...common,
      RolePolicyList: [{ PolicyName: 'Stream', PolicyDocument: streamPolicy }],
      AttachedManagedPolicies: [],
      Tags: [],
      RoleLastUsed: {},
    }),
    added(roles, 'Roles', { ...common, MaxSessionDuration: 3600 }),
  );
};
/** A trust policy that no correct sign-in of the guides passes: it does not allow sts:TagSession. */
export const setTrust = (name: string): ((files: Files) => void) =>
  all(
    role(name, (item) => ({ ...item, AssumeRolePolicyDocument: trust })),
    items(roles, 'Roles', { RoleName: name }, (item) => ({ ...item, AssumeRolePolicyDocument: trust })),
  );
const version = (arn: string, document: object): ((files: Files) => void) =>
  items(details, 'Policies', { Arn: arn }, (item) => ({
    ...item,
    DefaultVersionId: 'v9',
    PolicyVersionList: [{ VersionId: 'v9', IsDefaultVersion: true, Document: document }],
  }));
const directories = (change: Change): ((files: Files) => void) =>
  items(at('workspaces.describe-workspace-directories'), 'Directories', { DirectoryId: directory }, change);
const group = (change: Change): ((files: Files) => void) =>
  items(at('workspaces.describe-ip-groups'), 'Result', { groupId: 'wsipg-5t8qw2k7n' }, change);
const alias = (change: Change): ((files: Files) => void) =>
  items(at('workspaces.describe-connection-aliases'), 'ConnectionAliases', { AliasId: 'wsca-7fk2m9xq4' }, change);
const fleet = (change: Change): ((files: Files) => void) =>
  items(at('appstream.describe-fleets'), 'Fleets', { Name: 'engineering-cad-fleet' }, change);
const config = (change: Change): ((files: Files) => void) =>
  items(at('appstream.describe-directory-configs'), 'DirectoryConfigs', { DirectoryName: 'corp.example.com' }, change);
const ad = (change: Change): ((files: Files) => void) =>
  items(at('ds.describe-directories'), 'DirectoryDescriptions', { DirectoryId: directory }, change);
const fleetsOf =
  (stack: string, Names: readonly string[]) =>
  (files: Files): void =>
    void files.set(at(`appstream.list-associated-fleets.${stack}`), { Names });
const entitlementsOf =
  (stack: string, Entitlements: readonly Item[]) =>
  (files: Files): void =>
    void files.set(at(`appstream.describe-entitlements.${stack}`), { Entitlements });
const usersOf =
  (stack: string, UserStackAssociations: readonly Item[]) =>
  (files: Files): void =>
    void files.set(at(`appstream.describe-user-stack-associations.${stack}`), { UserStackAssociations });
const assignment = { StackName: 'Engineering-CAD', UserName: '2c7e34291dba4187', AuthenticationType: 'USERPOOL' };
const newDirectory = {
  DirectoryId: 'd-9967aaaaaa',
  DirectoryName: 'new.example.com',
  DirectoryType: 'AD_CONNECTOR',
  State: 'REGISTERED',
  SamlProperties: {
    Status: 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK',
    UserAccessUrl: 'https://idp.example.com/',
    RelayStateParameterName: 'RelayState',
  },
};
const same = (): void => {};

/** Every write that changes a result, and what it does to the example account. */
export const writes: readonly Write[] = [
  {
    name: 'iam:CreateRole',
    request: { roleName: 'New-Stream', assumeRolePolicyDocument: JSON.stringify(trust) },
    apply: newRole('New-Stream'),
  },
  {
    name: 'iam:DeleteRole',
    request: { roleName: stream },
    apply: all(
      role(stream, () => undefined),
      items(roles, 'Roles', { RoleName: stream }, () => undefined),
    ),
  },
  {
    name: 'iam:UpdateRole',
    request: { roleName: stream, maxSessionDuration: 43200 },
    apply: items(roles, 'Roles', { RoleName: stream }, (item) => ({ ...item, MaxSessionDuration: 43200 })),
  },
  {
    name: 'iam:UpdateAssumeRolePolicy',
    request: { roleName: stream, policyDocument: JSON.stringify(trust) },
    apply: setTrust(stream),
  },
  {
    name: 'iam:PutRolePolicy',
    request: { roleName: stream, policyName: 'More', policyDocument: JSON.stringify(streamPolicy) },
    apply: role(stream, (item) => ({
      ...item,
      RolePolicyList: [{ PolicyName: 'More', PolicyDocument: streamPolicy }],
    })),
  },
  {
    name: 'iam:DeleteRolePolicy',
    request: { roleName: stream, policyName: 'LabStream' },
    apply: role(stream, (item) => ({ ...item, RolePolicyList: [] })),
  },
  {
    name: 'iam:AttachRolePolicy',
    request: { roleName: stream, policyArn: financePolicy },
    apply: role(stream, (item) => ({
      ...item,
      AttachedManagedPolicies: [{ PolicyName: 'Finance-Apps-Stream', PolicyArn: financePolicy }],
    })),
  },
  {
    name: 'iam:DetachRolePolicy',
    request: { roleName: finance, policyArn: financePolicy },
    apply: role(finance, (item) => ({ ...item, AttachedManagedPolicies: [] })),
  },
  {
    name: 'iam:PutRolePermissionsBoundary',
    request: { roleName: stream, permissionsBoundary: boundary },
    apply: role(stream, (item) => ({
      ...item,
      PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary },
    })),
  },
  {
    name: 'iam:DeleteRolePermissionsBoundary',
    request: { roleName: audit },
    apply: role(audit, ({ PermissionsBoundary: former, ...item }) => (former === undefined ? undefined : item)),
  },
  {
    name: 'iam:TagRole',
    request: { roleName: stream, tags: [{ key: 'Owner', value: 'x' }] },
    apply: role(stream, (item) => ({ ...item, Tags: [{ Key: 'Owner', Value: 'x' }] })),
  },
  {
    name: 'iam:UntagRole',
    request: { roleName: stream, tagKeys: ['Team'] },
    apply: role(stream, (item) => ({ ...item, Tags: [] })),
  },
  {
    name: 'iam:CreatePolicyVersion',
    request: { policyArn: financePolicy, setAsDefault: true },
    apply: version(financePolicy, streamPolicy),
  },
  {
    name: 'iam:SetDefaultPolicyVersion',
    request: { policyArn: boundary, versionId: 'v9' },
    apply: version(boundary, streamPolicy),
  },
  {
    name: 'iam:CreateSAMLProvider',
    request: { name: 'New' },
    response: { sAMLProviderArn: `arn:aws:iam::${account}:saml-provider/New` },
    apply: all(
      added(providers, 'SAMLProviderList', {
        Arn: `arn:aws:iam::${account}:saml-provider/New`,
        CreateDate: '2026-11-20T00:00:00+00:00',
      }),
      (files) =>
        void files.set(
          'global/iam.get-saml-provider.New.json',
          files.get('global/iam.get-saml-provider.ExampleOkta.json'),
        ),
    ),
  },
  {
    // Larger than 100 KB: CloudTrail leaves the request out.
    name: 'iam:UpdateSAMLProvider',
    request: null,
    response: { sAMLProviderArn: okta },
    apply: (files) =>
      void files.set(
        'global/iam.get-saml-provider.ExampleOkta.json',
        files.get('global/iam.get-saml-provider.ExamplePing.json'),
      ),
  },
  {
    name: 'iam:DeleteSAMLProvider',
    request: { sAMLProviderArn: okta },
    apply: items(providers, 'SAMLProviderList', { Arn: okta }, () => undefined),
  },

  {
    name: 'workspaces:RegisterWorkspaceDirectory',
    request: {},
    response: { directoryId: 'd-9967aaaaaa' },
    apply: all(
      added(at('workspaces.describe-workspace-directories'), 'Directories', newDirectory),
      added(at('ds.describe-directories'), 'DirectoryDescriptions', {
        DirectoryId: 'd-9967aaaaaa',
        Type: 'ADConnector',
        Stage: 'Active',
      }),
    ),
  },
  {
    name: 'workspaces:DeregisterWorkspaceDirectory',
    request: { directoryId: directory },
    apply: directories(() => undefined),
  },
  {
    name: 'workspaces:ModifySamlProperties',
    request: { resourceId: directory },
    apply: directories((item) => ({
      ...item,
      SamlProperties: {
        Status: 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK',
        UserAccessUrl: 'http://wrong',
        RelayStateParameterName: 'X',
      },
    })),
  },
  {
    name: 'workspaces:ModifyCertificateBasedAuthProperties',
    request: { resourceId: directory },
    apply: directories((item) => ({
      ...item,
      CertificateBasedAuthProperties: {
        Status: 'ENABLED',
        CertificateAuthorityArn: ca.replace('3f6c8b1e', '00000000'),
      },
    })),
  },
  {
    name: 'workspaces:ModifyWorkspaceAccessProperties',
    request: { ResourceId: directory },
    apply: directories((item) => ({
      ...item,
      WorkspaceAccessProperties: { DeviceTypeWeb: 'ALLOW', DeviceTypeWindows: 'DENY' },
    })),
  },
  {
    name: 'workspaces:ModifyEndpointEncryptionMode',
    request: { directoryId: directory },
    apply: directories((item) => ({ ...item, EndpointEncryptionMode: 'FIPS_VALIDATED' })),
  },
  {
    name: 'workspaces:AssociateIpGroups',
    request: { directoryId: directory, groupIds: ['wsipg-none'] },
    apply: directories((item) => ({ ...item, ipGroupIds: ['wsipg-none'] })),
  },
  {
    name: 'workspaces:DisassociateIpGroups',
    request: { directoryId: directory, groupIds: ['wsipg-5t8qw2k7n'] },
    apply: directories((item) => ({ ...item, ipGroupIds: [] })),
  },
  {
    name: 'workspaces:CreateIpGroup',
    request: { groupName: 'new' },
    apply: added(at('workspaces.describe-ip-groups'), 'Result', {
      groupId: 'wsipg-new',
      groupName: 'new',
      userRules: [],
    }),
  },
  { name: 'workspaces:DeleteIpGroup', request: { groupId: 'wsipg-5t8qw2k7n' }, apply: group(() => undefined) },
  {
    name: 'workspaces:AuthorizeIpRules',
    request: { groupId: 'wsipg-5t8qw2k7n' },
    apply: group((item) => ({ ...item, userRules: [{ ipRule: '0.0.0.0/0' }] })),
  },
  {
    name: 'workspaces:RevokeIpRules',
    request: { groupId: 'wsipg-5t8qw2k7n' },
    apply: group((item) => ({ ...item, userRules: [] })),
  },
  {
    name: 'workspaces:UpdateRulesOfIpGroup',
    request: { groupId: 'wsipg-5t8qw2k7n' },
    apply: group((item) => ({ ...item, userRules: [{ ipRule: '0.0.0.0/1' }, { ipRule: '128.0.0.0/1' }] })),
  },
  {
    name: 'workspaces:CreateConnectionAlias',
    request: { connectionString: 'new.example.com' },
    apply: added(at('workspaces.describe-connection-aliases'), 'ConnectionAliases', {
      AliasId: 'wsca-new',
      ConnectionString: 'new.example.com',
      State: 'CREATED',
      OwnerAccountId: account,
      Associations: [],
    }),
  },
  { name: 'workspaces:DeleteConnectionAlias', request: { aliasId: 'wsca-7fk2m9xq4' }, apply: alias(() => undefined) },
  {
    name: 'workspaces:DisassociateConnectionAlias',
    request: { aliasId: 'wsca-7fk2m9xq4' },
    apply: alias((item) => ({ ...item, Associations: [] })),
  },
  {
    name: 'workspaces:AssociateConnectionAlias',
    request: { aliasId: 'wsca-7fk2m9xq4', resourceId: 'd-99673ad04e' },
    apply: alias((item) => ({
      ...item,
      Associations: [
        {
          AssociationStatus: 'ASSOCIATED_WITH_OWNER_ACCOUNT',
          AssociatedAccountId: account,
          ResourceId: 'd-99673ad04e',
        },
      ],
    })),
  },
  {
    name: 'workspaces:UpdateConnectionAliasPermission',
    request: { aliasId: 'wsca-7fk2m9xq4' },
    apply: alias((item) => ({
      ...item,
      Associations: [{ AssociationStatus: 'ASSOCIATED_WITH_SHARED_ACCOUNT', AssociatedAccountId: '444455556666' }],
    })),
  },
  ...['CreateWorkspaces', 'TerminateWorkspaces', 'ModifyWorkspaceProperties'].map((name): Write => ({
    name: `workspaces:${name}`,
    request: { workspaces: [{ directoryId: directory }] },
    apply: (files) =>
      void files.set(at('workspaces.describe-workspaces'), {
        Workspaces: [{ DirectoryId: directory, State: 'AVAILABLE', WorkspaceProperties: { Protocols: ['PCOIP'] } }],
      }),
  })),

  {
    name: 'appstream:CreateStack',
    request: { name: 'New' },
    apply: all(
      added(at('appstream.describe-stacks'), 'Stacks', { Name: 'New' }),
      fleetsOf('New', []),
      entitlementsOf('New', []),
      usersOf('New', []),
    ),
  },
  {
    name: 'appstream:DeleteStack',
    request: { name: 'Finance-Apps' },
    apply: items(at('appstream.describe-stacks'), 'Stacks', { Name: 'Finance-Apps' }, () => undefined),
  },
  { name: 'appstream:UpdateStack', request: { name: 'Finance-Apps' }, apply: same },
  {
    name: 'appstream:CreateFleet',
    request: { name: 'new' },
    apply: added(at('appstream.describe-fleets'), 'Fleets', {
      Name: 'new',
      State: 'RUNNING',
      EnableDefaultInternetAccess: true,
    }),
  },
  {
    name: 'appstream:UpdateFleet',
    request: { name: 'engineering-cad-fleet' },
    apply: fleet((item) => ({ ...item, EnableDefaultInternetAccess: true })),
  },
  { name: 'appstream:DeleteFleet', request: { name: 'engineering-cad-fleet' }, apply: fleet(() => undefined) },
  {
    name: 'appstream:StartFleet',
    request: { name: 'engineering-cad-fleet' },
    apply: fleet((item) => ({ ...item, State: 'RUNNING' })),
  },
  {
    name: 'appstream:StopFleet',
    request: { name: 'engineering-cad-fleet' },
    apply: fleet((item) => ({ ...item, State: 'STOPPED' })),
  },
  {
    name: 'appstream:AssociateFleet',
    request: { stackName: 'Engineering-CAD', fleetName: 'finance-apps-fleet' },
    apply: fleetsOf('Engineering-CAD', ['engineering-cad-fleet', 'finance-apps-fleet']),
  },
  {
    name: 'appstream:DisassociateFleet',
    request: { stackName: 'Engineering-CAD', fleetName: 'engineering-cad-fleet' },
    apply: fleetsOf('Engineering-CAD', []),
  },
  ...['CreateEntitlement', 'UpdateEntitlement'].map((name): Write => ({
    name: `appstream:${name}`,
    request: { stackName: 'Finance-Apps', name: 'e' },
    apply: entitlementsOf('Finance-Apps', [
      { Name: 'e', AppVisibility: 'ASSOCIATED', Attributes: [{ Name: 'wrong', Value: 'x' }] },
    ]),
  })),
  {
    name: 'appstream:DeleteEntitlement',
    request: { stackName: 'Engineering-CAD', name: 'cad-engineers' },
    apply: entitlementsOf('Engineering-CAD', []),
  },
  ...['CreateUser', 'EnableUser'].map((name): Write => ({
    name: `appstream:${name}`,
    request: { userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
    apply: added(at('appstream.describe-users'), 'Users', { UserName: user, Enabled: true, Status: 'CONFIRMED' }),
  })),
  ...['DeleteUser', 'DisableUser'].map((name): Write => ({
    name: `appstream:${name}`,
    request: { userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
    apply: all((files) => void files.set(at('appstream.describe-users'), { Users: [] }), usersOf('Finance-Apps', [])),
  })),
  {
    name: 'appstream:BatchAssociateUserStack',
    request: { userStackAssociations: [{ stackName: 'Engineering-CAD' }] },
    apply: usersOf('Engineering-CAD', [assignment]),
  },
  {
    name: 'appstream:BatchDisassociateUserStack',
    request: { userStackAssociations: [{ stackName: 'Finance-Apps' }] },
    apply: usersOf('Finance-Apps', []),
  },
  {
    name: 'appstream:CreateDirectoryConfig',
    request: { directoryName: 'new.example.com' },
    apply: added(at('appstream.describe-directory-configs'), 'DirectoryConfigs', {
      DirectoryName: 'new.example.com',
      CertificateBasedAuthProperties: { Status: 'ENABLED', CertificateAuthorityArn: ca },
    }),
  },
  {
    name: 'appstream:UpdateDirectoryConfig',
    request: { directoryName: 'corp.example.com' },
    apply: config((item) => ({
      ...item,
      CertificateBasedAuthProperties: { Status: 'ENABLED', CertificateAuthorityArn: ca },
    })),
  },
  {
    name: 'appstream:DeleteDirectoryConfig',
    request: { directoryName: 'corp.example.com' },
    apply: config(() => undefined),
  },

  ...['CreateDirectory', 'ConnectDirectory', 'CreateMicrosoftAD', 'CreateHybridAD'].map((name): Write => ({
    name: `ds:${name}`,
    request: {},
    response: { directoryId: 'd-9967bbbbbb' },
    apply: added(at('ds.describe-directories'), 'DirectoryDescriptions', {
      DirectoryId: 'd-9967bbbbbb',
      Type: 'SimpleAD',
      Stage: 'Active',
    }),
  })),
  { name: 'ds:DeleteDirectory', request: { directoryId: directory }, apply: ad(() => undefined) },
  ...['EnableRadius', 'DisableRadius', 'UpdateRadius', 'AcceptSharedDirectory'].map((name): Write => ({
    name: `ds:${name}`,
    request: { directoryId: directory },
    apply: ad((item) => ({ ...item, RadiusStatus: 'Completed', Type: 'SharedMicrosoftAD' })),
  })),

  ...[
    'UpdateCertificateAuthority',
    'ImportCertificateAuthorityCertificate',
    'DeleteCertificateAuthority',
    'RestoreCertificateAuthority',
  ].map((name): Write => ({
    name: `acm-pca:${name}`,
    request: { certificateAuthorityArn: ca },
    apply: (files) =>
      void files.set(caFile('describe-certificate-authority'), {
        CertificateAuthority: { Arn: ca, Status: 'DISABLED' },
      }),
  })),
  ...['TagCertificateAuthority', 'UntagCertificateAuthority'].map((name): Write => ({
    name: `acm-pca:${name}`,
    request: { certificateAuthorityArn: ca, tags: [{ key: 'euc-private-ca' }] },
    apply: (files) => void files.set(caFile('list-tags'), { Tags: [] }),
  })),
];

/** As EventBridge hands it on. */
export function eventOf(
  { name, request, response = {} }: Pick<Write, 'name' | 'request' | 'response'>,
  more: Item = {},
): string {
  const [service = '', eventName = ''] = name.split(':');
  return JSON.stringify({
    version: '0',
    id: '00000000-0000-4000-8000-000000000001',
    'detail-type': 'AWS API Call via CloudTrail',
    source: `aws.${service}`,
    account,
    time: '2026-11-25T10:00:00Z',
    region: service === 'iam' ? 'us-east-1' : region,
    resources: [],
    detail: {
      eventVersion: '1.11',
      userIdentity: {
        type: 'AssumedRole',
        arn: `arn:aws:sts::${account}:assumed-role/Admin/jane.doe@example.com`,
        accountId: account,
      },
      eventTime: '2026-11-25T10:00:00Z',
      eventSource: `${service}.amazonaws.com`,
      eventName,
      awsRegion: service === 'iam' ? 'us-east-1' : region,
      requestParameters: request,
      responseElements: response,
      eventID: `event-${name}`,
      readOnly: false,
      recipientAccountId: account,
      ...more,
    },
  });
}
