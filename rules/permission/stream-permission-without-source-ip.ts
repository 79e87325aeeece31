import type { Account } from '../../lib/federation/account.ts';
import { coveredResources, grantPatterns } from '../../lib/federation/resources.ts';
import { streamAction, type StreamRole } from '../../lib/federation/stream-role.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import type { Condition, Statement } from '../../lib/policy/document.ts';
import { actionMatches, resourcePatternMatches, type NamedDocument } from '../../lib/policy/evaluate.ts';
import { not, some, type Truth } from '../../lib/policy/truth.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { workspacesGuide, workspacesPage } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-permission-without-source-ip',
  title: 'Permission to stream a WorkSpace has no condition on the source IP address',
  severity: 'medium',
  effect: 'locked-out',
  step: 'permission',
  sources: [
    workspacesGuide('Step 3, Important'),
    workspacesPage('IP access control groups', 'amazon-workspaces-ip-access-control-groups'),
  ],
  statements: ['W7'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  userSees: 'Nothing, or "not authorized" when the session starts, wherever the user is.',
  remediation:
    'Remove the source-IP condition for workspaces:Stream, and put the address ranges into an IP access control group of the directory.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

function judge(role: StreamRole, account: Account): Verdict {
  const granted = role.grants.filter(({ service }) => service === 'workspaces');
  if (granted.length === 0) {
    need(role.policies);
    return notApplicable('This role does not stream WorkSpaces; AppStream supports source-IP conditions.');
  }
  const ofGrants = granted.map(({ policy, document, statement }) => ({
    name: policy.name,
    document: { ...document, statements: [statement] },
  }));
  const policies = role.policies.state === 'known' ? role.policies.value : ofGrants;
  const documents = role.boundary.state === 'known' ? [...policies, role.boundary.value] : policies;
  const resources = granted.flatMap((grant) =>
    grantPatterns(grant).flatMap(
      (pattern) => coveredResources(account, 'workspaces', pattern, grant.document.version, documents).resources,
    ),
  );
  const conditions = sourceIpConditions(documents).map((found) => ({
    found,
    reaches: reaches(found.statement, resources),
  }));
  // A condition that is there is there, whatever else could not be read.
  const [first, ...others] = conditions.filter(({ reaches }) => reaches === true).map(({ found }) => evidence(found));
  if (first !== undefined) {
    const where = [first, ...others].map(({ path }) => path).join(', ');
    return fail(`WorkSpaces does not support source-IP conditions, but workspaces:Stream depends on one: ${where}.`, [
      first,
      ...others,
    ]);
  }
  need(role.policies);
  need(role.boundary);
  for (const { reaches } of conditions) {
    if (typeof reaches !== 'boolean')
      return unknown(`Whether a source-IP condition applies cannot be told: ${reaches.unclear}.`);
  }
  return pass('No statement about workspaces:Stream looks at the source IP address.');
}

interface Found {
  readonly document: string;
  readonly statement: Statement;
  readonly condition: Condition;
}

const sourceIpKeys = ['aws:sourceip', 'aws:vpcsourceip'];

/** Allow and Deny alike: both make the session depend on the address. */
const sourceIpConditions = (documents: readonly NamedDocument[]): readonly Found[] =>
  documents.flatMap(({ name, document: { statements } }) =>
    statements
      .filter((statement) => actionMatches(statement, streamAction('workspaces')))
      .flatMap((statement) =>
        statement.conditions
          .filter(({ key }) => sourceIpKeys.includes(key))
          .map((condition) => ({ document: name, statement, condition })),
      ),
  );

function reaches({ resources }: Statement, arns: readonly string[]): Truth {
  if (resources === undefined) return true;
  return some(arns, (arn) => {
    const named = some(resources.patterns, (pattern) => resourcePatternMatches(pattern, arn));
    return resources.negated ? not(named) : named;
  });
}

const evidence = ({ document, statement, condition }: Found): Evidence => ({
  path: `${document}.Statement[${statement.index}].Condition.${condition.operator.asWritten}.${condition.keyAsWritten}`,
  actual: condition.values.join(', '),
  expected: 'no source-IP condition',
});
