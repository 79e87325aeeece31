import type { Account } from '../../lib/federation/account.ts';
import { grantLocation, grantPath, liveGrants } from '../../lib/federation/grants.ts';
import { resourceForm } from '../../lib/federation/resource-form.ts';
import { grantPatterns } from '../../lib/federation/resources.ts';
import { resourceKind } from '../../lib/federation/streamable.ts';
import type { StreamGrant, StreamRole } from '../../lib/federation/stream-role.ts';
import { diagnoseTarget } from '../../lib/federation/target-diagnosis.ts';
import type { Diagnosis } from '../../lib/model/diagnosis.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { appstreamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

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
  readonly arn: string;
}

function judge(role: StreamRole, account: Account): Verdict {
  // A policy that cannot be read could hold the Deny that takes a statement back.
  const grants = liveGrants(role, account, need(role.policies) ?? []);
  const entries = grants.flatMap((grant) =>
    grantPatterns(grant).map((pattern) => ({
      grant,
      pattern,
      form: resourceForm(pattern, grant.document.version, grant.service),
    })),
  );
  const named = entries.flatMap(({ grant, pattern, form }): Named[] =>
    // An ARN of another partition is for federation-arn-partition-correct to report.
    form.kind === 'one' && form.arn.partition === account.partition ? [{ grant, arn: pattern }] : [],
  );
  const checked = named.map((one) => ({ ...one, found: diagnoseTarget(role, one.grant.service, one.arn, account) }));
  const faults = checked.flatMap(({ grant, arn, found }) => found.causes.map((cause) => ({ grant, arn, cause })));
  const [first, ...others] = faults;
  if (first !== undefined) return missing(first, others, faults.length === named.length);
  for (const { found } of checked) {
    const [reason] = found.uncertainties;
    if (reason !== undefined) return unknown(`Could not check whether ${resourceName(named)} exists.`, reason.unread);
  }
  const variable = entries.find(({ form }) => form.kind === 'variable');
  if (variable !== undefined) return unknown(`What ${variable.pattern} names depends on who signs in.`);
  if (named.length === 0) return notApplicable('No grant names a single directory or stack.');
  const count = new Set(named.map(({ arn }) => arn)).size;
  return pass(count === 1 ? 'The one resource that is named exists.' : `All ${count} resources that are named exist.`);
}

interface Fault {
  readonly grant: StreamGrant;
  readonly arn: string;
  readonly cause: Diagnosis;
}

/** `all`: nothing that the role specifies exists, so that its users can stream nothing. */
function missing(first: Fault, others: readonly Fault[], all: boolean): Verdict {
  const evidence = ({ grant, arn, cause: { suggestion } }: Fault): Evidence => ({
    path: grantPath(grant, 'Resource'),
    actual: arn,
    expected: suggestion ?? `a ${resourceKind[grant.service]} that exists`,
  });
  const { cause, message, userSees, suggestion } = first.cause;
  const more =
    others.length === 0
      ? ''
      : ` ${others.length} more ${others.length === 1 ? 'ARN does' : 'ARNs do'} not exist either.`;
  return fail(`${message}${more}`, [evidence(first), ...others.map(evidence)], {
    cause,
    otherCauses: others.map((fault) => fault.cause.cause),
    effect: all ? 'locked-out' : 'at-risk',
    statement: grantLocation(first.grant, 'Resource'),
    ...(userSees === undefined ? {} : { userSees }),
    ...(suggestion === undefined
      ? {}
      : {
          suggestion,
          remediation: `In policy ${first.grant.policy.name}, replace ${first.arn} with ${suggestion}.`,
        }),
  });
}

const resourceName = (named: readonly Named[]): string =>
  named.length === 1 ? (named[0]?.arn ?? '') : `each of ${named.length} directories and stacks`;
