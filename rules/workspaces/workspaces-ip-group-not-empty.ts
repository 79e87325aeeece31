import type { Account } from '../../lib/federation/account.ts';
import type { Directory, IpGroup } from '../../lib/model/snapshot.ts';
import { isPool, moving } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesPage } from '../../lib/rule/sources.ts';
import { fail, list, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

const id = 'd-906731a2b4';
const empty = [{ id: 'wsipg-0example1', rules: [] }];

export default defineRule({
  id: 'workspaces-ip-group-not-empty',
  title: 'IP access control group that a directory uses has rules',
  severity: 'high',
  rationale:
    'A group without rules, associated with a directory, blocks all access to all of its WorkSpaces: users sign in at the ' +
    'identity provider and are refused at the desktop, wherever they are. AWS says so of personal directories; for Pools, ' +
    'and where another group has rules, it says nothing, and the finding is medium.',
  sources: [workspacesPage('IP access control groups', 'amazon-workspaces-ip-access-control-groups')],
  statements: ['X2'],
  reads: ['workspaces:DescribeIpGroups', 'workspaces:DescribeWorkspaceDirectories'],
  userSees: 'The sign-in at the identity provider succeeds, and the connection to the desktop is refused.',
  remediation: {
    summary: 'Add the public addresses of your networks to the group, or disassociate it from the directory.',
    cli: 'aws workspaces authorize-ip-rules --group-id GROUP_ID --user-rules ipRule=203.0.113.0/26\naws workspaces disassociate-ip-groups --directory-id DIRECTORY_ID --group-ids GROUP_ID',
    console: 'WorkSpaces → IP access controls → the group → Edit → Add rule.',
  },
  evaluate: { 'workspaces.ip-group': judge },
  examples: {
    pass: [{ name: 'a group with rules', given: { directories: [{ id }] } }],
    fail: [
      { name: 'the only group of a directory has no rules', given: { directories: [{ id }], ipGroups: empty } },
      {
        name: 'the directory has another group too',
        given: {
          directories: [{ id, ipGroupIds: ['wsipg-0example1', 'wsipg-0example2'] }],
          ipGroups: [...empty, { id: 'wsipg-0example2' }],
        },
      },
      {
        name: 'the directory is one of Pools',
        given: { directories: [{ id: 'wsd-4k7m2x9qp', workspaceType: 'POOLS' }], ipGroups: empty },
      },
    ],
    notApplicable: [
      { name: 'no directory uses the group', given: { directories: [{ id, ipGroupIds: [] }], ipGroups: empty } },
      {
        name: 'the directory streams through a VPC endpoint, where groups do not count',
        given: {
          directories: [{ id, streamingEndpoint: { vpcEndpointIds: ['vpce-0example1'], internetFallback: [] } }],
          ipGroups: empty,
        },
      },
    ],
    unknown: [
      {
        name: 'which directories use the group could not be read',
        given: { directories: [{ id }], ipGroups: empty, unread: ['workspaces:DescribeWorkspaceDirectories'] },
      },
    ],
  },
});

function judge(group: IpGroup, account: Account): Verdict {
  const { length } = group.rules;
  if (length > 0) {
    return pass(`The group has ${length} ${length === 1 ? 'rule' : 'rules'}.`, {
      path: 'userRules',
      actual: group.rules.join(', '),
    });
  }
  const blocked = list(account.directories(group.region)).filter((directory) => counts(group, directory));
  if (blocked.length === 0) return notApplicable('No directory depends on this group.');
  const ids = blocked.map((directory) => directory.id).join(', ');
  const evidence = [{ path: 'userRules', actual: 'none', expected: 'at least one rule' }] as const;
  if (blocked.some((directory) => directory.ipGroupIds.length === 1 && !isPool(directory))) {
    return fail(`The group has no rules, which blocks all access to the WorkSpaces of ${ids}.`, evidence);
  }
  // The documentation says it of personal directories, and not whether the rules of another group still count.
  return fail(
    `The group has no rules. AWS documents that this blocks all access, though not for Pools directories or beside other groups, as here (${ids}).`,
    evidence,
    { severity: 'medium' },
  );
}

const counts = (group: IpGroup, directory: Directory): boolean =>
  directory.ipGroupIds.includes(group.id) &&
  directory.streamingEndpoint === undefined &&
  moving(directory) === undefined;
