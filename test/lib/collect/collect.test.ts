import { describe, expect, it } from 'vitest';
import { collect } from '../../../lib/collect/collect.ts';
import type { Progress, Source } from '../../../lib/model/ports.ts';
import type { Snapshot } from '../../../lib/model/snapshot.ts';
import { type ErrorAnswer, memorySource } from '../../support/memory-source.ts';

const account = '111122223333';
const region = 'eu-central-1';
const trust = { Version: '2012-10-17', Statement: [] };
const ca = `arn:aws:acm-pca:${region}:${account}:certificate-authority/11111111-2222-3333-4444-555555555555`;
const caFile = '11111111-2222-3333-4444-555555555555';
const provider = `arn:aws:iam::${account}:saml-provider/Okta`;

/** Nothing at all, but everything asked and answered. */
const empty: Readonly<Record<string, object>> = {
  'account.json': { Account: account, Arn: `arn:aws:iam::${account}:root` },
  'global/iam.get-account-authorization-details.json': { RoleDetailList: [], Policies: [] },
  'global/iam.list-roles.json': { Roles: [] },
  'global/iam.list-saml-providers.json': { SAMLProviderList: [] },
  [`${region}/workspaces.describe-workspace-directories.json`]: { Directories: [] },
  [`${region}/workspaces.describe-ip-groups.json`]: { Result: [] },
  [`${region}/workspaces.describe-connection-aliases.json`]: { ConnectionAliases: [] },
  [`${region}/appstream.describe-stacks.json`]: { Stacks: [] },
  [`${region}/appstream.describe-fleets.json`]: { Fleets: [] },
  [`${region}/appstream.describe-directory-configs.json`]: { DirectoryConfigs: [] },
  [`${region}/appstream.describe-users.json`]: { Users: [] },
};

type Answers = Readonly<Record<string, object>>;

const snapshotOf = (answers: Answers, errors?: Readonly<Record<string, ErrorAnswer>>): Promise<Snapshot> =>
  collect({
    source: memorySource({ ...empty, ...answers }, errors),
    regions: [region],
    asOf: '2026-11-21T00:00:00.000Z',
  });

const inRegion = async (answers: Answers, errors?: Readonly<Record<string, ErrorAnswer>>) => {
  const part = (await snapshotOf(answers, errors)).byRegion[region];
  if (part === undefined) throw new Error(`nothing about ${region}`);
  return part;
};

const known = <T>(value: T) => ({ state: 'known', value }) as const;

const ask = (source: Source, regions?: readonly string[]): Promise<Snapshot> =>
  collect({ source, asOf: '', ...(regions === undefined ? {} : { regions }) });

const missing = (call: string, name: string) => ({
  state: 'unreadable',
  call,
  region: 'global',
  reason: 'failed',
  detail: `role ${name} was not in the answer`,
});
const directory = (arn: string, id = 'wsd-1') => ({
  DirectoryId: id,
  CertificateBasedAuthProperties: { Status: 'ENABLED', CertificateAuthorityArn: arn },
});

describe('an account with nothing in it', () => {
  it('is known to have nothing', async () => {
    expect(await snapshotOf({})).toEqual({
      account: { id: account, partition: 'aws' },
      source: 'live',
      asOf: '2026-11-21T00:00:00.000Z',
      regions: [region],
      roles: known([]),
      samlProviders: known([]),
      byRegion: {
        [region]: {
          region,
          directories: known([]),
          ipGroups: known([]),
          connectionAliases: known([]),
          pools: { state: 'absent', why: 'no directory in eu-central-1 is one of WorkSpaces Pools' },
          workspaces: { state: 'absent', why: 'not counted: no directory in eu-central-1 has SAML on' },
          directoryService: {},
          stacks: known([]),
          fleets: known([]),
          directoryConfigs: known([]),
          poolUsers: known([]),
          certificateAuthorities: {},
        },
      },
      coverage: [
        ['global', 'iam:GetAccountAuthorizationDetails'],
        ['global', 'iam:ListRoles'],
        ['global', 'iam:ListSAMLProviders'],
        ['global', 'sts:GetCallerIdentity'],
        [region, 'appstream:DescribeDirectoryConfigs'],
        [region, 'appstream:DescribeFleets'],
        [region, 'appstream:DescribeStacks'],
        [region, 'appstream:DescribeUsers'],
        [region, 'workspaces:DescribeConnectionAliases'],
        [region, 'workspaces:DescribeIpGroups'],
        [region, 'workspaces:DescribeWorkspaceDirectories'],
      ].map(([region, call]) => ({ region, call, outcome: 'read', requests: 1 })),
    });
  });

  it('asks for pages of a thousand, and for roles and policies only', async () => {
    const source = memorySource(empty);
    await collect({ source, regions: [region], asOf: '' });
    const inputs = Object.fromEntries(source.asked.map(({ operation, input }) => [operation, input]));
    expect(inputs).toMatchObject({
      GetAccountAuthorizationDetails: { Filter: ['Role', 'LocalManagedPolicy', 'AWSManagedPolicy'], MaxItems: 1000 },
      ListRoles: { MaxItems: 1000 },
      DescribeUsers: { AuthenticationType: 'USERPOOL' },
    });
  });
});

describe('roles', () => {
  const arn = `arn:aws:iam::${account}:role/Stream`;
  const managed = `arn:aws:iam::${account}:policy/Own`;
  const detail = {
    Path: '/',
    RoleName: 'Stream',
    Arn: arn,
    CreateDate: '2026-01-02T03:04:05+00:00',
    AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trust)),
    RolePolicyList: [{ PolicyName: 'inline', PolicyDocument: trust }],
    AttachedManagedPolicies: [{ PolicyName: 'Own', PolicyArn: managed }],
    PermissionsBoundary: {
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: 'arn:aws:iam::aws:policy/team/Limit',
    },
    Tags: [
      { Key: 'team', Value: 'euc' },
      { Key: 'cost', Value: '' },
    ],
    RoleLastUsed: { LastUsedDate: 1_790_000_000, Region: region },
  };
  const details = {
    RoleDetailList: [detail],
    Policies: [
      {
        Arn: managed,
        PolicyName: 'Own',
        DefaultVersionId: 'v2',
        PolicyVersionList: [
          { VersionId: 'v1', IsDefaultVersion: false, Document: { Version: 'old' } },
          { VersionId: 'v2', IsDefaultVersion: true, Document: trust },
        ],
      },
    ],
  };
  const listed = {
    Roles: [{ Path: '/', RoleName: 'Stream', Arn: arn, AssumeRolePolicyDocument: trust, MaxSessionDuration: 43_200 }],
  };
  const detailsFile = 'global/iam.get-account-authorization-details.json';
  const listFile = 'global/iam.list-roles.json';

  const expected = {
    arn,
    name: 'Stream',
    path: '/',
    trust: known(trust),
    created: known('2026-01-02T03:04:05.000Z'),
    policies: known([
      { kind: 'customer-managed', name: 'Own', arn: managed, document: known(trust) },
      { kind: 'inline', name: 'inline', document: known(trust) },
    ]),
    boundary: known({
      kind: 'aws-managed',
      name: 'Limit',
      arn: 'arn:aws:iam::aws:policy/team/Limit',
      document: {
        state: 'unreadable',
        call: 'iam:GetAccountAuthorizationDetails',
        region: 'global',
        reason: 'failed',
        detail: 'policy arn:aws:iam::aws:policy/team/Limit is attached but was not in the answer',
      },
    }),
    tags: known({ cost: '', team: 'euc' }),
    lastUsed: known('2026-09-21T14:13:20.000Z'),
    maxSessionDuration: known(43_200),
  };

  it('are joined from both calls', async () => {
    const { roles } = await snapshotOf({ [detailsFile]: details, [listFile]: listed });
    expect(roles).toEqual(known([expected]));
  });

  it('lack the session duration when they cannot be listed', async () => {
    const { roles } = await snapshotOf({ [detailsFile]: details }, { [listFile]: { code: 'AccessDenied' } });
    const denied = { call: 'iam:ListRoles', region: 'global', reason: 'denied', detail: 'AccessDenied' };
    expect(roles).toEqual(known([{ ...expected, maxSessionDuration: { state: 'unreadable', ...denied } }]));
  });

  it('lack everything but trust and duration when their details cannot be read', async () => {
    const errors = { [detailsFile]: { code: 'Throttling', message: 'Rate exceeded' } };
    const { roles } = await snapshotOf({ [listFile]: listed }, errors);
    const unread = {
      state: 'unreadable',
      call: 'iam:GetAccountAuthorizationDetails',
      region: 'global',
      reason: 'throttled',
      detail: 'Throttling: Rate exceeded',
    };
    expect(roles).toEqual(
      known([
        {
          arn,
          name: 'Stream',
          path: '/',
          trust: known(trust),
          created: { state: 'absent' },
          policies: unread,
          boundary: unread,
          tags: unread,
          lastUsed: unread,
          maxSessionDuration: known(43_200),
        },
      ]),
    );
  });

  it('are unreadable when both calls are', async () => {
    const errors = { [detailsFile]: { code: 'AccessDenied' }, [listFile]: { code: 'Throttling' } };
    expect((await snapshotOf({}, errors)).roles).toMatchObject({ state: 'unreadable', reason: 'denied' });
  });

  it('that only one call knows are kept, with a gap', async () => {
    const lonely = {
      Path: '/',
      RoleName: 'New',
      Arn: `arn:aws:iam::${account}:role/New`,
      AssumeRolePolicyDocument: trust,
    };
    const { roles } = await snapshotOf({ [detailsFile]: details, [listFile]: { Roles: [lonely] } });
    expect(roles).toMatchObject(
      known([
        { name: 'New', policies: missing('iam:GetAccountAuthorizationDetails', 'New') },
        { name: 'Stream', maxSessionDuration: missing('iam:ListRoles', 'Stream') },
      ]),
    );
  });

  it('with a trust policy that is not JSON are unreadable in that only', async () => {
    const broken = { ...detail, AssumeRolePolicyDocument: '%7B"Version": }' };
    const { roles, coverage } = await snapshotOf({
      [detailsFile]: { ...details, RoleDetailList: [broken] },
      [listFile]: listed,
    });
    expect(roles).toEqual(
      known([
        {
          ...expected,
          trust: {
            state: 'unreadable',
            call: 'iam:GetAccountAuthorizationDetails',
            region: 'global',
            reason: 'unparseable',
            detail: "trust policy of role Stream is not JSON: line 1, column 13: unexpected token '}'",
          },
        },
      ]),
    );
    expect(coverage.every(({ outcome }) => outcome === 'read')).toBe(true);
  });
});

describe('answers that are not what the call gives', () => {
  const directories = `${region}/workspaces.describe-workspace-directories.json`;

  it.each([
    [{ Stacks: [] }, 'Directories: expected a list, got nothing'],
    [{ Directories: 'none' }, 'Directories: expected a list, got text'],
    [{ Directories: [null] }, 'Directories[0]: expected an object, got null'],
    [{ Directories: [{ Alias: 'a' }] }, 'Directories[0].DirectoryId: expected text, got nothing'],
    [{ Directories: [{ DirectoryId: 7 }] }, 'Directories[0].DirectoryId: expected text, got a number'],
    [
      { Directories: [{ DirectoryId: 'd-1', SamlProperties: [] }] },
      'Directories[0].SamlProperties: expected an object, got a list',
    ],
  ])('%j', async (answer, problem) => {
    const { byRegion, coverage } = await snapshotOf({ [directories]: answer });
    const detail = `the answer is not what workspaces:DescribeWorkspaceDirectories gives: ${problem}`;
    const call = 'workspaces:DescribeWorkspaceDirectories';
    const unread = { state: 'unreadable', call, region, reason: 'failed', detail };
    expect(byRegion[region]).toMatchObject({ directories: unread, workspaces: unread, directoryService: {} });
    expect(coverage.filter(({ outcome }) => outcome !== 'read')).toEqual([
      { region, call, outcome: 'failed', detail, requests: 1 },
    ]);
  });

  it('may leave an empty list out altogether, except in IAM, which never does', async () => {
    const { byRegion, roles } = await snapshotOf({
      [directories]: {},
      'global/iam.list-roles.json': {},
      'global/iam.get-account-authorization-details.json': {},
    });
    expect(byRegion[region]?.directories).toEqual(known([]));
    expect(roles).toMatchObject({ state: 'unreadable', reason: 'failed' });
  });

  it.each([
    [directories, { Directories: [], NextToken: 'more' }, 'NextToken', 'workspaces:DescribeWorkspaceDirectories'],
    ['global/iam.list-roles.json', { Roles: [], IsTruncated: true }, 'IsTruncated', 'iam:ListRoles'],
    ['global/iam.list-roles.json', { Roles: [], Marker: 'more' }, 'Marker', 'iam:ListRoles'],
  ])('%s: %j lacks pages', async (path, answer, token, call) => {
    const { coverage } = await snapshotOf({ [path]: answer });
    expect(coverage.find((entry) => entry.call === call)).toMatchObject({
      outcome: 'failed',
      detail: `${token} says that ${call} has more pages: all of them belong into the answer`,
    });
  });
});

describe('SAML providers', () => {
  const describing = (entityId: string) =>
    `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}"><IDPSSODescriptor/></EntityDescriptor>`;
  const list = 'global/iam.list-saml-providers.json';
  const listed = { Arn: provider, CreateDate: '2026-01-01T00:00:00Z', ValidUntil: '2126-01-01T00:00:00Z' };
  const common = {
    arn: provider,
    name: 'Okta',
    ownedByIdentityCenter: false,
    created: known('2026-01-01T00:00:00.000Z'),
  };

  it('are listed and asked for one by one', async () => {
    const { samlProviders } = await snapshotOf({
      [list]: { SAMLProviderList: [listed] },
      'global/iam.get-saml-provider.Okta.json': {
        SAMLProviderUUID: 'uuid',
        SAMLMetadataDocument: describing('x'),
        AssertionEncryptionMode: 'Allowed',
      },
    });
    expect(samlProviders).toEqual(
      known([
        {
          ...common,
          uuid: known('uuid'),
          assertionEncryption: known('Allowed'),
          metadata: known({
            entityIds: ['x'],
            issuers: ['x'],
            describesIdp: true,
            singleSignOnServices: [],
            signingCertificates: [],
          }),
        },
      ]),
    );
  });

  it.each([
    [
      'those that IAM lists',
      [{ IssuerURL: 'b', KeyHashes: ['1'] }, { IssuerURL: 'a' }, { IssuerURL: 'b' }],
      ['a', 'b'],
    ],
    ['those of the metadata where IAM lists none', [], ['x']],
    ['those of the metadata where IAM lists keys without issuers', [{ KeyHashes: ['1'] }], ['x']],
  ])('have issuers: %s', async (_, SAMLKeyHashes, issuers) => {
    const { samlProviders } = await snapshotOf({
      [list]: { SAMLProviderList: [listed] },
      'global/iam.get-saml-provider.Okta.json': { SAMLMetadataDocument: describing('x'), SAMLKeyHashes },
    });
    expect(samlProviders).toMatchObject(known([{ metadata: known({ entityIds: ['x'], issuers }) }]));
  });

  it('are known without their details when those are denied', async () => {
    const errors = { 'global/iam.get-saml-provider.Okta.json': { code: 'AccessDenied' } };
    const { samlProviders, coverage } = await snapshotOf({ [list]: { SAMLProviderList: [listed] } }, errors);
    const call = 'iam:GetSAMLProvider';
    const unread = { state: 'unreadable', call, region: 'global', reason: 'denied', detail: 'AccessDenied' };
    expect(samlProviders).toEqual(known([{ ...common, uuid: unread, assertionEncryption: unread, metadata: unread }]));
    expect(coverage.find((entry) => entry.call === call)).toEqual({
      region: 'global',
      call,
      resource: 'Okta',
      outcome: 'denied',
      detail: 'AccessDenied',
      requests: 1,
    });
  });

  it('of IAM Identity Center are not asked for', async () => {
    const arn = `arn:aws:iam::${account}:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE`;
    const { samlProviders, coverage } = await snapshotOf({ [list]: { SAMLProviderList: [{ Arn: arn }] } });
    const skipped = { state: 'absent', why: 'owned by IAM Identity Center' };
    expect(samlProviders).toEqual(
      known([
        {
          arn,
          name: 'AWSSSO_0123456789abcdef_DO_NOT_DELETE',
          ownedByIdentityCenter: true,
          created: { state: 'absent' },
          uuid: skipped,
          assertionEncryption: skipped,
          metadata: skipped,
        },
      ]),
    );
    expect(coverage.some(({ call }) => call === 'iam:GetSAMLProvider')).toBe(false);
  });
});

describe('WorkSpaces', () => {
  const directories = `${region}/workspaces.describe-workspace-directories.json`;
  const saml = { DirectoryId: 'd-2', SamlProperties: { Status: 'ENABLED', UserAccessUrl: 'https://idp.example.com' } };

  it('reads directories, IP groups and aliases', async () => {
    const part = await inRegion({
      [directories]: {
        Directories: [
          { ...saml, ipGroupIds: ['wsipg-2', 'wsipg-1'], WorkspaceAccessProperties: { DeviceTypeWeb: 'DENY' } },
          { DirectoryId: 'd-1', Alias: 'corp', DirectoryType: 'SIMPLE_AD', State: 'REGISTERED' },
        ],
      },
      [`${region}/workspaces.describe-ip-groups.json`]: {
        Result: [{ groupId: 'wsipg-1', groupName: 'office', userRules: [{ ipRule: '10.0.0.0/8' }] }],
      },
      [`${region}/workspaces.describe-connection-aliases.json`]: {
        ConnectionAliases: [
          {
            AliasId: 'wsca-1',
            ConnectionString: 'desk.example.com',
            State: 'CREATED',
            OwnerAccountId: account,
            Associations: [{ AssociationStatus: 'NOT_ASSOCIATED' }],
          },
        ],
      },
      [`${region}/ds.describe-directories.json`]: {
        DirectoryDescriptions: [{ DirectoryId: 'd-1', Type: 'MicrosoftAD', Edition: 'Standard' }],
      },
    });
    expect(part).toMatchObject({
      directories: known([
        {
          id: 'd-1',
          arn: `arn:aws:workspaces:${region}:${account}:directory/d-1`,
          region,
          alias: 'corp',
          type: 'SIMPLE_AD',
          state: 'REGISTERED',
          ipGroupIds: [],
          saml: { status: 'DISABLED' },
          certificateAuth: { status: 'DISABLED' },
          access: {},
        },
        {
          id: 'd-2',
          arn: `arn:aws:workspaces:${region}:${account}:directory/d-2`,
          region,
          ipGroupIds: ['wsipg-1', 'wsipg-2'],
          saml: { status: 'ENABLED', userAccessUrl: 'https://idp.example.com' },
          certificateAuth: { status: 'DISABLED' },
          access: { DeviceTypeWeb: 'DENY' },
        },
      ]),
      ipGroups: known([
        {
          id: 'wsipg-1',
          arn: `arn:aws:workspaces:${region}:${account}:workspaceipgroup/wsipg-1`,
          region,
          name: 'office',
          rules: ['10.0.0.0/8'],
        },
      ]),
      connectionAliases: known([
        {
          id: 'wsca-1',
          arn: `arn:aws:workspaces:${region}:${account}:connectionalias/wsca-1`,
          region,
          connectionString: 'desk.example.com',
          state: 'CREATED',
          ownerAccountId: account,
          associations: [{ status: 'NOT_ASSOCIATED' }],
        },
      ]),
      directoryService: {
        'd-1': known({ id: 'd-1', type: 'MicrosoftAD' }),
        'd-2': { state: 'absent', why: 'Directory Service does not know d-2' },
      },
    });
  });

  it('counts WorkSpaces that run Linux, each once', async () => {
    const running = (OperatingSystemName: string, protocol = 'WSP') => ({
      DirectoryId: 'd-2',
      State: 'AVAILABLE',
      RootVolumeEncryptionEnabled: true,
      UserVolumeEncryptionEnabled: true,
      WorkspaceProperties: { Protocols: [protocol], OperatingSystemName },
    });
    const { workspaces } = await inRegion({
      [directories]: { Directories: [saml] },
      [`${region}/workspaces.describe-workspaces.json`]: {
        Workspaces: [
          running('AMAZON_LINUX_2', 'PCOIP'),
          running('UBUNTU_22_04'),
          running('RHEL_8'),
          running('WINDOWS_11'),
          running('UNKNOWN'),
        ],
      },
    });
    expect(workspaces).toEqual(known({ 'd-2': { total: 5, pcoip: 1, linux: 2, withoutEncryption: 0 } }));
  });

  it('counts WorkSpaces where SAML is on, those of every directory', async () => {
    const { workspaces } = await inRegion({
      [directories]: { Directories: [saml, { DirectoryId: 'd-1' }] },
      [`${region}/workspaces.describe-workspaces.json`]: {
        Workspaces: [
          { DirectoryId: 'd-2', State: 'AVAILABLE', WorkspaceProperties: { Protocols: ['PCOIP'] } },
          { DirectoryId: 'd-2', State: 'STOPPED', WorkspaceProperties: { Protocols: ['WSP'] } },
          { DirectoryId: 'd-2', State: 'TERMINATING', WorkspaceProperties: { Protocols: ['PCOIP'] } },
        ],
      },
    });
    expect(workspaces).toEqual(
      known({ 'd-1': { total: 0, pcoip: 0 }, 'd-2': { total: 2, pcoip: 1, withoutEncryption: 2 } }),
    );
  });

  it('asks Directory Service only where it can hold a directory', async () => {
    const { byRegion, coverage } = await snapshotOf({ [directories]: { Directories: [{ DirectoryId: 'wsd-1' }] } });
    expect(byRegion[region]?.directoryService).toEqual({
      'wsd-1': {
        state: 'absent',
        why: 'Directory Service holds only directories with an id that starts with d-',
      },
    });
    expect(coverage.some(({ call }) => call === 'ds:DescribeDirectories')).toBe(false);
  });

  it('does not take a denied Directory Service for a directory that is not there', async () => {
    const errors = { [`${region}/ds.describe-directories.json`]: { code: 'AccessDeniedException' } };
    const { directoryService } = await inRegion({ [directories]: { Directories: [{ DirectoryId: 'd-1' }] } }, errors);
    expect(directoryService).toEqual({
      'd-1': {
        state: 'unreadable',
        call: 'ds:DescribeDirectories',
        region,
        reason: 'denied',
        detail: 'AccessDeniedException',
      },
    });
  });

  it('has no aliases where redirection is not offered', async () => {
    const file = `${region}/workspaces.describe-connection-aliases.json`;
    const { byRegion, coverage } = await snapshotOf({}, { [file]: { code: 'OperationNotSupportedException' } });
    const why = 'cross-Region redirection is not offered in this Region';
    expect(byRegion[region]?.connectionAliases).toEqual({ state: 'absent', why });
    expect(coverage.filter(({ outcome }) => outcome !== 'read')).toEqual([
      { region, call: 'workspaces:DescribeConnectionAliases', outcome: 'not-offered', detail: why, requests: 1 },
    ]);
  });
});

describe('AppStream 2.0', () => {
  it('reads each stack with its fleets, entitlements and users', async () => {
    const part = await inRegion({
      [`${region}/appstream.describe-stacks.json`]: { Stacks: [{ Name: 'web' }, { Name: 'cad' }] },
      [`${region}/appstream.list-associated-fleets.cad.json`]: { Names: ['g2', 'g1'] },
      [`${region}/appstream.list-associated-fleets.web.json`]: { Names: [] },
      [`${region}/appstream.describe-entitlements.cad.json`]: {
        Entitlements: [
          { Name: 'e', StackName: 'cad', AppVisibility: 'ALL', Attributes: [{ Name: 'roles', Value: 'cad' }] },
        ],
      },
      [`${region}/appstream.describe-entitlements.web.json`]: { Entitlements: [] },
      [`${region}/appstream.describe-user-stack-associations.cad.json`]: {
        UserStackAssociations: [
          { UserName: 'bbbbbbbbbbbbbbbb', AuthenticationType: 'USERPOOL' },
          { UserName: 'aaaaaaaaaaaaaaaa', AuthenticationType: 'USERPOOL' },
        ],
      },
      [`${region}/appstream.describe-user-stack-associations.web.json`]: { UserStackAssociations: [] },
      [`${region}/appstream.describe-fleets.json`]: {
        Fleets: [
          {
            Name: 'g1',
            State: 'RUNNING',
            FleetType: 'ALWAYS_ON',
            StreamView: 'DESKTOP',
            EnableDefaultInternetAccess: true,
            DomainJoinInfo: { DirectoryName: 'corp.example.com' },
          },
        ],
      },
      [`${region}/appstream.describe-users.json`]: {
        Users: [
          { UserName: 'aaaaaaaaaaaaaaaa', Enabled: false, Status: 'CONFIRMED' },
          { UserName: '0000000000000000' },
        ],
      },
    });
    const stack = (name: string) => ({ name, arn: `arn:aws:appstream:${region}:${account}:stack/${name}`, region });
    expect(part).toMatchObject({
      stacks: known([
        {
          ...stack('cad'),
          fleets: known(['g1', 'g2']),
          entitlements: known([{ name: 'e', attributeNames: ['roles'] }]),
          assignedPoolUsers: known(['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb']),
        },
        { ...stack('web'), fleets: known([]), entitlements: known([]), assignedPoolUsers: known([]) },
      ]),
      fleets: known([
        {
          name: 'g1',
          arn: `arn:aws:appstream:${region}:${account}:fleet/g1`,
          region,
          state: 'RUNNING',
          streamView: 'DESKTOP',
          defaultInternetAccess: true,
          directoryName: 'corp.example.com',
        },
      ]),
      poolUsers: known([
        { id: '0000000000000000', enabled: true },
        { id: 'aaaaaaaaaaaaaaaa', enabled: false, status: 'CONFIRMED' },
      ]),
    });
  });

  it('takes a stack that AWS finds no entitlement for as one that has none', async () => {
    const { byRegion, coverage } = await snapshotOf(
      {
        [`${region}/appstream.describe-stacks.json`]: { Stacks: [{ Name: 'cad' }] },
        [`${region}/appstream.list-associated-fleets.cad.json`]: { Names: [] },
      },
      {
        [`${region}/appstream.describe-entitlements.cad.json`]: { code: 'EntitlementNotFoundException' },
        [`${region}/appstream.describe-user-stack-associations.cad.json`]: { code: 'OperationNotPermittedException' },
        [`${region}/appstream.describe-users.json`]: { code: 'OperationNotPermittedException' },
      },
    );
    const noPool = { state: 'absent', why: 'there is no user pool in this Region' };
    expect(byRegion[region]).toMatchObject({
      stacks: known([{ entitlements: known([]), assignedPoolUsers: noPool }]),
      poolUsers: noPool,
    });
    expect(Object.fromEntries(coverage.map(({ call, outcome }) => [call, outcome]))).toMatchObject({
      'appstream:DescribeEntitlements': 'read',
      'appstream:DescribeUsers': 'not-offered',
      'appstream:DescribeUserStackAssociations': 'not-offered',
    });
  });

  it('does not take the answer of another call for no fleets', async () => {
    const part = await inRegion({
      [`${region}/appstream.describe-stacks.json`]: { Stacks: [{ Name: 'cad' }] },
      [`${region}/appstream.list-associated-fleets.cad.json`]: { Entitlements: [] },
    });
    expect(part.stacks).toMatchObject(known([{ fleets: { state: 'unreadable', reason: 'failed' } }]));
  });
});

describe('certificate authorities', () => {
  const naming = (...arns: readonly string[]): Answers => ({
    [`${region}/workspaces.describe-workspace-directories.json`]: {
      Directories: arns.map((arn, index) => directory(arn, `wsd-${index}`)),
    },
  });
  const described = {
    [`${region}/acm-pca.describe-certificate-authority.${caFile}.json`]: {
      CertificateAuthority: { Arn: ca, Status: 'ACTIVE' },
    },
    [`${region}/acm-pca.list-tags.${caFile}.json`]: { Tags: [{ Key: 'euc-private-ca' }] },
  };

  it.each([
    [{}, { crl: false, ocsp: false }],
    [
      { CrlConfiguration: { Enabled: true }, OcspConfiguration: { Enabled: false } },
      { crl: true, ocsp: false },
    ],
    [{ OcspConfiguration: { Enabled: true } }, { crl: false, ocsp: true }],
  ])('say how revocation can be checked: %j', async (RevocationConfiguration, revocation) => {
    const { byRegion } = await snapshotOf({
      ...naming(ca),
      ...described,
      [`${region}/acm-pca.describe-certificate-authority.${caFile}.json`]: {
        CertificateAuthority: { Arn: ca, Status: 'ACTIVE', RevocationConfiguration },
      },
    });
    expect(byRegion[region]?.certificateAuthorities[ca]).toMatchObject(known({ revocation }));
  });

  it('are read once, however many name them', async () => {
    const { byRegion, coverage } = await snapshotOf({
      ...naming(ca, ca),
      ...described,
      [`${region}/appstream.describe-directory-configs.json`]: {
        DirectoryConfigs: [
          {
            DirectoryName: 'corp.example.com',
            CertificateBasedAuthProperties: { Status: 'ENABLED', CertificateAuthorityArn: ca },
          },
        ],
      },
    });
    expect(byRegion[region]?.certificateAuthorities).toEqual({
      [ca]: known({ arn: ca, status: 'ACTIVE', tagKeys: known(['euc-private-ca']) }),
    });
    expect(byRegion[region]?.directoryConfigs).toEqual(
      known([
        {
          directoryName: 'corp.example.com',
          arn: `arn:aws:appstream:${region}:${account}:directory-config/corp.example.com`,
          region,
          certificateAuth: { status: 'ENABLED', certificateAuthorityArn: ca },
        },
      ]),
    );
    expect(coverage.filter(({ call }) => call.startsWith('acm-pca:'))).toEqual([
      { region, call: 'acm-pca:DescribeCertificateAuthority', resource: caFile, outcome: 'read', requests: 1 },
      { region, call: 'acm-pca:ListTags', resource: caFile, outcome: 'read', requests: 1 },
    ]);
  });

  it('that are gone are absent', async () => {
    const errors = {
      [`${region}/acm-pca.describe-certificate-authority.${caFile}.json`]: { code: 'ResourceNotFoundException' },
    };
    const { certificateAuthorities } = await inRegion(naming(ca), errors);
    expect(certificateAuthorities).toEqual({
      [ca]: { state: 'absent', why: 'there is no such certificate authority' },
    });
  });

  it.each([
    [
      ca.replace(account, '444455556666'),
      'the certificate authority belongs to account 444455556666, which was not asked',
    ],
    [ca.replace('arn:aws:', 'arn:aws-cn:'), 'the certificate authority is in partition aws-cn, which was not asked'],
    ['my-ca', '"my-ca" is not the ARN of a certificate authority'],
    [
      ca.replace(region, '../x'),
      `"arn:aws:acm-pca:../x:${account}:certificate-authority/${caFile}" is not the ARN of a certificate authority`,
    ],
  ])('%s is not asked for', async (arn, detail) => {
    const { byRegion, coverage } = await snapshotOf(naming(arn));
    expect(byRegion[region]?.certificateAuthorities).toEqual({
      [arn]: { state: 'unreadable', call: 'acm-pca:DescribeCertificateAuthority', region, reason: 'failed', detail },
    });
    expect(coverage.some(({ call }) => call.startsWith('acm-pca:'))).toBe(false);
  });
});

describe('Regions', () => {
  const unlooked = (place: string, detail: string) =>
    ['appstream:DescribeStacks', 'workspaces:DescribeWorkspaceDirectories'].map((call) => ({
      region: place,
      call,
      outcome: 'not-exported',
      detail,
      requests: 0,
    }));

  it('are, for a live account, all with either service', async () => {
    const { regions } = await ask(memorySource(empty));
    expect(regions).toHaveLength(22);
    expect(regions).toContain('af-south-1');
    expect(regions).not.toContain('eu-north-1');
  });

  it('are, for a source that holds some, these', async () => {
    const { regions } = await ask({ ...memorySource(empty), regions: ['us-east-1', 'eu-west-3'] });
    expect(regions).toEqual(['eu-west-3', 'us-east-1']);
  });

  it('are asked for both services, whatever the table says of them', async () => {
    const place = 'eu-south-1';
    const moved = Object.fromEntries(
      Object.entries(empty).map(([path, answer]) => [path.replace(region, place), answer]),
    );
    const { byRegion, coverage } = await ask(
      memorySource({
        ...moved,
        [`${place}/workspaces.describe-workspace-directories.json`]: { Directories: [{ DirectoryId: 'd-1' }] },
        [`${place}/ds.describe-directories.json`]: { DirectoryDescriptions: [] },
      }),
      [place],
    );
    expect(byRegion[place]).toMatchObject({ directories: known([{ id: 'd-1' }]), stacks: known([]) });
    expect(coverage.filter(({ outcome }) => outcome !== 'read')).toEqual([]);
  });

  it('hold nothing of a service whose endpoint does not exist, where the table knows of none', async () => {
    const code = { code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND workspaces.eu-south-1.amazonaws.com' };
    const refusals = ['workspace-directories', 'ip-groups', 'connection-aliases'].map((what) => [
      `eu-south-1/workspaces.describe-${what}.json`,
      code,
    ]);
    const { byRegion, coverage } = await ask(memorySource(empty, Object.fromEntries(refusals)), ['eu-south-1']);
    expect(byRegion['eu-south-1']?.directories).toEqual({
      state: 'absent',
      why: 'ENOTFOUND: AWS has no workspaces endpoint in eu-south-1',
    });
    expect(coverage.filter(({ outcome }) => outcome === 'not-offered')).toHaveLength(3);
  });

  it('that only policies name are asked too, and no others', async () => {
    const statement = (...resources: string[]) => ({
      PolicyName: 'Stream',
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'workspaces:Stream', Resource: resources }] },
    });
    const role = (name: string, trustedBy: object, ...resources: string[]) => ({
      Arn: `arn:aws:iam::${account}:role/${name}`,
      RoleName: name,
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: trustedBy }] },
      RolePolicyList: [statement(...resources)],
    });
    const roles = [
      role(
        'Desktops',
        { Federated: provider },
        `arn:aws:workspaces:sa-west-1:${account}:directory/d-1`,
        `arn:aws:appstream:eu-west-3:${account}:stack/*`,
        'arn:aws:workspaces:us-west-2:444455556666:directory/d-1',
        `arn:aws:workspaces:us-east-2:${account}:workspace/ws-1`,
        `arn:aws:workspaces:*:${account}:directory/d-2`,
        `arn:aws:workspaces:cn-north-1:${account}:directory/d-3`,
      ),
      role('Lambda', { Service: 'lambda.amazonaws.com' }, `arn:aws:workspaces:us-east-1:${account}:directory/d-1`),
    ];
    const source = {
      ...memorySource({
        ...empty,
        'global/iam.get-account-authorization-details.json': { RoleDetailList: roles, Policies: [] },
      }),
      regions: [region],
    };
    expect((await ask(source)).regions).toEqual([region, 'eu-west-3', 'sa-west-1']);
    expect((await ask(source, [region])).regions).toEqual([region]);

    const { regions, coverage } = await ask({ ...source, kind: 'export' });
    expect(regions).toEqual([region]);
    expect(coverage.filter(({ outcome }) => outcome !== 'read')).toEqual(
      ['eu-west-3', 'sa-west-1'].flatMap((place) =>
        unlooked(place, `the export has no folder ${place}, which policies specify`),
      ),
    );
  });

  it('are none in an export without their folders, which is then not complete', async () => {
    const { regions, coverage } = await ask({ ...memorySource(empty), kind: 'export', regions: [] });
    expect(regions).toEqual([]);
    expect(coverage.filter(({ outcome }) => outcome !== 'read')).toEqual(
      unlooked('every Region', 'the export has no folder of a Region'),
    );
  });

  it('that the table does not hold are asked like the others, and noted', async () => {
    const notes: string[] = [];
    const source = { ...memorySource(empty), regions: ['me-west-9', region, 'cn-north-1'] };
    const { regions } = await collect({ source, asOf: '', onNote: (note) => notes.push(note) });
    expect(regions).toEqual([region, 'me-west-9']);
    expect(notes).toEqual([
      'cn-north-1 is not a Region of partition aws and was left out',
      "Region me-west-9 is not in this tool's table of 2026-11: it is newer, or me-west-1 was meant. It is scanned like the others",
    ]);
  });

  const token = {
    code: 'UnrecognizedClientException',
    message: 'The security token included in the request is invalid.',
  };
  const refusing = (region: string): Promise<Snapshot> => {
    const paths = Object.keys(empty).filter((path) => !/^(account|global)/.test(path));
    const errors = Object.fromEntries(paths.map((path) => [path.replace(/^[^/]+/, region), token]));
    return ask(memorySource(empty, errors), [region]);
  };

  it('that the account has not enabled hold nothing', async () => {
    const { byRegion, coverage } = await refusing('il-central-1');
    expect(byRegion['il-central-1']).toMatchObject({
      directories: { state: 'absent', why: 'workspaces is not enabled in il-central-1 for this account' },
      workspaces: { state: 'absent', why: 'workspaces is not enabled in il-central-1 for this account' },
      stacks: { state: 'absent', why: 'appstream is not enabled in il-central-1 for this account' },
    });
    expect(coverage.filter(({ outcome }) => outcome === 'not-enabled')).toHaveLength(7);
  });

  it('that every account has are unread when they refuse the credentials, not empty', async () => {
    const { byRegion, coverage } = await refusing(region);
    const unread = (call: string) => ({
      state: 'unreadable',
      call,
      region,
      reason: 'failed',
      detail: 'UnrecognizedClientException: AWS stopped accepting the credentials during the scan',
    });
    expect(byRegion[region]).toEqual({
      region,
      directories: unread('workspaces:DescribeWorkspaceDirectories'),
      workspaces: unread('workspaces:DescribeWorkspaceDirectories'),
      pools: unread('workspaces:DescribeWorkspaceDirectories'),
      directoryService: {},
      ipGroups: unread('workspaces:DescribeIpGroups'),
      connectionAliases: unread('workspaces:DescribeConnectionAliases'),
      stacks: unread('appstream:DescribeStacks'),
      fleets: unread('appstream:DescribeFleets'),
      directoryConfigs: unread('appstream:DescribeDirectoryConfigs'),
      poolUsers: unread('appstream:DescribeUsers'),
      certificateAuthorities: {},
    });
    expect(coverage.filter(({ outcome }) => outcome === 'failed')).toHaveLength(7);
  });

  it('that do not exist are refused', async () => {
    await expect(ask(memorySource(empty), ['eu-central1'])).rejects.toThrow(
      'Unknown Region "eu-central1". Did you mean eu-central-1?',
    );
  });
});

describe('an account that cannot be told', () => {
  it.each([
    [
      'CredentialsProviderError',
      'Could not load credentials from any providers',
      'Give credentials: set AWS_PROFILE or run `aws sso login`.',
    ],
    ['ExpiredToken', '', 'Sign in again and repeat.'],
    [
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
      'AWS does not know these credentials: check AWS_PROFILE or the AWS_ACCESS_KEY_ID in use, and the clock.',
    ],
    ['NotAnAwsResponse', 'the endpoint answered HTML', 'Check AWS_ENDPOINT_URL and the proxy in between.'],
    ['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:9', 'Check the network, AWS_REGION and AWS_ENDPOINT_URL.'],
    ['AccessDenied', 'no', 'Only a policy above the account can deny this call: ask who administers the organization.'],
    ['Throttling', 'Rate exceeded', 'Repeat it in a minute.'],
  ])('%s', async (code, message, cure) => {
    const source = memorySource(empty, { 'account.json': { code, message } });
    const came = code === 'ExpiredToken' ? 'the credentials expired' : message.replace(/\.$/, '');
    const error = collect({ source, asOf: '' });
    await expect(error).rejects.toThrow(`Cannot tell which AWS account this is: ${code}: ${came}. ${cure}`);
    await expect(error).rejects.toMatchObject({ name: 'IdentityError' });
    expect(source.asked).toHaveLength(1);
  });

  it.each([
    [{}, 'Account: expected text, got nothing'],
    [{ Account: 'x', Arn: 'arn:aws:iam::x:root' }, 'Account: expected twelve digits, got text'],
    [{ Account: account, Arn: 'root' }, 'Arn: expected an ARN, got text'],
  ])('because the answer is %j', async (answer, problem) => {
    await expect(collect({ source: memorySource({ 'account.json': answer }), asOf: '' })).rejects.toThrow(
      `Cannot tell which AWS account this is: the answer is not what sts:GetCallerIdentity gives: ${problem}. `,
    );
  });
});

it('tells progress call by call, ending with all that was planned', async () => {
  const seen: Progress[] = [];
  const source = memorySource(empty, {
    [`${region}/appstream.describe-users.json`]: { code: 'AccessDeniedException' },
  });
  await collect({ source, regions: [region], asOf: '', onProgress: (progress) => seen.push(progress) });
  expect(seen.map(({ done }) => done)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(seen[0]).toEqual({
    request: { service: 'sts', operation: 'GetCallerIdentity', region: 'global' },
    outcome: 'read',
    done: 1,
    planned: 1,
  });
  expect(seen.at(-1)).toMatchObject({ done: 11, planned: 11 });
  expect(seen.filter(({ outcome }) => outcome === 'denied').map(({ request }) => request.operation)).toEqual([
    'DescribeUsers',
  ]);
});

it('gives the same snapshot whatever the order of answers, and plain JSON', async () => {
  const shuffled: Source = (() => {
    const inner = memorySource(empty);
    let turn = 0;
    return {
      ...inner,
      read: async (request) => {
        for (let wait = (turn += 3) % 7; wait > 0; wait--) await Promise.resolve();
        return inner.read(request);
      },
    };
  })();
  const snapshot = await collect({ source: shuffled, regions: [region], asOf: '' });
  expect(snapshot).toEqual(await collect({ source: memorySource(empty), regions: [region], asOf: '' }));
  expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
});
