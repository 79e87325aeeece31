import { parsePolicy, type PolicyDocument } from '../../lib/policy/document.ts';
import { evaluate, type Decision } from '../../lib/policy/evaluate.ts';
import type { Phase } from '../../lib/policy/keys.ts';
import type { Context } from '../../lib/policy/request.ts';

export const provider = 'arn:aws:iam::111122223333:saml-provider/ExampleIdP';
export const directory = 'arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4';

export function parsed(json: unknown): PolicyDocument {
  const result = parsePolicy(json);
  if (!result.ok) throw new Error(result.problem);
  return result.document;
}

export const contextOf = (values: Readonly<Record<string, string | readonly string[]>>): Context =>
  new Map(
    Object.entries(values).map(([key, value]) => [key.toLowerCase(), typeof value === 'string' ? [value] : value]),
  );

/** What a trust policy (or, in the `stream` phase, an identity policy) says to one request. */
export function decide(
  json: unknown,
  context: Readonly<Record<string, string | readonly string[]>> = {},
  {
    phase = 'assume',
    action = phase === 'assume' ? 'sts:AssumeRoleWithSAML' : 'workspaces:Stream',
    principal = provider,
    resource = directory,
  }: { phase?: Phase; action?: string; principal?: string; resource?: string } = {},
): Decision {
  return evaluate([{ name: 'policy', document: parsed(json) }], {
    phase,
    action,
    ...(phase === 'assume' ? { federatedPrincipal: principal } : { resource }),
    context: contextOf(context),
  });
}

/** `allowed`, `denied`, `not-allowed`, or the reason why it cannot be told. */
export const outcome = (decision: Decision): string =>
  decision.effect === 'unclear' ? `unclear: ${decision.reason}` : decision.effect;

export const trust = (condition: unknown, more: Readonly<Record<string, unknown>> = {}) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: provider },
      Action: 'sts:AssumeRoleWithSAML',
      Condition: condition,
      ...more,
    },
  ],
});

export const permission = (condition: unknown, more: Readonly<Record<string, unknown>> = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'workspaces:Stream', Resource: directory, Condition: condition, ...more }],
});
