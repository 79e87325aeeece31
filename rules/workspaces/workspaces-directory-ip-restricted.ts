import type { Account } from '../../lib/federation/account.ts';
import { absent } from '../../lib/model/fact.ts';
import type { Directory } from '../../lib/model/snapshot.ts';
import { coverEverything, parseCidr } from '../../lib/policy/network.ts';
import { personal, samlDirectories } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide, workspacesPage } from '../../lib/rule/sources.ts';
import { fail, list, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'workspaces-directory-ip-restricted',
  title: 'WorkSpaces directory admits connections from trusted networks only',
  severity: 'medium',
  effect: 'advice',
  sources: [
    workspacesGuide('Step 3, Important'),
    workspacesPage('IP access control groups', 'amazon-workspaces-ip-access-control-groups'),
    workspacesPage('Stream from interface VPC endpoints', 'creating-streaming-vpc-endpoints'),
  ],
  statements: ['W8'],
  reads: ['workspaces:DescribeWorkspaceDirectories', 'workspaces:DescribeIpGroups'],
  remediation:
    'Associate an IP access control group that holds only the public addresses of your networks, and take groups with 0.0.0.0/0 away.',
  evaluate: { 'workspaces.directory': { scope: [...samlDirectories, personal], judge } },
});

function judge(directory: Directory, account: Account): Verdict {
  if (directory.streamingEndpoint !== undefined) return judgeEndpoint(directory.streamingEndpoint);
  if (directory.ipGroupIds.length === 0) {
    return fail(
      'No IP access control group is associated, so the default group counts, which lets users connect from every address.',
      [{ path: 'ipGroupIds', actual: 'none', expected: 'at least one group' }],
      { cause: { kind: 'no-ip-group', parameters: {} }, remediation: restrict(directory) },
    );
  }
  return judgeGroups(directory, account);
}

function judgeEndpoint(endpoint: NonNullable<Directory['streamingEndpoint']>): Verdict {
  const fallback = endpoint.internetFallback.join(', ');
  const seen = {
    path: 'WorkspaceAccessProperties.AccessEndpointConfig.InternetFallbackProtocols',
    actual: fallback === '' ? 'none' : fallback,
    expected: 'none',
  };
  const endpoints = endpoint.vpcEndpointIds.join(', ');
  if (fallback === '') return pass(`Sessions are streamed only through VPC endpoint ${endpoints}.`, seen);
  return fail(
    `With VPC endpoint ${endpoints}, IP access control groups no longer count, yet ${fallback} may still be streamed over the internet: from every address.`,
    [seen],
    { remediation: 'Do not allow PCoIP WorkSpaces to stream from the internet, or do without the VPC endpoint.' },
  );
}

function judgeGroups(directory: Directory, account: Account): Verdict {
  const all = list(account.snapshot.byRegion[directory.region]?.ipGroups ?? absent());
  const groups = all.filter((group) => directory.ipGroupIds.includes(group.id));
  const names = groups.map((group) => group.id).join(', ');
  const rules = groups.flatMap((group) =>
    group.rules.map((rule) => ({
      range: parseCidr(rule),
      seen: { path: `${group.id}.userRules.ipRule`, actual: rule },
    })),
  );
  const seen = rules.map((rule) => rule.seen);
  const [first, ...others] = seen;
  if (first !== undefined && coverEverything(rules.flatMap(({ range }) => range ?? []))) {
    return fail(`The rules of ${names} cover every address, which is as good as no group.`, [first, ...others], {
      cause: { kind: 'ip-groups-cover-everything', parameters: { groups: names } },
      remediation: restrict(directory),
    });
  }
  const missing = directory.ipGroupIds.find((groupId) => groups.every((group) => group.id !== groupId));
  if (missing !== undefined) return unknown(`Group ${missing} is associated, but AWS did not list it.`);
  const strange = rules.find(({ range }) => range === undefined);
  if (strange !== undefined) return unknown(`"${strange.seen.actual}" (${strange.seen.path}) is not an address range.`);
  return pass(`Users connect from the addresses of ${names} only.`, ...seen);
}

const restrict = ({ id, region }: Directory): string =>
  `Associate an IP access control group with directory ${id} in ${region} that holds only the public addresses of your networks, and remove groups with 0.0.0.0/0.`;
