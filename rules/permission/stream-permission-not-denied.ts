import type { Account } from '../../lib/federation/account.ts';
import { liveGrants } from '../../lib/federation/grants.ts';
import { grantPatterns } from '../../lib/federation/resources.ts';
import { bindingOf } from '../../lib/federation/session-binding.ts';
import { services, type StreamRole } from '../../lib/federation/stream-role.ts';
import { parseArn } from '../../lib/model/arn.ts';
import type { Diagnosis } from '../../lib/model/diagnosis.ts';
import { resourcePatternMatches, type NamedDocument } from '../../lib/policy/evaluate.ts';
import { hasWildcard } from '../../lib/policy/wildcard.ts';
import { permissionStep } from '../../lib/path/permission-step.ts';
import { signInPaths } from '../../lib/path/sign-in-paths.ts';
import { isSpecified, targetsOf } from '../../lib/path/targets.ts';
import { evidenceAt, failAs } from '../../lib/rule/diagnosed.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamGuide, iamGuide } from '../../lib/rule/sources.ts';
import { list, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-permission-not-denied',
  title: 'No Deny statement takes a streaming permission back',
  severity: 'high',
  effect: 'locked-out',
  step: 'permission',
  sources: [
    appstreamGuide('Step 3.4'),
    iamGuide('Policy evaluation logic', 'reference_policies_evaluation-logic_policy-eval-denyallow'),
  ],
  statements: ['L7'],
  reads: ['iam:GetAccountAuthorizationDetails', 'workspaces:DescribeWorkspaceDirectories', 'appstream:DescribeStacks'],
  userSees: 'The sign-in succeeds, but the user is not authorized to stream.',
  remediation:
    'Exclude the directory or stack from the Deny statement, or remove it from the statement that allows streaming.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

interface Denied {
  readonly target: string;
  readonly cause: Diagnosis;
}

function judge(role: StreamRole, account: Account): Verdict {
  const documents = need(role.policies) ?? [];
  const all = services
    .filter((service) => role.services.includes(service))
    .flatMap((service) => targetsOf(role, service, account).map((target) => ({ service, target })));
  const denied = all.flatMap(({ service, target }): Denied[] =>
    permissionStep(role, service, target, account)
      .causes.filter(({ cause }) => cause.kind === 'stream-denied-by-statement')
      .map((cause) => ({ target, cause })),
  );
  // What a wildcard covers and a Deny takes back was excluded on purpose, as long as something is left.
  const meant = denied
    .filter(
      ({ target }) => denied.length === all.length || services.some((service) => isSpecified(role, service, target)),
    )
    .filter(({ target }) => !isReportedAsBinding(target, role, account, documents));
  const [first, ...others] = meant;
  if (first === undefined) {
    needTargets(role, account);
    return all.length === 0
      ? notApplicable('The role reaches no directory and no stack.')
      : pass('No Deny statement takes a streaming permission of the role back.');
  }
  const { cause, target } = first;
  const reachedOtherwise = meant.every((one) => isReachedOtherwise(one.target, account));
  return failAs(cause, [evidenceAt(cause.statement?.policy ?? 'Policies', cause.statement, target, 'no Deny')], {
    otherCauses: others.map((one) => one.cause.cause),
    remediation: `In policy ${cause.statement?.policy ?? 'with the Deny statement'} of role ${role.role.name}, exclude ${nameOf(target)} from the Deny statement. If the Deny is meant, remove ${nameOf(target)} from the statement that allows streaming.`,
    ...(reachedOtherwise ? { severity: 'low' as const, effect: 'advice' as const } : {}),
  });
}

/** The statement allows no user their own session anywhere, which stream-permission-bound-to-saml-subject reports. */
const isReportedAsBinding = (
  target: string,
  role: StreamRole,
  account: Account,
  documents: readonly NamedDocument[],
): boolean =>
  liveGrants(role, account, documents).some(
    (grant) =>
      grantPatterns(grant).some((pattern) => resourcePatternMatches(pattern, target) !== false) &&
      bindingOf(grant, role, account, documents, undefined).own === false,
  );

/** A wildcard reaches what is listed, so that has to be known. */
function needTargets(role: StreamRole, account: Account): void {
  for (const { service, statement } of role.grants) {
    const { resources } = statement;
    if (resources?.negated === false && resources.patterns.every((pattern) => !hasWildcard(pattern))) continue;
    for (const region of account.regions) {
      need<unknown>(service === 'workspaces' ? account.directories(region) : account.stacks(region));
    }
  }
}

/** Another role leads users there, so that nobody is locked out. */
const isReachedOtherwise = (target: string, account: Account): boolean =>
  list(signInPaths(account)).some((path) => path.target === target && path.status !== 'blocked');

const nameOf = (arn: string): string => parseArn(arn)?.resource.replace(/^[^/]*\//, '') ?? arn;
