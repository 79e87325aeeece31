import { listing } from './listing.ts';
import type { Service } from './service.ts';

// https://docs.aws.amazon.com/workspaces/latest/api/API_DescribeWorkspaceDirectories.html (Limit)
const pages = { usual: 25, most: 25 };

export const workspaces: Service = {
  scope: 'regional',
  target: 'WorkspacesService',
  timestamps: new Set(['RecoverySnapshotTime']),
  operations: {
    DescribeWorkspaceDirectories: listing({
      file: 'workspaces.describe-workspace-directories',
      list: 'Directories',
      pages,
      pageSize: 'Limit',
      match: { DirectoryIds: 'DirectoryId' },
    }),
    DescribeIpGroups: listing({
      file: 'workspaces.describe-ip-groups',
      list: 'Result',
      pages,
      pageSize: 'MaxResults',
      match: { GroupIds: 'groupId' },
    }),
    DescribeConnectionAliases: listing({
      file: 'workspaces.describe-connection-aliases',
      list: 'ConnectionAliases',
      pages,
      pageSize: 'Limit',
      match: { AliasIds: 'AliasId' },
    }),
    DescribeWorkspaces: listing({
      file: 'workspaces.describe-workspaces',
      list: 'Workspaces',
      pages,
      pageSize: 'Limit',
      match: { DirectoryId: 'DirectoryId', WorkspaceIds: 'WorkspaceId' },
    }),
  },
};
