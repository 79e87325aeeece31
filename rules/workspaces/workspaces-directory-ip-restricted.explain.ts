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
      { name: 'a group with the addresses of the offices', given: { directories: [{ id }] } },
      {
        name: 'sessions are streamed through a VPC endpoint only',
        given: {
          directories: [
            { id, ipGroupIds: [], streamingEndpoint: { vpcEndpointIds: ['vpce-0example1'], internetFallback: [] } },
          ],
        },
      },
    ],
    fail: [
      { name: 'no group', given: { directories: [{ id, ipGroupIds: [] }] } },
      {
        name: 'a group that lets everybody in',
        given: {
          directories: [{ id }],
          ipGroups: [{ id: 'wsipg-0example1', rules: ['192.0.2.0/24', '0.0.0.0/0'] }],
        },
      },
      {
        name: 'two groups that cover half of all addresses each',
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
        given: {
          directories: [{ id, streamingEndpoint: { vpcEndpointIds: ['vpce-0example1'], internetFallback: ['PCOIP'] } }],
        },
      },
    ],
    notApplicable: [
      { name: 'SAML is off', given: { directories: [{ id, ipGroupIds: [], saml: { status: 'DISABLED' } }] } },
      {
        name: 'a Pools directory',
        given: { directories: [{ id: 'wsd-4k7m2x9qp', workspaceType: 'POOLS', ipGroupIds: [] }] },
      },
    ],
    unknown: [
      {
        name: 'the groups could not be read',
        given: { directories: [{ id }], unread: ['workspaces:DescribeIpGroups'] },
      },
      { name: 'a group that AWS did not list', given: { directories: [{ id }], ipGroups: [] } },
      {
        name: 'a rule that is not an address range',
        given: { directories: [{ id }], ipGroups: [{ id: 'wsipg-0example1', rules: ['the office'] }] },
      },
    ],
  },
});
