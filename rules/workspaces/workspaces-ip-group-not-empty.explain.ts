import { defineExplanation } from '../../lib/explain/explanation.ts';

const id = 'd-906731a2b4';

const empty = [{ id: 'wsipg-0example1', rules: [] }];

export default defineExplanation({
  rationale:
    'A group without rules, associated with a directory, blocks all access to all of its WorkSpaces: users sign in at the ' +
    'identity provider and are refused at the desktop, wherever they are. AWS says so of personal directories; for Pools, ' +
    'and where another group has rules, it says nothing, and the finding is medium.',
  cli: 'aws workspaces authorize-ip-rules --group-id GROUP_ID --user-rules ipRule=203.0.113.0/26\naws workspaces disassociate-ip-groups --directory-id DIRECTORY_ID --group-ids GROUP_ID',
  console: 'WorkSpaces → IP access controls → the group → Edit → Add rule.',
  examples: {
    pass: [{ name: 'a group with rules', says: 'The group has 1 rule.', given: { directories: [{ id }] } }],
    fail: [
      {
        name: 'the only group of a directory has no rules',
        severity: 'high',
        says: 'IP access control group wsipg-0example1 has no rules, which blocks all access to the WorkSpaces of d-906731a2b4.',
        given: { directories: [{ id }], ipGroups: empty },
      },
      {
        name: 'the directory has another group too',
        severity: 'medium',
        says: 'IP access control group wsipg-0example1 has no rules. AWS documents that this blocks all access, but not for WorkSpaces Pools or together with other groups, as here (d-906731a2b4).',
        given: {
          directories: [{ id, ipGroupIds: ['wsipg-0example1', 'wsipg-0example2'] }],
          ipGroups: [...empty, { id: 'wsipg-0example2' }],
        },
      },
      {
        name: 'the directory is one of Pools',
        severity: 'medium',
        says: 'IP access control group wsipg-0example1 has no rules. AWS documents that this blocks all access, but not for WorkSpaces Pools or together with other groups, as here (wsd-4k7m2x9qp).',
        given: { directories: [{ id: 'wsd-4k7m2x9qp', workspaceType: 'POOLS' }], ipGroups: empty },
      },
    ],
    notApplicable: [
      {
        name: 'no directory uses the group',
        says: 'No directory depends on this group.',
        given: { directories: [{ id, ipGroupIds: [] }], ipGroups: empty },
      },
      {
        name: 'the directory streams through a VPC endpoint, where groups do not count',
        says: 'No directory depends on this group.',
        given: {
          directories: [{ id, streamingEndpoint: { vpcEndpointIds: ['vpce-0example1'], internetFallback: [] } }],
          ipGroups: empty,
        },
      },
    ],
    unknown: [
      {
        name: 'which directories use the group could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call workspaces:DescribeWorkspaceDirectories.',
        given: { directories: [{ id }], ipGroups: empty, unread: ['workspaces:DescribeWorkspaceDirectories'] },
      },
    ],
  },
});
