import type { Account } from '../../lib/federation/account.ts';
import { diagnoseProvider } from '../../lib/federation/provider-diagnosis.ts';
import { capitalized, locate, nameOf, statementName, trustPolicyName } from '../../lib/federation/statement-words.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { samlStatements } from '../../lib/federation/trust.ts';
import type { Diagnosis } from '../../lib/model/diagnosis.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import type { PolicyDocument, Statement } from '../../lib/policy/document.ts';
import { userSees } from '../../lib/saml/sign-in-errors.ts';
import { failAs } from '../../lib/rule/diagnosed.ts';
import { streaming, withTrust } from '../../lib/rule/role-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, pass, unread, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'stream-role-trusts-existing-provider',
  title: 'Streaming role trusts existing SAML providers of its account by their exact ARN',
  severity: 'high',
  effect: 'locked-out',
  sources: [
    workspacesGuide('Step 2.4 and 2.14'),
    appstreamGuide('Step 2.4 and 2.14'),
    iamGuide('AWS JSON policy elements: Principal', 'reference_policies_elements_principal'),
  ],
  statements: ['R2', 'A5'],
  reads: ['iam:GetAccountAuthorizationDetails', 'iam:ListSAMLProviders'],
  userSees: userSees('provider-missing'),
  remediation:
    'Use the ARN of an existing SAML provider of this account as the federated principal, or create the provider from the metadata of the identity provider.',
  evaluate: {
    'iam.role': {
      scope: [streaming],
      judge: (role, account) => withTrust(role, (trust) => judge(trust, role, account)),
    },
  },
});

function judge(trust: PolicyDocument, role: StreamRole, account: Account): Verdict {
  const wide = samlStatements(trust).find((statement) => widePrincipal(statement) !== undefined);
  if (wide !== undefined) return wideVerdict(wide, role);

  const diagnoses = role.providers.map((provider) => diagnoseProvider(role, provider, account));
  const [missing, ...others] = diagnoses.flatMap(({ causes }) => causes);
  if (missing !== undefined) {
    return failAs(missing, [evidenceOf(missing, trust), ...others.map((one) => evidenceOf(one, trust))], {
      remediation: fixFor(missing, role),
    });
  }
  const [doubt] = diagnoses.flatMap(({ uncertainties }) => uncertainties);
  if (doubt?.unread !== undefined) return unread(doubt.unread);
  return pass('Every trusted provider exists in this account.', {
    path: 'AssumeRolePolicyDocument',
    actual: role.providers.join(', '),
  });
}

/** How a principal includes every SAML provider of the account; `undefined`: it does not. */
function widePrincipal({ principal }: Statement): string | undefined {
  if (principal === undefined) return undefined;
  if (principal.negated) return 'NotPrincipal';
  if (principal.everyone) return 'Principal "*"';
  if (principal.aws.includes('*')) return 'Principal {"AWS": "*"}';
  return principal.federated.includes('*') ? 'Principal {"Federated": "*"}' : undefined;
}

/** Why a principal is as wide as that, where it is not plain to see. */
const notes: Readonly<Record<string, string>> = {
  NotPrincipal: ' With Allow, it includes every principal that it does not list.',
  'Principal "*"': ' IAM stores this form as {"AWS": "*"} only.',
  'Principal {"Federated": "*"}': ' IAM is not known to store this form.',
};

function wideVerdict(statement: Statement, { role }: StreamRole): Verdict {
  const how = widePrincipal(statement) ?? '';
  return fail(
    `${how} in ${statementName(statement)} of the trust policy allows every SAML provider of this account, existing and future.${notes[how] ?? ''}`,
    [
      {
        path: `AssumeRolePolicyDocument.Statement[${statement.index}].${how === 'NotPrincipal' ? how : 'Principal'}`,
        actual: how,
        expected: 'the ARN of one SAML provider',
      },
    ],
    {
      effect: 'exposed',
      cause: { kind: 'any-provider-trusted', parameters: { principal: how } },
      statement: locate(trustPolicyName, statement),
      userSees: 'Nothing: the sign-in succeeds.',
      remediation: `In ${statementName(statement)} of the trust policy of role ${role.name}, set the principal to the ARN of the SAML provider that signs in its users.`,
    },
  );
}

function evidenceOf({ cause, message, suggestion }: Diagnosis, trust: PolicyDocument): Evidence {
  const provider = cause.parameters['provider'] ?? '';
  const statement = samlStatements(trust).find(({ principal }) => principal?.federated.includes(provider));
  return {
    path: `AssumeRolePolicyDocument.Statement[${statement?.index ?? 0}].Principal`,
    actual: message,
    expected: suggestion ?? 'the exact ARN of a SAML provider of this account',
  };
}

/** Who signs in is never widened by a guess: a provider of another name has to be confirmed. */
function fixFor({ cause, suggestion }: Diagnosis, { role }: StreamRole): string {
  const provider = cause.parameters['provider'] ?? '';
  const create = `Create SAML provider ${nameOf(provider)} from the metadata of your identity provider`;
  if (suggestion === undefined)
    return `${create}, or replace ${provider} in the trust policy of role ${role.name} with the ARN of an existing one.`;
  const replace = `in the trust policy of role ${role.name}, replace ${provider} with ${suggestion}`;
  return nameOf(provider).toLowerCase() === nameOf(suggestion).toLowerCase()
    ? `${capitalized(replace)}.`
    : `If users of this role sign in through ${nameOf(suggestion)}: ${replace}. If they do not: ${create.charAt(0).toLowerCase()}${create.slice(1)}.`;
}
