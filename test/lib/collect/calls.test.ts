import { describe, expect, it } from 'vitest';
import { type Call, callOf, calls, requiredActions } from '../../../lib/collect/calls.ts';

describe('the table of calls', () => {
  it('names commands as the AWS CLI does', () => {
    for (const { operation, command } of Object.values<Call>(calls)) {
      const words = operation.replaceAll(/([a-z])([A-Z])/g, '$1-$2').replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1-$2');
      expect(command).toBe(words.toLowerCase());
    }
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
    ]);
  });

  it('refuses a call that is not in it', () => {
    expect(() => callOf({ service: 'iam', operation: 'DeleteRole', region: 'global' })).toThrow(
      'No scan makes the call iam:DeleteRole.',
    );
  });
});
