import { parseArn } from '../lib/model/arn.ts';
import { parsePolicy, type PolicyDocument, type Principals, type Statement } from '../lib/policy/document.ts';
import { evaluate } from '../lib/policy/evaluate.ts';

/** Who asks to assume a role, and with what. */
export interface AssumeRoleRequest {
  /** ARN of the user or role. */
  readonly principal: string;
  readonly organizationId?: string;
  readonly externalId?: string;
}

/**
 * Whether a trust policy allows `sts:AssumeRole`, decided by the evaluator of the product. That one knows SAML sign-ins
 * and sessions, so two things are put into its words first: statements whose Principal is somebody else are left out,
 * and the two condition keys that only AssumeRole has become tags, which are single texts as they are.
 * @throws {Error} for a policy that the evaluator cannot decide: a guess would prove nothing.
 */
export function mayAssume(trust: unknown, request: AssumeRoleRequest): boolean {
  const parsed = parsePolicy(trust);
  if (!parsed.ok) throw new Error('The trust policy of the export cannot be read');
  const { principal, organizationId, externalId } = request;
  const account = parseArn(principal)?.account ?? '';
  const context = new Map<string, readonly string[]>([
    ['aws:principalarn', [principal]],
    ['aws:principalaccount', [account]],
    ...(organizationId === undefined ? [] : [[tags['aws:principalorgid'], [organizationId]] as const]),
    ...(externalId === undefined ? [] : [[tags['sts:externalid'], [externalId]] as const]),
  ]);
  const document: PolicyDocument = {
    ...parsed.document,
    statements: parsed.document.statements
      .filter(({ principal: named }) => named !== undefined && includes(named, principal, account))
      .map(inItsWords),
  };
  const decision = evaluate([{ name: 'trust policy', document }], {
    phase: 'stream',
    action: 'sts:AssumeRole',
    federatedPrincipal: '*',
    context,
  });
  if (decision.effect === 'unclear')
    throw new Error(`The trust policy of the export cannot be decided: ${decision.reason}`);
  return decision.effect === 'allowed';
}

const tags = {
  'aws:principalorgid': 'aws:principaltag/organization-id',
  'sts:externalid': 'aws:principaltag/external-id',
} as const;

/** An account in a Principal stands for everybody in it. */
function includes({ negated, everyone, aws }: Principals, principal: string, account: string): boolean {
  const named =
    everyone ||
    aws.some(
      (name) => name === '*' || name === principal || name === account || name.endsWith(`:iam::${account}:root`),
    );
  return negated ? !named : named;
}

const inItsWords = (statement: Statement): Statement => ({
  ...statement,
  principal: { negated: false, everyone: true, aws: [], federated: [], service: [], canonicalUser: [] },
  conditions: statement.conditions.map((condition) => ({
    ...condition,
    key: Object.entries(tags).find(([key]) => key === condition.key)?.[1] ?? condition.key,
  })),
});
