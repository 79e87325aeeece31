import { defineExplanation } from '../../lib/explain/explanation.ts';

const id = 'd-906731a2b4';

export default defineExplanation({
  rationale:
    'IAM source-IP conditions do not work for workspaces:Stream, so IP access control groups are what keeps a stolen session ' +
    'or password from being used anywhere. Without a group, or with rules that together cover every address, desktops can be ' +
    "reached from everywhere. The identity provider's own network policy, where it has one, cannot be seen from AWS.",
  cli: 'aws workspaces create-ip-group --group-name offices --user-rules ipRule=203.0.113.0/26\naws workspaces associate-ip-groups --directory-id DIRECTORY_ID --group-ids GROUP_ID',
  console:
    'WorkSpaces → IP access controls → Create IP group; then Directories → the directory → IP access control groups → Edit.',
  examples: {
    pass: [
      {
        name: 'a group with the addresses of the offices',
        says: 'Users connect from the addresses of wsipg-0example1 only.',
        given: { directories: [{ id }] },
      },
      {
        name: 'sessions are streamed through a VPC endpoint only',
        says: 'Sessions are streamed only through VPC endpoint vpce-0example1.',
        given: {
          directories: [
            { id, ipGroupIds: [], streamingEndpoint: { vpcEndpointIds: ['vpce-0example1'], internetFallback: [] } },
          ],
        },
      },
    ],
    fail: [
      {
        name: 'no group',
        severity: 'medium',
        says: 'No IP access control group is associated, so the default group counts, which lets users connect from every address.',
        given: { directories: [{ id, ipGroupIds: [] }] },
      },
      {
        name: 'a group that lets everybody in',
        severity: 'medium',
        says: 'The rules of wsipg-0example1 cover every address, which is as good as no group.',
        given: {
          directories: [{ id }],
          ipGroups: [{ id: 'wsipg-0example1', rules: ['192.0.2.0/24', '0.0.0.0/0'] }],
        },
      },
      {
        name: 'two groups that cover half of all addresses each',
        severity: 'medium',
        says: 'The rules of wsipg-0example1, wsipg-0example2 cover every address, which is as good as no group.',
        given: {
          directories: [{ id, ipGroupIds: ['wsipg-0example1', 'wsipg-0example2'] }],
          ipGroups: [
            { id: 'wsipg-0example1', rules: ['0.0.0.0/1'] },
            { id: 'wsipg-0example2', rules: ['128.0.0.0/1'] },
          ],
        },
      },
      {
        name: 'PCoIP goes round the VPC endpoint, where groups do not count',
        severity: 'medium',
        says: 'With VPC endpoint vpce-0example1, IP access control groups no longer count, yet PCOIP may still be streamed over the internet: from every address.',
        given: {
          directories: [{ id, streamingEndpoint: { vpcEndpointIds: ['vpce-0example1'], internetFallback: ['PCOIP'] } }],
        },
      },
    ],
    notApplicable: [
      {
        name: 'SAML is off',
        says: 'SAML authentication is disabled in this directory.',
        given: { directories: [{ id, ipGroupIds: [], saml: { status: 'DISABLED' } }] },
      },
      {
        name: 'a Pools directory',
        says: 'This is a WorkSpaces Pools directory.',
        given: { directories: [{ id: 'wsd-4k7m2x9qp', workspaceType: 'POOLS', ipGroupIds: [] }] },
      },
    ],
    unknown: [
      {
        name: 'the groups could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call workspaces:DescribeIpGroups.',
        given: { directories: [{ id }], unread: ['workspaces:DescribeIpGroups'] },
      },
      {
        name: 'a group that AWS did not list',
        says: 'Group wsipg-0example1 is associated, but AWS did not list it.',
        given: { directories: [{ id }], ipGroups: [] },
      },
      {
        name: 'a rule that is not an address range',
        says: '"the office" (wsipg-0example1.userRules.ipRule) is not an address range.',
        given: { directories: [{ id }], ipGroups: [{ id: 'wsipg-0example1', rules: ['the office'] }] },
      },
    ],
  },
});
