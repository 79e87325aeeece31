import type { AdmittedSignIns, RefusedSignIns, SignIns } from '../model/sign-ins.ts';
import { absent, known, unreadable, type Fact } from '../model/fact.ts';
import { directoryArn, stackArn } from '../model/arn.ts';
import type {
  AttachedPolicy,
  CertificateAuthority,
  ConnectionAlias,
  Directory,
  DirectoryConfig,
  DirectoryServiceDirectory,
  Fleet,
  IpGroup,
  Pool,
  PoolUser,
  RegionSnapshot,
  Role,
  SamlProvider,
  SigningCertificate,
  SingleSignOnService,
  Snapshot,
  Stack,
  WorkspaceCount,
} from '../model/snapshot.ts';

/**
 * An account in a few lines, for the examples of a rule: only what matters is written, everything else is as the AWS
 * guides set it up. Tests judge it; the rule's page shows it.
 */
export interface ExampleAccount {
  readonly partition?: string;
  readonly region?: string;
  readonly roles?: readonly ExampleRole[];
  readonly providers?: readonly ExampleProvider[];
  readonly directories?: readonly (Partial<Directory> & { readonly id: string })[];
  readonly ipGroups?: readonly (Partial<IpGroup> & { readonly id: string })[];
  readonly connectionAliases?: readonly (Partial<ConnectionAlias> & { readonly id: string })[];
  readonly pools?: readonly (Partial<Pool> & { readonly id: string })[];
  readonly workspaces?: Readonly<Record<string, WorkspaceCount>>;
  readonly directoryService?: Readonly<Record<string, Omit<DirectoryServiceDirectory, 'id'>>>;
  readonly stacks?: readonly ExampleStack[];
  readonly fleets?: readonly (Partial<Fleet> & { readonly name: string })[];
  readonly directoryConfigs?: readonly (Partial<DirectoryConfig> & { readonly directoryName: string })[];
  readonly poolUsers?: readonly PoolUser[];
  readonly certificateAuthorities?: Readonly<
    Record<string, { status: string; tagKeys: readonly string[]; revocation?: { crl: boolean; ocsp: boolean } }>
  >;
  /** What CloudTrail recorded, by name of the role; `lookup-events` in `unread`: it could not be read. */
  readonly signIns?: Readonly<Record<string, ExampleSignIns>>;
  /** Calls that were refused. */
  readonly unread?: readonly string[];
  /** A second Region of the same account. */
  readonly elsewhere?: Omit<ExampleAccount, 'partition' | 'elsewhere' | 'roles' | 'providers' | 'unread'> & {
    readonly region: string;
  };
}

/** What matters of sign-ins; the rest is as the guides have it. */
interface ExampleSignIns {
  readonly admitted?: readonly Partial<AdmittedSignIns>[];
  readonly refused?: readonly Partial<RefusedSignIns>[];
}

export interface ExampleRole {
  readonly name: string;
  readonly path?: string;
  readonly trust?: unknown;
  /** Inline policies by name. */
  readonly inline?: Readonly<Record<string, unknown>>;
  readonly managed?: Readonly<Record<string, unknown>>;
  readonly boundary?: unknown;
  readonly tags?: Readonly<Record<string, string>>;
  readonly maxSessionDuration?: number;
  /** ISO 8601, or null for never. */
  readonly lastUsed?: string | null;
  readonly created?: string;
}

type ExampleProvider = { readonly name: string } & Partial<
  Omit<SamlProvider, 'name' | 'metadata' | 'uuid' | 'assertionEncryption'>
> & {
    /** Null: AWS holds no metadata document. */
    readonly metadata?: null | {
      readonly problem?: string;
      readonly entityIds?: readonly string[];
      readonly issuers?: readonly string[];
      readonly singleSignOnServices?: readonly SingleSignOnService[];
      readonly describesIdp?: boolean;
      readonly certificatesEnd?: readonly string[];
      /** Instead of `certificatesEnd`, where one cannot be parsed. */
      readonly signingCertificates?: readonly SigningCertificate[];
    };
    readonly uuid?: string;
    readonly assertionEncryption?: 'Required' | 'Allowed';
  };

type ExampleStack = Partial<Omit<Stack, 'fleets' | 'entitlements' | 'assignedPoolUsers'>> & {
  readonly name: string;
  readonly fleets?: readonly string[];
  /** Attribute names, one entitlement each. */
  readonly entitlements?: readonly string[];
  readonly assignedPoolUsers?: readonly string[];
};

export const exampleAccountId = '111122223333';
export const exampleAsOf = '2026-11-01T00:00:00.000Z';
export const exampleProvider = 'ExampleIdP';

/** The trust policy of both guides (Step 2.14), names filled in. */
export const guideTrust = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::${exampleAccountId}:saml-provider/${exampleProvider}` },
      Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
      Condition: { StringEquals: { 'SAML:sub_type': 'persistent' } },
    },
  ],
} as const;

/** The guides' trust policy with one statement changed: what the change leaves out stays as it was. */
export const guideTrustWith = (change: Readonly<Record<string, unknown>>): unknown => ({
  Version: '2012-10-17',
  Statement: [{ ...guideTrust.Statement[0], ...change }],
});

/** A role that only AWS Lambda may assume. */
export const serviceTrust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
} as const;

/** Not in the grammar of the policy language, so nothing can be said about it. */
export const brokenTrust = { Version: '2012-10-17', Statement: [{ Efect: 'Allow' }] } as const;

/** The inline policy of the WorkSpaces guide (Step 3.3). */
export const guideWorkspacesPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'workspaces:Stream',
      Resource: `arn:aws:workspaces:eu-central-1:${exampleAccountId}:directory/d-906731a2b4`,
      Condition: { StringEquals: { 'workspaces:userId': '${saml:sub}' } },
    },
  ],
} as const;

/** The inline policy of the AppStream guide (Step 3.3). */
export const guideAppstreamPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'appstream:Stream',
      Resource: `arn:aws:appstream:eu-central-1:${exampleAccountId}:stack/Design`,
      Condition: { StringEquals: { 'appstream:userId': '${saml:sub}' } },
    },
  ],
} as const;

/** The snapshot that reading such an account would give. */
export function exampleSnapshot(given: ExampleAccount): Snapshot {
  const partition = given.partition ?? 'aws';
  const refused = new Set(given.unread);
  const read = <T>(call: string, region: string, value: T): Fact<T> =>
    refused.has(call)
      ? unreadable(call, region, 'denied', `AccessDeniedException: the scanning role may not call ${call}`)
      : known(value);
  const providers = given.providers ?? [{ name: exampleProvider }];
  const places = [given, ...(given.elsewhere === undefined ? [] : [given.elsewhere])];
  const byRegion = Object.fromEntries(
    places.map((place) => {
      const region = place.region ?? 'eu-central-1';
      return [region, exampleRegion(place, region, partition, read)];
    }),
  );
  return {
    account: { id: exampleAccountId, partition },
    source: 'export',
    asOf: exampleAsOf,
    regions: Object.keys(byRegion).toSorted(),
    roles: read(
      'iam:GetAccountAuthorizationDetails',
      'global',
      (given.roles ?? []).map((role) => exampleRole(role, partition, read)),
    ),
    samlProviders: read(
      'iam:ListSAMLProviders',
      'global',
      providers.map((provider) => exampleSamlProvider(provider, partition, read)),
    ),
    byRegion,
    coverage: [],
    ...(given.signIns === undefined
      ? {}
      : { signIns: read('cloudtrail:LookupEvents', 'global', exampleSignIns(given.signIns, partition)) }),
  };
}

function exampleSignIns(roles: Readonly<Record<string, ExampleSignIns>>, partition: string): SignIns {
  const alike = {
    provider: `arn:${partition}:iam::${exampleAccountId}:saml-provider/${exampleProvider}`,
    count: 1,
    first: '2026-10-01T08:00:00.000Z',
    last: '2026-10-30T08:00:00.000Z',
    tags: ['Email'],
  };
  return {
    count: 1,
    roles: Object.fromEntries(
      Object.entries(roles).map(([name, { admitted = [], refused = [] }]) => [
        `arn:${partition}:iam::${exampleAccountId}:role/${name}`,
        {
          admitted: admitted.map((one): AdmittedSignIns => ({
            ...alike,
            subjectType: 'persistent',
            subjectForm: 'plain',
            audience: 'https://signin.aws.amazon.com/saml',
            duration: 28_800,
            sourceIdentity: false,
            ...one,
          })),
          refused: refused.map((one): RefusedSignIns => ({
            ...alike,
            error: 'AccessDenied',
            determined: false,
            cause: 'Not determined by the account.',
            ...one,
          })),
        },
      ]),
    ),
  };
}

type Read = <T>(call: string, region: string, value: T) => Fact<T>;

function exampleRole(role: ExampleRole, partition: string, read: Read): Role {
  const attached = (
    kind: AttachedPolicy['kind'],
    documents: Readonly<Record<string, unknown>> = {},
  ): AttachedPolicy[] =>
    Object.entries(documents).map(([name, document]) => ({
      kind,
      name,
      ...(kind === 'inline' ? {} : { arn: `arn:${partition}:iam::${exampleAccountId}:policy/${name}` }),
      document:
        document === null
          ? unreadable('iam:GetAccountAuthorizationDetails', 'global', 'unparseable', `policy ${name} is not JSON`)
          : known(document),
    }));
  const path = role.path ?? '/';
  return {
    arn: `arn:${partition}:iam::${exampleAccountId}:role${path}${role.name}`,
    name: role.name,
    path,
    trust: known(role.trust ?? guideTrust),
    policies: known([...attached('inline', role.inline), ...attached('customer-managed', role.managed)]),
    boundary:
      role.boundary === undefined
        ? absent()
        : known({
            kind: 'customer-managed',
            name: 'boundary',
            arn: `arn:${partition}:iam::${exampleAccountId}:policy/boundary`,
            document: known(role.boundary),
          }),
    tags: known(role.tags ?? {}),
    lastUsed: role.lastUsed === null ? absent() : known(role.lastUsed ?? '2026-10-30T08:00:00.000Z'),
    created: known(role.created ?? '2024-03-01T08:00:00.000Z'),
    maxSessionDuration: read('iam:ListRoles', 'global', role.maxSessionDuration ?? 43_200),
  };
}

function exampleSamlProvider(provider: ExampleProvider, partition: string, read: Read): SamlProvider {
  const detail = <T>(value: T) => read('iam:GetSAMLProvider', 'global', value);
  const {
    certificatesEnd = ['2029-01-01T00:00:00.000Z'],
    entityIds = ['https://idp.example.com/metadata'],
    ...metadata
  } = provider.metadata ?? {};
  return {
    arn: provider.arn ?? `arn:${partition}:iam::${exampleAccountId}:saml-provider/${provider.name}`,
    name: provider.name,
    ownedByIdentityCenter: provider.ownedByIdentityCenter ?? false,
    created: provider.created ?? known('2024-03-01T08:00:00.000Z'),
    uuid: detail(provider.uuid ?? 'SAMLPEXAMPLE0001'),
    assertionEncryption: detail(provider.assertionEncryption ?? 'Allowed'),
    metadata:
      provider.metadata === null
        ? absent()
        : detail({
            describesIdp: true,
            entityIds,
            issuers: entityIds,
            singleSignOnServices: [],
            signingCertificates: certificatesEnd.map((notAfter) => ({ notAfter })),
            ...metadata,
          }),
  };
}

function exampleRegion(place: ExampleAccount, region: string, partition: string, read: Read): RegionSnapshot {
  const workspacesArn = (kind: string, id: string) =>
    `arn:${partition}:workspaces:${region}:${exampleAccountId}:${kind}/${id}`;
  const directories = (place.directories ?? []).map((directory): Directory => {
    return {
      arn: directoryArn(partition, region, exampleAccountId, directory.id),
      region,
      alias: 'corp',
      name: 'corp.example.com',
      registrationCode: 'SLiad+7UQFN3',
      type: 'AD_CONNECTOR',
      state: 'REGISTERED',
      userIdentityType: 'AWS_DIRECTORY_SERVICE',
      workspaceType: 'PERSONAL',
      ipGroupIds: ['wsipg-0example1'],
      saml: { status: 'ENABLED', userAccessUrl: 'https://example.okta.com/app/aws_workspaces/exk1/sso/saml' },
      certificateAuth: { status: 'DISABLED' },
      access: {
        DeviceTypeWindows: 'ALLOW',
        DeviceTypeOsx: 'ALLOW',
        DeviceTypeWeb: 'DENY',
        DeviceTypeIos: 'DENY',
        DeviceTypeAndroid: 'DENY',
        DeviceTypeChromeOs: 'DENY',
        DeviceTypeZeroClient: 'DENY',
        DeviceTypeLinux: 'DENY',
      },
      encryptionMode: 'STANDARD_TLS',
      maintenanceMode: true,
      ...directory,
    };
  });
  const stacks = (place.stacks ?? []).map((stack): Stack => {
    const { fleets = ['design-fleet'], entitlements = [], assignedPoolUsers = [], ...rest } = stack;
    return {
      arn: stackArn(partition, region, exampleAccountId, stack.name),
      region,
      streamingEndpointIds: ['vpce-0example1'],
      ...rest,
      fleets: read('appstream:ListAssociatedFleets', region, fleets),
      entitlements: read(
        'appstream:DescribeEntitlements',
        region,
        entitlements.map((attribute) => ({
          name: `by-${attribute}`,
          attributeNames: [attribute],
        })),
      ),
      assignedPoolUsers: read('appstream:DescribeUserStackAssociations', region, assignedPoolUsers),
    };
  });
  const appstreamArn = (kind: string, name: string) =>
    `arn:${partition}:appstream:${region}:${exampleAccountId}:${kind}/${name}`;
  return {
    region,
    directories: read('workspaces:DescribeWorkspaceDirectories', region, directories),
    ipGroups: read(
      'workspaces:DescribeIpGroups',
      region,
      (place.ipGroups ?? [{ id: 'wsipg-0example1' }]).map((group) => ({
        arn: workspacesArn('workspaceipgroup', group.id),
        region,
        name: 'offices',
        rules: ['192.0.2.0/24'],
        ...group,
      })),
    ),
    connectionAliases: read(
      'workspaces:DescribeConnectionAliases',
      region,
      (place.connectionAliases ?? []).map((alias) => ({
        arn: workspacesArn('connectionalias', alias.id),
        region,
        connectionString: 'desktop.example.com',
        state: 'CREATED',
        ownerAccountId: exampleAccountId,
        associations: [],
        ...alias,
      })),
    ),
    pools: read(
      'workspaces:DescribeWorkspacesPools',
      region,
      (place.pools ?? []).map((pool) => ({
        arn: workspacesArn('workspacespool', pool.id),
        region,
        name: 'classroom',
        state: 'RUNNING',
        ...pool,
      })),
    ),
    workspaces: read('workspaces:DescribeWorkspaces', region, place.workspaces ?? {}),
    directoryService: Object.fromEntries(
      directories
        .filter(({ id }) => id.startsWith('d-'))
        .map(({ id }) => [
          id,
          read('ds:DescribeDirectories', region, { id, type: 'ADConnector', ...place.directoryService?.[id] }),
        ]),
    ),
    stacks: read('appstream:DescribeStacks', region, stacks),
    fleets: read(
      'appstream:DescribeFleets',
      region,
      (place.fleets ?? [{ name: 'design-fleet' }]).map((fleet) => ({
        arn: appstreamArn('fleet', fleet.name),
        region,
        state: 'RUNNING',
        streamView: 'APP',
        defaultInternetAccess: false,
        subnetIds: ['subnet-0example1'],
        maxUserDurationInSeconds: 36_000,
        disconnectTimeoutInSeconds: 300,
        idleDisconnectTimeoutInSeconds: 600,
        ...fleet,
      })),
    ),
    directoryConfigs: read(
      'appstream:DescribeDirectoryConfigs',
      region,
      (place.directoryConfigs ?? []).map((config) => ({
        arn: appstreamArn('directory-config', config.directoryName),
        region,
        certificateAuth: { status: 'DISABLED' },
        ...config,
      })),
    ),
    poolUsers: read('appstream:DescribeUsers', region, place.poolUsers ?? []),
    certificateAuthorities: Object.fromEntries(
      Object.entries(place.certificateAuthorities ?? {}).map(
        ([arn, { tagKeys, ...authority }]): [string, Fact<CertificateAuthority>] => [
          arn,
          read('acm-pca:DescribeCertificateAuthority', region, {
            arn,
            ...authority,
            tagKeys: read('acm-pca:ListTags', region, tagKeys),
          }),
        ],
      ),
    ),
  };
}
