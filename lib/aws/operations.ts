import {
  DescribeDirectoryConfigsCommand,
  DescribeEntitlementsCommand,
  DescribeFleetsCommand,
  DescribeStacksCommand,
  DescribeUsersCommand,
  DescribeUserStackAssociationsCommand,
  ListAssociatedFleetsCommand,
} from '@aws-sdk/client-appstream';
import { DescribeDirectoriesCommand } from '@aws-sdk/client-directory-service';
import {
  GetAccountAuthorizationDetailsCommand,
  GetSAMLProviderCommand,
  ListRolesCommand,
  ListSAMLProvidersCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import {
  DescribeConnectionAliasesCommand,
  DescribeIpGroupsCommand,
  DescribeWorkspaceDirectoriesCommand,
  DescribeWorkspacesCommand,
} from '@aws-sdk/client-workspaces';
import type { ClientService } from './clients.ts';
import type { Paging } from './pages.ts';

/** How a call of the collection plan is made with the SDK. */
export interface Operation {
  readonly service: ClientService;
  command(input: object): object;
  /** For operations that answer in pages. */
  readonly paging?: Paging;
}

/** By `service:Operation`, as in coverage. */
export const operations: Readonly<Record<string, Operation>> = {
  'sts:GetCallerIdentity': { service: 'sts', command: of(GetCallerIdentityCommand) },
  'iam:GetAccountAuthorizationDetails': {
    service: 'iam',
    command: of(GetAccountAuthorizationDetailsCommand),
    paging: { token: 'Marker', lists: ['RoleDetailList', 'Policies'] },
  },
  'iam:ListRoles': {
    service: 'iam',
    command: of(ListRolesCommand),
    paging: { token: 'Marker', lists: ['Roles'] },
  },
  'iam:ListSAMLProviders': { service: 'iam', command: of(ListSAMLProvidersCommand) },
  'iam:GetSAMLProvider': { service: 'iam', command: of(GetSAMLProviderCommand) },
  'workspaces:DescribeWorkspaceDirectories': paged(
    'workspaces',
    of(DescribeWorkspaceDirectoriesCommand),
    'Directories',
  ),
  'workspaces:DescribeIpGroups': paged('workspaces', of(DescribeIpGroupsCommand), 'Result'),
  'workspaces:DescribeConnectionAliases': paged(
    'workspaces',
    of(DescribeConnectionAliasesCommand),
    'ConnectionAliases',
  ),
  'workspaces:DescribeWorkspaces': paged('workspaces', of(DescribeWorkspacesCommand), 'Workspaces'),
  'ds:DescribeDirectories': paged('ds', of(DescribeDirectoriesCommand), 'DirectoryDescriptions'),
  'appstream:DescribeStacks': paged('appstream', of(DescribeStacksCommand), 'Stacks'),
  'appstream:DescribeFleets': paged('appstream', of(DescribeFleetsCommand), 'Fleets'),
  'appstream:ListAssociatedFleets': paged('appstream', of(ListAssociatedFleetsCommand), 'Names'),
  'appstream:DescribeEntitlements': paged('appstream', of(DescribeEntitlementsCommand), 'Entitlements'),
  'appstream:DescribeDirectoryConfigs': paged('appstream', of(DescribeDirectoryConfigsCommand), 'DirectoryConfigs'),
  'appstream:DescribeUsers': paged('appstream', of(DescribeUsersCommand), 'Users'),
  'appstream:DescribeUserStackAssociations': paged(
    'appstream',
    of(DescribeUserStackAssociationsCommand),
    'UserStackAssociations',
  ),
};

function of<Input extends object>(Command: new (input: Input) => object): (input: Input) => object {
  return (input) => new Command(input);
}

function paged(service: ClientService, command: Operation['command'], list: string): Operation {
  return { service, command, paging: { token: 'NextToken', lists: [list] } };
}
