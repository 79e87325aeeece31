import type { Account } from '../../lib/federation/account.ts';
import type { Directory, IpGroup } from '../../lib/model/snapshot.ts';
import { isPool } from '../../lib/model/directory-kind.ts';
import { registered } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { within } from '../../lib/rule/scope.ts';
import { workspacesPage } from '../../lib/rule/sources.ts';
import { fail, list, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'workspaces-ip-group-not-empty',
  title: 'IP access control group that a directory uses has rules',
  severity: 'high',
  effect: 'locked-out',
  sources: [workspacesPage('IP access control groups', 'amazon-workspaces-ip-access-control-groups')],
  statements: ['X2'],
  reads: ['workspaces:DescribeIpGroups', 'workspaces:DescribeWorkspaceDirectories'],
  userSees: 'The sign-in at the identity provider succeeds, and the connection to the desktop is refused.',
  remediation: 'Add the public addresses of your networks to the group, or disassociate it from the directory.',
  evaluate: { 'workspaces.ip-group': { scope: [], judge } },
});

function judge(group: IpGroup, account: Account): Verdict {
  const { length } = group.rules;
  if (length > 0) {
    return pass(`The group has ${length} ${length === 1 ? 'rule' : 'rules'}.`, {
      path: 'userRules',
      actual: group.rules.join(', '),
    });
  }
  const dependent = list(account.directories(group.region)).filter((directory) => counts(group, directory));
  const { inside: blocked, doubt } = within([registered], dependent);
  if (blocked.length === 0) return doubt ?? notApplicable('No directory depends on this group.');
  const ids = blocked.map((directory) => directory.id).join(', ');
  const cause = { kind: 'ip-group-without-rules', parameters: {} };
  const remediation = `Add the public addresses of your networks to ${group.id} in ${group.region}, or disassociate it from ${ids}.`;
  const evidence = [{ path: 'userRules', actual: 'none', expected: 'at least one rule' }] as const;
  if (blocked.some((directory) => directory.ipGroupIds.length === 1 && !isPool(directory))) {
    return fail(
      `IP access control group ${group.id} has no rules, which blocks all access to the WorkSpaces of ${ids}.`,
      evidence,
      {
        cause,
        remediation,
      },
    );
  }
  // The documentation says it of personal directories, and not whether the rules of another group still count.
  return fail(
    `IP access control group ${group.id} has no rules. AWS documents that this blocks all access, but not for WorkSpaces Pools or together with other groups, as here (${ids}).`,
    evidence,
    { severity: 'medium', effect: 'at-risk', cause, remediation },
  );
}

const counts = (group: IpGroup, directory: Directory): boolean =>
  directory.ipGroupIds.includes(group.id) && directory.streamingEndpoint === undefined;
