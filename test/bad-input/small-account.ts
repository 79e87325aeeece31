import { readFileSync } from 'node:fs';
import { guideTrust, guideWorkspacesPolicy } from '../../lib/explain/example.ts';

const role = {
  Path: '/',
  RoleName: 'Desktops',
  Arn: 'arn:aws:iam::111122223333:role/Desktops',
  CreateDate: '2026-01-02T03:04:05+00:00',
  AssumeRolePolicyDocument: guideTrust as unknown,
};

/** The files that describe the account's only role, with whatever is written into it. */
export function roleFiles(trust: unknown = guideTrust, policy: unknown = guideWorkspacesPolicy) {
  return {
    'global/iam.get-account-authorization-details.json': {
      RoleDetailList: [
        {
          ...role,
          AssumeRolePolicyDocument: trust,
          RolePolicyList: [{ PolicyName: 'Stream', PolicyDocument: policy }],
          AttachedManagedPolicies: [],
          RoleLastUsed: { LastUsedDate: '2026-11-01T00:00:00+00:00', Region: 'eu-central-1' },
        },
      ],
      Policies: [],
    },
    'global/iam.list-roles.json': { Roles: [{ ...role, AssumeRolePolicyDocument: trust, MaxSessionDuration: 43_200 }] },
  };
}

/** One desktop directory in one Region, set up as the guide says. */
export const smallAccount: Readonly<Record<string, unknown>> = {
  'account.json': { Account: '111122223333', Arn: 'arn:aws:iam::111122223333:root' },
  ...roleFiles(),
  'global/iam.list-saml-providers.json': {
    SAMLProviderList: [
      { Arn: 'arn:aws:iam::111122223333:saml-provider/ExampleIdP', CreateDate: '2026-01-01T00:00:00+00:00' },
    ],
  },
  'global/iam.get-saml-provider.ExampleIdP.json': JSON.parse(
    readFileSync('examples/demo-account/global/iam.get-saml-provider.ExampleOkta.json', 'utf8'),
  ),
  'eu-central-1/workspaces.describe-workspace-directories.json': {
    Directories: [
      {
        DirectoryId: 'd-906731a2b4',
        RegistrationCode: 'SLiad+7UQFN3',
        DirectoryType: 'AD_CONNECTOR',
        State: 'REGISTERED',
        UserIdentityType: 'AWS_DIRECTORY_SERVICE',
        WorkspaceType: 'PERSONAL',
        WorkspaceCreationProperties: { EnableMaintenanceMode: true },
        ipGroupIds: ['wsipg-0example1'],
        WorkspaceAccessProperties: Object.fromEntries(
          ['Windows', 'Osx', 'Web', 'Ios', 'Android', 'ChromeOs', 'ZeroClient', 'Linux', 'WorkSpacesThinClient'].map(
            (device) => [`DeviceType${device}`, device === 'Windows' || device === 'Osx' ? 'ALLOW' : 'DENY'],
          ),
        ),
        SamlProperties: {
          Status: 'ENABLED',
          UserAccessUrl: 'https://example.okta.com/app/amazon_workspaces/exk4f7q2wLd8Zt1Yh5d7/sso/saml',
        },
      },
    ],
  },
  'eu-central-1/workspaces.describe-ip-groups.json': {
    Result: [{ groupId: 'wsipg-0example1', groupName: 'offices', userRules: [{ ipRule: '192.0.2.0/24' }] }],
  },
  'eu-central-1/workspaces.describe-connection-aliases.json': { ConnectionAliases: [] },
  'eu-central-1/workspaces.describe-workspaces.json': {
    Workspaces: [
      {
        DirectoryId: 'd-906731a2b4',
        State: 'AVAILABLE',
        RootVolumeEncryptionEnabled: true,
        UserVolumeEncryptionEnabled: true,
        WorkspaceProperties: { Protocols: ['WSP'] },
      },
    ],
  },
  'eu-central-1/ds.describe-directories.json': {
    DirectoryDescriptions: [{ DirectoryId: 'd-906731a2b4', Type: 'ADConnector', Stage: 'Active' }],
  },
  'eu-central-1/appstream.describe-stacks.json': { Stacks: [] },
  'eu-central-1/appstream.describe-fleets.json': { Fleets: [] },
  'eu-central-1/appstream.describe-directory-configs.json': { DirectoryConfigs: [] },
  'eu-central-1/appstream.describe-users.json': { Users: [] },
};
