import { listingsOf } from './listing.ts';
import type { Service } from './service.ts';

// https://docs.aws.amazon.com/workspaces/latest/api/API_DescribeWorkspaceDirectories.html (Limit)
const pages = { usual: 25, most: 25 };

export const workspaces: Service = {
  scope: 'regional',
  target: 'WorkspacesService',
  timestamps: new Set(['RecoverySnapshotTime']),
  operations: listingsOf(
    'workspaces',
    { pages, pageSize: 'Limit' },
    {
      DescribeWorkspaceDirectories: { match: { DirectoryIds: 'DirectoryId' } },
      DescribeIpGroups: { pageSize: 'MaxResults', match: { GroupIds: 'groupId' } },
      DescribeConnectionAliases: { match: { AliasIds: 'AliasId' } },
      DescribeWorkspaces: { match: { DirectoryId: 'DirectoryId', WorkspaceIds: 'WorkspaceId' } },
    },
  ),
};
