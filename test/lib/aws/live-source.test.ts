import { createServer } from 'node:http';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startLocalAws, type LocalAws, type LocalAwsOptions } from '../../../local-aws/server.ts';
import type { Fault } from '../../../local-aws/faults.ts';
import { liveSource, type LiveSourceOptions } from '../../../lib/aws/live-source.ts';
import { collect } from '../../../lib/collect/collect.ts';
import { exportSource } from '../../../lib/export/export-source.ts';
import { recordingSource } from '../../../lib/export/record.ts';
import type { ReadRequest, ReadResult, Source } from '../../../lib/model/ports.ts';
import type { Snapshot } from '../../../lib/model/snapshot.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const accountId = '111122223333';
const region = 'eu-central-1';
const caId = '11111111-2222-3333-4444-555555555555';
const ca = `arn:aws:acm-pca:${region}:${accountId}:certificate-authority/${caId}`;
const trust = { Version: '2012-10-17', Statement: [{ Sid: "100% 'odd' + ü" }] };

const role = (name: string) => ({
  Path: '/',
  RoleName: name,
  RoleId: `AROA${name}`,
  Arn: `arn:aws:iam::${accountId}:role/${name}`,
  CreateDate: '2026-01-02T03:04:05+00:00',
  AssumeRolePolicyDocument: trust,
});

/** Five of what pages, so that pages of two make three. */
const five = ['a', 'b', 'c', 'd', 'e'];
const account: Readonly<Record<string, unknown>> = {
  'account.json': { UserId: 'AIDAEXAMPLE', Account: accountId, Arn: `arn:aws:iam::${accountId}:user/jane` },
  'global/iam.get-account-authorization-details.json': {
    RoleDetailList: five.map((name) => ({
      ...role(name),
      RolePolicyList: [{ PolicyName: 'stream', PolicyDocument: trust }],
      AttachedManagedPolicies: [{ PolicyName: 'own', PolicyArn: `arn:aws:iam::${accountId}:policy/own` }],
      RoleLastUsed: { LastUsedDate: '2026-05-01T00:00:00+00:00', Region: region },
      Tags: [{ Key: 'team', Value: 'R&D <euc>' }],
    })),
    Policies: [
      {
        PolicyName: 'own',
        Arn: `arn:aws:iam::${accountId}:policy/own`,
        DefaultVersionId: 'v1',
        PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: trust }],
      },
    ],
  },
  'global/iam.list-roles.json': { Roles: five.map((name) => ({ ...role(name), MaxSessionDuration: 43_200 })) },
  'global/iam.list-saml-providers.json': {
    SAMLProviderList: [
      { Arn: `arn:aws:iam::${accountId}:saml-provider/Okta`, CreateDate: '2026-01-01T00:00:00+00:00' },
    ],
  },
  'global/iam.get-saml-provider.Okta.json': {
    SAMLProviderUUID: 'uuid',
    SAMLMetadataDocument: '<EntityDescriptor entityID="x"><IDPSSODescriptor/></EntityDescriptor>',
    AssertionEncryptionMode: 'Required',
  },
  [`${region}/workspaces.describe-workspace-directories.json`]: {
    Directories: five.map((name) => ({
      DirectoryId: `d-${name}`,
      SamlProperties: { Status: 'ENABLED' },
      CertificateBasedAuthProperties: { Status: 'ENABLED', CertificateAuthorityArn: ca },
    })),
  },
  [`${region}/workspaces.describe-ip-groups.json`]: {
    Result: five.map((name) => ({ groupId: `wsipg-${name}`, userRules: [{ ipRule: '10.0.0.0/8' }] })),
  },
  [`${region}/workspaces.describe-connection-aliases.json`]: {
    ConnectionAliases: five.map((name) => ({ AliasId: `wsca-${name}`, ConnectionString: `${name}.example.com` })),
  },
  [`${region}/workspaces.describe-workspaces.json`]: {
    Workspaces: five.map((name) => ({
      DirectoryId: 'd-a',
      UserName: `jane-${name}`,
      State: 'AVAILABLE',
      WorkspaceProperties: { Protocols: ['WSP'] },
    })),
  },
  [`${region}/ds.describe-directories.json`]: {
    DirectoryDescriptions: five.map((name) => ({ DirectoryId: `d-${name}`, Type: 'ADConnector' })),
  },
  [`${region}/appstream.describe-stacks.json`]: { Stacks: five.map((Name) => ({ Name })) },
  [`${region}/appstream.describe-fleets.json`]: { Fleets: five.map((Name) => ({ Name, State: 'RUNNING' })) },
  [`${region}/appstream.describe-directory-configs.json`]: {
    DirectoryConfigs: five.map((name) => ({ DirectoryName: `${name}.example.com` })),
  },
  [`${region}/appstream.describe-users.json`]: {
    Users: five.map((name) => ({
      UserName: `jane-${name}@example.com`,
      AuthenticationType: 'USERPOOL',
      Enabled: true,
      Status: 'CONFIRMED',
    })),
  },
  ...Object.fromEntries(
    five.flatMap((name) => [
      [`${region}/appstream.list-associated-fleets.${name}.json`, { Names: five }],
      [
        `${region}/appstream.describe-entitlements.${name}.json`,
        { Entitlements: five.map((Name) => ({ Name, StackName: name, AppVisibility: 'ALL', Attributes: [] })) },
      ],
      [
        `${region}/appstream.describe-user-stack-associations.${name}.json`,
        {
          UserStackAssociations: five.map((user) => ({
            StackName: name,
            UserName: `jane-${user}@example.com`,
            AuthenticationType: 'USERPOOL',
          })),
        },
      ],
    ]),
  ),
  [`${region}/acm-pca.describe-certificate-authority.${caId}.json`]: {
    CertificateAuthority: { Arn: ca, Status: 'ACTIVE' },
  },
  [`${region}/acm-pca.list-tags.${caId}.json`]: { Tags: [{ Key: 'euc-private-ca', Value: '' }] },
};

const credentials = () => Promise.resolve({ accessKeyId: 'test', secretAccessKey: 'test' });

/** A source that meets the endpoint where people set it: in the environment. */
function sourceAt(url: string, options: LiveSourceOptions = {}): Source {
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  return liveSource({ credentials, rates: {}, maxAttempts: 2, ...options });
}

async function local(options: Partial<LocalAwsOptions> = {}): Promise<LocalAws> {
  const aws = await startLocalAws({ account, ...options });
  onTestFinished(() => aws.close());
  return aws;
}

const snapshotOf = (source: Source): Promise<Snapshot> =>
  collect({ source, regions: [region], asOf: '2026-11-21T00:00:00.000Z' });

const withoutCounts = (snapshot: Snapshot): unknown => ({
  ...snapshot,
  source: 'any',
  coverage: snapshot.coverage.map((entry) => ({ ...entry, requests: 0 })),
});

const stacks: ReadRequest = { service: 'appstream', operation: 'DescribeStacks', region };
const roles: ReadRequest = { service: 'iam', operation: 'ListRoles', region: 'global' };
const authority: ReadRequest = {
  service: 'acm-pca',
  operation: 'DescribeCertificateAuthority',
  region,
  resource: caId,
  input: { CertificateAuthorityArn: ca },
};

/** What one call comes to under a fault, as two attempts see it. */
async function underFault(fault: Fault, request: ReadRequest, options: LiveSourceOptions = {}): Promise<ReadResult> {
  const aws = await local({ faults: [{ ...fault, on: { operation: request.operation } }] });
  return sourceAt(aws.url, options).read(request);
}

/** Each reading has pseudonyms of its own. */
const withoutPseudonyms = (snapshot: unknown): unknown =>
  JSON.parse(JSON.stringify(snapshot).replaceAll(/"[0-9a-f]{16}"/g, '"a user"'));

describe('a live account', () => {
  it('gives the same snapshot as its export, whatever the pages', async () => {
    const folder = await temporaryFolder(account);
    const exported = await snapshotOf(await exportSource(folder));
    for (const pageSize of [2, 1000]) {
      const aws = await local({ pageSize });
      const live = await snapshotOf(sourceAt(aws.url));
      expect(live.source).toBe('live');
      expect(withoutPseudonyms(withoutCounts(live))).toEqual(withoutPseudonyms(withoutCounts(exported)));
    }
    expect(exported.coverage.every(({ outcome }) => outcome === 'read')).toBe(true);
  });

  it('can be recorded as an export that reads the same', async () => {
    const aws = await local({ pageSize: 2, faults: [{ kind: 'deny', on: { operation: 'DescribeFleets' } }] });
    const folder = await temporaryFolder();
    const live = await snapshotOf(recordingSource(sourceAt(aws.url), folder));
    const read = await snapshotOf(await exportSource(folder));
    expect(read).toEqual({
      ...live,
      source: 'export',
      coverage: live.coverage.map((entry) => ({ ...entry, requests: 0 })),
    });
    expect(live.byRegion[region]?.fleets).toMatchObject({ state: 'unreadable', reason: 'denied' });
  });

  it('is not asked for further pages once the time is over', async () => {
    const aws = await local({ pageSize: 1 });
    const time = new AbortController();
    const turns: string[] = [];
    const rates = { appstream: { perSecond: 1, burst: 1 } };
    const clock = {
      now: () => 0,
      sleep: async () => {
        turns.push('waited');
        time.abort();
      },
    };
    const answer = await sourceAt(aws.url, { rates, clock }).read(stacks, time.signal);
    expect(answer).toMatchObject({ outcome: 'failed', code: 'AbortError' });
    expect(turns).toStrictEqual(['waited']);
    expect(aws.requests.counts).toMatchObject({ 'appstream:DescribeStacks': 1 });
    expect(await sourceAt(aws.url).read(roles, time.signal)).toMatchObject({ outcome: 'failed', code: 'AbortError' });
  });

  it('is asked as often as pages demand, and coverage counts each request', async () => {
    const aws = await local({ pageSize: 2 });
    const { coverage } = await snapshotOf(sourceAt(aws.url));
    const requestsOf = (call: string): number | undefined => coverage.find((entry) => entry.call === call)?.requests;
    expect(requestsOf('iam:ListRoles')).toBe(3);
    expect(requestsOf('workspaces:DescribeConnectionAliases')).toBe(3);
    expect(requestsOf('appstream:DescribeEntitlements')).toBe(3);
    expect(requestsOf('iam:ListSAMLProviders')).toBe(1);
    expect(coverage.reduce((sum, { requests }) => sum + requests, 0)).toBe(aws.requests.log.length);
  });

  it('is asked for a thousand roles at once, and never for a single one', async () => {
    const aws = await local();
    await snapshotOf(sourceAt(aws.url));
    const iam = aws.requests.log.filter(({ service }) => service === 'iam').map(({ operation }) => operation);
    expect(iam.toSorted()).toEqual([
      'GetAccountAuthorizationDetails',
      'GetSAMLProvider',
      'ListRoles',
      'ListSAMLProviders',
    ]);
  });

  it('hands on no names and no addresses', async () => {
    const aws = await local();
    expect(JSON.stringify(await snapshotOf(sourceAt(aws.url)))).not.toContain('jane');
  });

  it.each([
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-cn', 'cn-north-1'],
    ['aws', 'us-east-1'],
  ])('in partition %s has its IAM in %s', async (partition, controlRegion) => {
    const arn = `arn:${partition}:iam::${accountId}:user/jane`;
    const aws = await local({ account: { ...account, 'account.json': { Account: accountId, Arn: arn } } });
    await sourceAt(aws.url, { region: 'eu-west-1' }).read(roles);
    expect(aws.requests.log.map(({ service, region }) => [service, region])).toEqual([
      ['sts', 'eu-west-1'],
      ['iam', controlRegion],
    ]);
  });

  it('is asked who it is in the configured Region', async () => {
    const aws = await local();
    vi.stubEnv('AWS_REGION', 'ap-south-1');
    await sourceAt(aws.url).read(roles);
    expect(aws.requests.log[0]).toMatchObject({ service: 'sts', region: 'ap-south-1' });
  });

  it('is asked no faster than the rates allow', async () => {
    const aws = await local({ pageSize: 1 });
    const slept: number[] = [];
    const clock = { now: () => 0, sleep: async (ms: number) => void slept.push(ms) };
    const source = sourceAt(aws.url, { rates: { appstream: { perSecond: 2, burst: 3 } }, clock });
    await source.read(stacks);
    expect(slept).toEqual([500, 1000]);
    await source.read(roles);
    expect(slept).toHaveLength(2);
    await source.read({ ...stacks, region: 'us-east-1' });
    expect(slept).toHaveLength(2);
  });
});

const webPage = (status: number) => ({
  outcome: 'failed',
  code: 'NotAnAwsResponse',
  detail: `the endpoint answered something that is not an AWS response (HTTP ${status})`,
});

const noCredentials = () =>
  Promise.reject(Object.assign(new Error('none found'), { name: 'CredentialsProviderError' }));

/** The SDK's own pause after throttling takes up to two seconds. */
describe('an answer that does not come', { timeout: 30_000 }, () => {
  it.each<[string, Fault, Partial<ReadResult>]>([
    ['denied', { kind: 'deny' }, { outcome: 'denied', code: 'AccessDeniedException', requests: 1 }],
    ['throttled', { kind: 'throttle' }, { outcome: 'throttled', code: 'ThrottlingException', requests: 2 }],
    ['a server error', { kind: 'server-error' }, { outcome: 'failed', code: 'InternalFailure', requests: 2 }],
    ['a cut connection', { kind: 'cut' }, { outcome: 'failed', code: 'ECONNRESET', requests: 2 }],
    [
      'an expired token',
      { kind: 'expired-token' },
      { outcome: 'failed', code: 'ExpiredTokenException', detail: 'the credentials expired', requests: 1 },
    ],
    [
      'credentials that are no longer accepted',
      { kind: 'error', code: 'UnrecognizedClientException', status: 400 },
      { outcome: 'failed', code: 'UnrecognizedClientException', requests: 1 },
    ],
  ])('from AppStream: %s', async (_, fault, expected) => {
    expect(await underFault(fault, stacks)).toMatchObject(expected);
  });

  it('from a Region that the account has not enabled is no failure', async () => {
    const aws = await local();
    expect(await sourceAt(aws.url).read({ ...stacks, region: 'il-central-1' })).toEqual({
      outcome: 'not-enabled',
      code: 'UnrecognizedClientException',
      detail: 'The security token included in the request is invalid.',
      requests: 1,
    });
  });

  it.each<[string, Fault, Partial<ReadResult>]>([
    ['denied', { kind: 'deny' }, { outcome: 'denied', code: 'AccessDenied', requests: 1 }],
    ['throttled', { kind: 'throttle' }, { outcome: 'throttled', code: 'Throttling', requests: 2 }],
    ['a server error', { kind: 'server-error', status: 503 }, { outcome: 'failed', requests: 2 }],
    [
      'an invalid token',
      { kind: 'error', code: 'InvalidClientTokenId', status: 403 },
      { outcome: 'failed', requests: 1 },
    ],
  ])('from IAM: %s', async (_, fault, expected) => {
    expect(await underFault(fault, roles)).toMatchObject(expected);
  });

  const quick = { clock: { now: () => 0, sleep: () => Promise.resolve() } };

  it.each<[string, Fault, Partial<ReadResult>]>([
    ['denied', { kind: 'deny' }, { outcome: 'denied', code: 'AccessDeniedException', requests: 1 }],
    ['throttled', { kind: 'throttle' }, { outcome: 'throttled', code: 'ThrottlingException', requests: 2 }],
    ['a server error', { kind: 'server-error' }, { outcome: 'failed', code: 'InternalFailure', requests: 2 }],
    ['a cut connection', { kind: 'cut' }, { outcome: 'failed', code: 'ConnectionError', requests: 2 }],
    [
      'no such authority',
      { kind: 'error', code: 'ResourceNotFoundException', status: 400 },
      { outcome: 'failed', code: 'ResourceNotFoundException', requests: 1 },
    ],
  ])('from AWS Private CA: %s', async (_, fault, expected) => {
    expect(await underFault(fault, authority, quick)).toMatchObject(expected);
  });

  it.each([
    ['AppStream', stacks],
    ['IAM', roles],
    ['AWS Private CA', authority],
  ])('but a web page instead, from %s', async (_, request) => {
    expect(await underFault({ kind: 'html', status: 200 }, request, quick)).toEqual({ ...webPage(200), requests: 1 });
    expect(await underFault({ kind: 'html', status: 502 }, request, quick)).toEqual({ ...webPage(502), requests: 2 });
  });

  it.each([
    ['AppStream', stacks, 'ETIMEDOUT'],
    ['IAM', roles, 'ETIMEDOUT'],
    ['AWS Private CA', authority, 'ConnectionError'],
  ])('in time, from %s', async (_, request, code) => {
    const result = await underFault({ kind: 'hang' }, request, { timeout: 50, ...quick });
    expect(result).toMatchObject({ outcome: 'failed', code, requests: 2 });
  });

  it('at the first attempt is had at the second', async () => {
    for (const [request, kind] of [
      [stacks, 'cut'],
      [roles, 'server-error'],
      [authority, 'server-error'],
    ] as const)
      expect(await underFault({ kind, times: 1 }, request, quick)).toMatchObject({ outcome: 'read', requests: 2 });
  });

  it('in the middle of the pages leaves nothing half read', async () => {
    const aws = await local({ pageSize: 2, faults: [{ kind: 'deny', nth: 2, on: { operation: 'ListRoles' } }] });
    const { roles, coverage } = await snapshotOf(sourceAt(aws.url));
    expect(coverage.find(({ call }) => call === 'iam:ListRoles')).toMatchObject({ outcome: 'denied', requests: 2 });
    if (roles.state !== 'known') throw new Error('the roles are in the other call');
    expect(roles.value.map(({ maxSessionDuration }) => maxSessionDuration.state)).toEqual(five.map(() => 'unreadable'));
  });

  it('for want of credentials is told without a request', async () => {
    const aws = await local();
    await expect(snapshotOf(sourceAt(aws.url, { credentials: noCredentials }))).rejects.toThrow(
      'Cannot tell which AWS account this is: CredentialsProviderError: none found. ' +
        'Give credentials: set AWS_PROFILE or run `aws sso login`.',
    );
    expect(aws.requests.log).toEqual([]);
  });

  it('because nobody listens says where', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    server.close();
    await once(server, 'close');
    await expect(snapshotOf(sourceAt(`http://127.0.0.1:${port}`))).rejects.toThrow(
      `Cannot tell which AWS account this is: ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:${port}. ` +
        'Check the network, AWS_REGION and AWS_ENDPOINT_URL.',
    );
  });

  it('from one service leaves the others read', async () => {
    const aws = await local({ faults: [{ kind: 'cut', on: { service: 'workspaces' } }] });
    const { byRegion, coverage } = await snapshotOf(sourceAt(aws.url));
    expect(byRegion[region]?.directories).toMatchObject({ state: 'unreadable', reason: 'failed' });
    expect(byRegion[region]?.stacks).toMatchObject({ state: 'known' });
    expect(new Set(coverage.filter(({ outcome }) => outcome !== 'read').map(({ call }) => call.split(':')[0]))).toEqual(
      new Set(['workspaces']),
    );
  });
});
