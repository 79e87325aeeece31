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

interface Operation {
  command(input: object): object;
}

/** How each call is made with the SDK; calls of AWS Private CA are made without (lib/aws/acm-pca.ts). */
const commands: Readonly<Record<Exclude<CallName, `acm-pca:${string}`>, Operation>> = {
  'sts:GetCallerIdentity': of(GetCallerIdentityCommand),
  'iam:GetAccountAuthorizationDetails': of(GetAccountAuthorizationDetailsCommand),
  'iam:ListRoles': of(ListRolesCommand),
  'iam:ListSAMLProviders': of(ListSAMLProvidersCommand),
  'iam:GetSAMLProvider': of(GetSAMLProviderCommand),
  'iam:GetRole': of(GetRoleCommand),
  'iam:ListRolePolicies': of(ListRolePoliciesCommand),
  'iam:GetRolePolicy': of(GetRolePolicyCommand),
  'iam:ListAttachedRolePolicies': of(ListAttachedRolePoliciesCommand),
  'iam:GetPolicy': of(GetPolicyCommand),
  'iam:GetPolicyVersion': of(GetPolicyVersionCommand),
  'workspaces:DescribeWorkspaceDirectories': of(DescribeWorkspaceDirectoriesCommand),
  'workspaces:DescribeIpGroups': of(DescribeIpGroupsCommand),
  'workspaces:DescribeConnectionAliases': of(DescribeConnectionAliasesCommand),
  'workspaces:DescribeWorkspaces': of(DescribeWorkspacesCommand),
  'workspaces:DescribeWorkspacesPools': of(DescribeWorkspacesPoolsCommand),
  'ds:DescribeDirectories': of(DescribeDirectoriesCommand),
  'appstream:DescribeStacks': of(DescribeStacksCommand),
  'appstream:DescribeFleets': of(DescribeFleetsCommand),
  'appstream:ListAssociatedFleets': of(ListAssociatedFleetsCommand),
  'appstream:DescribeEntitlements': of(DescribeEntitlementsCommand),
  'appstream:DescribeDirectoryConfigs': of(DescribeDirectoryConfigsCommand),
  'appstream:DescribeUsers': of(DescribeUsersCommand),
  'appstream:DescribeUserStackAssociations': of(DescribeUserStackAssociationsCommand),
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

function of<Input extends object>(Command: new (input: Input) => object): { command(input: Input): object } {
  return { command: (input) => new Command(input) };
}
