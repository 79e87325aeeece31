import type { Account } from '../../lib/federation/account.ts';
import { coveredResources, grantPatterns } from '../../lib/federation/resources.ts';
import { capitalized, locate, statementName } from '../../lib/federation/statement-words.ts';
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
  title: 'workspaces:Stream permission has no source IP condition',
  severity: 'medium',
  effect: 'at-risk',
  step: 'permission',
  sources: [
    workspacesGuide('Step 3, Important'),
    workspacesPage('IP access control groups', 'amazon-workspaces-ip-access-control-groups'),
  ],
  statements: ['W7'],
  reads: ['iam:GetAccountAuthorizationDetails'],
  userSees: 'Not documented. At most, the sign-in succeeds and the user is not authorized to stream the desktop.',
  remediation:
    'Put the address ranges into an IP access control group of the directory, then remove the source IP condition for workspaces:Stream.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

function judge(role: StreamRole, account: Account): Verdict {
  const granted = role.grants.filter(({ service }) => service === 'workspaces');
  if (granted.length === 0) {
    need(role.policies);
    return notApplicable('The role does not allow workspaces:Stream. AppStream supports source IP conditions.');
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
  const certain = conditions.filter(({ reaches }) => reaches === true).map(({ found }) => found);
  const [first] = certain;
  if (first !== undefined) {
    const { document, statement, condition } = first;
    return fail(
      `${capitalized(statementName(statement))} of policy ${document} uses ${condition.keyAsWritten}, but AWS does not support source IP conditions for workspaces:Stream.`,
      [evidence(first), ...certain.slice(1).map(evidence)],
      {
        cause: {
          kind: 'source-ip-not-supported',
          parameters: { key: condition.keyAsWritten, values: condition.values.join(', ') },
        },
        statement: locate(document, statement, condition),
        remediation: `Put ${condition.values.join(', ')} into an IP access control group of the directory. Then remove ${condition.keyAsWritten} from ${statementName(statement)} of policy ${document}.`,
      },
    );
  }
  need(role.policies);
  need(role.boundary);
  for (const { reaches } of conditions) {
    if (typeof reaches !== 'boolean')
      return unknown(`Cannot determine whether a source IP condition applies: ${reaches.unclear}.`);
  }
  return pass('No statement for workspaces:Stream uses a source IP condition.');
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
  expected: 'no source IP condition',
});
