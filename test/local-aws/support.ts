import { AppStreamClient } from '@aws-sdk/client-appstream';
import { DirectoryServiceClient } from '@aws-sdk/client-directory-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { onTestFinished } from 'vitest';
import { startLocalAws, type LocalAws, type LocalAwsOptions } from '../../local-aws/server.ts';

export const region = 'eu-central-1';
export const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

export const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: "sts:Assume'Role'WithSAML (*)!", Principal: '*' }],
};

export const providerArn = 'arn:aws:iam::111122223333:saml-provider/Okta';

const role = (name: string): Record<string, unknown> => ({
  Path: name === 'c' ? '/team/' : '/',
  RoleName: name,
  RoleId: `AROA${name}`,
  Arn: `arn:aws:iam::111122223333:role/${name}`,
  CreateDate: '2024-03-01T10:20:30+00:00',
  AssumeRolePolicyDocument: trust,
});

const policy = (account: string, name: string): Record<string, unknown> => ({
  PolicyName: name,
  Arn: `arn:aws:iam::${account}:policy/${name}`,
  PolicyVersionList: [{ Document: trust, VersionId: 'v1', IsDefaultVersion: true }],
});

/** A small account with three of everything that pages. */
export const account: Readonly<Record<string, unknown>> = {
  'account.json': { UserId: 'AIDATEST', Account: '111122223333', Arn: 'arn:aws:iam::111122223333:user/auditor' },
  'global/iam.list-roles.json': { Roles: ['a', 'b', 'c'].map(role) },
  'global/iam.get-account-authorization-details.json': {
    UserDetailList: [{ UserName: 'u', Path: '/' }],
    GroupDetailList: [],
    RoleDetailList: ['a', 'b', 'c'].map((name) => ({
      ...role(name),
      RolePolicyList: [{ PolicyName: 'stream', PolicyDocument: trust }],
      RoleLastUsed: { LastUsedDate: '2024-05-01T00:00:00Z', Region: region },
      Tags: [{ Key: 'team', Value: 'R&D <euc>' }],
    })),
    Policies: [policy('111122223333', 'own'), policy('aws', 'ReadOnlyAccess')],
  },
  'global/iam.list-saml-providers.json': {
    SAMLProviderList: [
      { Arn: providerArn, ValidUntil: '2124-01-01T00:00:00+00:00', CreateDate: '2024-01-01T00:00:00Z' },
    ],
  },
  'global/iam.get-saml-provider.Okta.json': {
    SAMLMetadataDocument: '<EntityDescriptor entityID="x">&amp;</EntityDescriptor>',
    ValidUntil: '2124-01-01T00:00:00+00:00',
    AssertionEncryptionMode: 'Allowed',
  },
  [`${region}/workspaces.describe-workspace-directories.json`]: {
    Directories: ['d-1', 'd-2', 'd-3'].map((DirectoryId) => ({ DirectoryId, SamlProperties: { Status: 'ENABLED' } })),
  },
  [`${region}/workspaces.describe-ip-groups.json`]: {
    Result: ['wsipg-1', 'wsipg-2', 'wsipg-3'].map((groupId) => ({ groupId, userRules: [] })),
  },
  [`${region}/workspaces.describe-connection-aliases.json`]: {
    ConnectionAliases: ['wsca-1', 'wsca-2', 'wsca-3'].map((AliasId) => ({ AliasId, ConnectionString: 'desk.example' })),
  },
  [`${region}/workspaces.describe-workspaces.json`]: {
    Workspaces: ['d-1', 'd-1', 'd-2'].map((DirectoryId, index) => ({ DirectoryId, WorkspaceId: `ws-${index}` })),
  },
  [`${region}/ds.describe-directories.json`]: {
    DirectoryDescriptions: ['d-1', 'd-2', 'd-3'].map((DirectoryId) => ({
      DirectoryId,
      Type: 'ADConnector',
      LaunchTime: '2023-06-01T08:00:00.500000+02:00',
    })),
  },
  [`${region}/appstream.describe-stacks.json`]: {
    Stacks: ['one', 'two', 'three'].map((Name) => ({ Name, CreatedTime: '2024-02-03T04:05:06+00:00' })),
  },
  [`${region}/appstream.describe-fleets.json`]: {
    Fleets: ['f1', 'f2', 'f3'].map((Name) => ({ Name, InstanceType: 't', State: 'RUNNING' })),
  },
  [`${region}/appstream.list-associated-fleets.one.json`]: { Names: ['f1', 'f2', 'f3'] },
  [`${region}/appstream.describe-entitlements.one.json`]: {
    Entitlements: ['e1', 'e2', 'e3'].map((Name) => ({ Name, StackName: 'one', AppVisibility: 'ALL', Attributes: [] })),
  },
  [`${region}/appstream.describe-entitlements.two.json`]: { Entitlements: [] },
  [`${region}/appstream.describe-directory-configs.json`]: {
    DirectoryConfigs: ['a.example', 'b.example', 'c.example'].map((DirectoryName) => ({ DirectoryName })),
  },
  [`${region}/appstream.describe-users.json`]: {
    Users: ['u1', 'u2', 'u3'].map((UserName) => ({ UserName, AuthenticationType: 'USERPOOL', Enabled: true })),
  },
  [`${region}/appstream.describe-user-stack-associations.one.json`]: {
    UserStackAssociations: ['u1', 'u2', 'u3'].map((UserName) => ({
      StackName: 'one',
      UserName,
      AuthenticationType: 'USERPOOL',
    })),
  },
};

/** Starts an endpoint that closes when the test ends. */
export async function local(options: Partial<LocalAwsOptions> = {}): Promise<LocalAws> {
  const aws = await startLocalAws({ account, ...options });
  onTestFinished(() => aws.close());
  return aws;
}

/** Unmodified SDK clients of one endpoint. One attempt only, unless told otherwise. */
export function clients({ url: endpoint }: LocalAws, options: { region?: string; maxAttempts?: number } = {}) {
  const config = { endpoint, region, maxAttempts: 1, credentials, ...options };
  return {
    appstream: new AppStreamClient(config),
    ds: new DirectoryServiceClient(config),
    iam: new IAMClient(config),
    sts: new STSClient(config),
    workspaces: new WorkSpacesClient(config),
  };
}
