import type { Account } from '../../lib/federation/account.ts';
import { grantPath, liveGrants } from '../../lib/federation/grants.ts';
import { describeGrant } from '../../lib/federation/permission.ts';
import { resourceForm } from '../../lib/federation/resource-form.ts';
import { grantPatterns, resourceKind } from '../../lib/federation/resources.ts';
import type { Service, StreamGrant, StreamRole } from '../../lib/federation/stream-role.ts';
import type { Arn } from '../../lib/model/arn.ts';
import { absent, known, mapFact, type Fact } from '../../lib/model/fact.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, list, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-permission-resource-exists',
  title: 'Directories and stacks that a streaming permission names exist',
  severity: 'medium',
  effect: 'at-risk',
  step: 'permission',
  sources: [workspacesGuide('Step 3.3'), appstreamGuide('Prerequisites and Step 3.3')],
  statements: ['W4', 'L1'],
  reads: ['iam:GetAccountAuthorizationDetails', 'workspaces:DescribeWorkspaceDirectories', 'appstream:DescribeStacks'],
  userSees: 'Signing in works; starting the session ends with "not authorized".',
  remediation: 'Correct the ARN in the policy, or remove it when the directory or stack is gone for good.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

interface Named {
  readonly grant: StreamGrant;
  readonly pattern: string;
  readonly arn: Arn;
  readonly name: string;
}

function judge(role: StreamRole, account: Account): Verdict {
  // A policy that cannot be read may hold the Deny that takes a grant back.
  const grants = liveGrants(role, account, need(role.policies) ?? []);
  const entries = grants.flatMap((grant) =>
    grantPatterns(grant).map((pattern) => ({
      grant,
      pattern,
      form: resourceForm(pattern, grant.document.version, grant.service),
    })),
  );
  const named = entries.flatMap(({ grant, pattern, form }): Named[] =>
    form.kind === 'one' ? [{ grant, pattern, arn: form.arn, name: form.name }] : [],
  );
  const looked = named.map((one) => ({ ...one, problem: problemOf(one, account) }));
  const missing = looked.flatMap(({ grant, pattern, problem }) =>
    problem.state === 'known' ? [{ grant, pattern, problem: problem.value }] : [],
  );
  const [first, ...others] = missing.map(({ grant, pattern, problem }): Evidence => ({
    path: grantPath(grant, 'Resource'),
    actual: pattern,
    expected: `a ${resourceKind[grant.service]} that exists (${problem})`,
  }));
  if (first !== undefined) {
    const said = missing.map(({ grant, pattern, problem }) => `${pattern} (${describeGrant(grant)}): ${problem}`);
    return fail(`Streaming is granted on what is not there. ${said.join('; ')}.`, [first, ...others]);
  }
  for (const { problem } of looked) need(problem);
  const variable = entries.find(({ form }) => form.kind === 'variable');
  if (variable !== undefined) return unknown(`What ${variable.pattern} names depends on who signs in.`);
  if (named.length === 0) return notApplicable('No grant names a single directory or stack.');
  const count = new Set(named.map(({ pattern }) => pattern)).size;
  return pass(count === 1 ? 'The one resource that is named exists.' : `All ${count} resources that are named exist.`);
}

/** Why the ARN names nothing in this account; absent: it names something. */
function problemOf({ grant: { service }, pattern, arn, name }: Named, account: Account): Fact<string> {
  if (arn.partition !== account.partition)
    return known(`it names partition ${arn.partition}, but this account is in ${account.partition}`);
  if (arn.account !== account.id) return known(`it names account ${arn.account}, but this is account ${account.id}`);
  const here = itemsOf(service, arn.region, account);
  if (here.state === 'unreadable') return here;
  const items = list(here);
  if (items.some((item) => item.arn === pattern)) return absent();
  const alike = items.find((item) => item.name.toLowerCase() === name.toLowerCase());
  if (alike !== undefined) return known(`the ${resourceKind[service]} is called ${alike.name}, and letter case counts`);
  const elsewhere = account.regions.find((region) => {
    const there = itemsOf(service, region, account);
    return there.state === 'known' && there.value.some((item) => item.name === name);
  });
  return known(
    elsewhere === undefined
      ? `${arn.region} has no ${resourceKind[service]} ${name}`
      : `${resourceKind[service]} ${name} is in ${elsewhere}, not in ${arn.region}`,
  );
}

interface Item {
  readonly arn: string;
  readonly name: string;
}

const itemsOf = (service: Service, region: string, account: Account): Fact<readonly Item[]> =>
  service === 'workspaces'
    ? mapFact(account.directories(region), (directories) => directories.map(({ arn, id }) => ({ arn, name: id })))
    : account.stacks(region);
