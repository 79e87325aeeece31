import { describe, expect, it } from 'vitest';
import { allCalls, callName, callOf, requiredActions } from '../../../lib/collect/calls.ts';
import { resourceKinds } from '../../../lib/model/resource-types.ts';

describe('the table of calls', () => {
  it('names commands as the AWS CLI does', () => {
    expect(allCalls.map(({ service, command }) => `${service} ${command}`)).toEqual([
      'sts get-caller-identity',
      'iam get-account-authorization-details',
      'iam list-roles',
      'iam list-saml-providers',
      'iam get-saml-provider',
      'workspaces describe-workspace-directories',
      'workspaces describe-ip-groups',
      'workspaces describe-connection-aliases',
      'workspaces describe-workspaces',
      'workspaces describe-workspaces-pools',
      'ds describe-directories',
      'appstream describe-stacks',
      'appstream describe-fleets',
      'appstream describe-directory-configs',
      'appstream describe-users',
      'appstream list-associated-fleets',
      'appstream describe-entitlements',
      'appstream describe-user-stack-associations',
      'acm-pca describe-certificate-authority',
      'acm-pca list-tags',
    ]);
  });

  it('needs read permissions only, and none to ask who the caller is', () => {
    expect(requiredActions).toEqual([
      'acm-pca:DescribeCertificateAuthority',
      'acm-pca:ListTags',
      'appstream:DescribeDirectoryConfigs',
      'appstream:DescribeEntitlements',
      'appstream:DescribeFleets',
      'appstream:DescribeStacks',
      'appstream:DescribeUserStackAssociations',
      'appstream:DescribeUsers',
      'appstream:ListAssociatedFleets',
      'ds:DescribeDirectories',
      'iam:GetAccountAuthorizationDetails',
      'iam:GetSAMLProvider',
      'iam:ListRoles',
      'iam:ListSAMLProviders',
      'workspaces:DescribeConnectionAliases',
      'workspaces:DescribeIpGroups',
      'workspaces:DescribeWorkspaceDirectories',
      'workspaces:DescribeWorkspaces',
      'workspaces:DescribeWorkspacesPools',
    ]);
  });

  it('has the call that lists each type of resource, but the account itself', () => {
    const listedBy = Object.entries(resourceKinds).map(([type, { listedBy: name }]) => [type, name] as const);
    const names = allCalls.map(callName);
    expect(listedBy.filter(([, name]) => name === undefined || !names.includes(name))).toEqual([
      ['account', undefined],
    ]);
  });

  it('refuses a call that is not in it', () => {
    expect(() => callOf({ service: 'iam', operation: 'DeleteRole' })).toThrow('No scan makes the call iam:DeleteRole.');
  });
});
