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
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetSAMLProviderCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListSAMLProvidersCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import {
  DescribeConnectionAliasesCommand,
  DescribeIpGroupsCommand,
  DescribeWorkspaceDirectoriesCommand,
  DescribeWorkspacesCommand,
  DescribeWorkspacesPoolsCommand,
} from '@aws-sdk/client-workspaces';
import { callName, type Call, type CallName } from '../collect/calls.ts';
import type { Paging } from './pages.ts';

export interface Operation {
  command(input: object): object;
}

/** How each call is made with the SDK; calls of AWS Private CA are made without (lib/aws/acm-pca.ts). */
const commands: Readonly<Record<Exclude<CallName, `acm-pca:${string}`>, Operation>> = {
  'sts:GetCallerIdentity': sdkCommand(GetCallerIdentityCommand),
  'iam:GetAccountAuthorizationDetails': sdkCommand(GetAccountAuthorizationDetailsCommand),
  'iam:ListRoles': sdkCommand(ListRolesCommand),
  'iam:ListSAMLProviders': sdkCommand(ListSAMLProvidersCommand),
  'iam:GetSAMLProvider': sdkCommand(GetSAMLProviderCommand),
  'iam:GetRole': sdkCommand(GetRoleCommand),
  'iam:ListRolePolicies': sdkCommand(ListRolePoliciesCommand),
  'iam:GetRolePolicy': sdkCommand(GetRolePolicyCommand),
  'iam:ListAttachedRolePolicies': sdkCommand(ListAttachedRolePoliciesCommand),
  'iam:GetPolicy': sdkCommand(GetPolicyCommand),
  'iam:GetPolicyVersion': sdkCommand(GetPolicyVersionCommand),
  'workspaces:DescribeWorkspaceDirectories': sdkCommand(DescribeWorkspaceDirectoriesCommand),
  'workspaces:DescribeIpGroups': sdkCommand(DescribeIpGroupsCommand),
  'workspaces:DescribeConnectionAliases': sdkCommand(DescribeConnectionAliasesCommand),
  'workspaces:DescribeWorkspaces': sdkCommand(DescribeWorkspacesCommand),
  'workspaces:DescribeWorkspacesPools': sdkCommand(DescribeWorkspacesPoolsCommand),
  'ds:DescribeDirectories': sdkCommand(DescribeDirectoriesCommand),
  'appstream:DescribeStacks': sdkCommand(DescribeStacksCommand),
  'appstream:DescribeFleets': sdkCommand(DescribeFleetsCommand),
  'appstream:ListAssociatedFleets': sdkCommand(ListAssociatedFleetsCommand),
  'appstream:DescribeEntitlements': sdkCommand(DescribeEntitlementsCommand),
  'appstream:DescribeDirectoryConfigs': sdkCommand(DescribeDirectoryConfigsCommand),
  'appstream:DescribeUsers': sdkCommand(DescribeUsersCommand),
  'appstream:DescribeUserStackAssociations': sdkCommand(DescribeUserStackAssociationsCommand),
};

const byName = new Map<string, Operation>(Object.entries(commands));

/** The SDK's command for a call. @throws {TypeError} for one that is made without the SDK. */
export function commandFor(call: Call, input: object): object {
  const operation = byName.get(callName(call));
  if (operation === undefined) throw new TypeError(`The SDK is not used for ${callName(call)}.`);
  return operation.command(input);
}

/** How its answers go on from page to page; `undefined` for a call that is answered at once. */
export const pagingOf = ({ service, pages }: Call): Paging | undefined =>
  pages === undefined ? undefined : { token: service === 'iam' ? 'Marker' : 'NextToken', lists: pages };

/** A command of the SDK, made from what a plan asks. */
export function sdkCommand<Input extends object>(
  Command: new (input: Input) => object,
): { command(input: Input): object } {
  return { command: (input) => new Command(input) };
}
