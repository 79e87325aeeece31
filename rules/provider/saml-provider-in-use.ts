import type { Account } from '../../lib/federation/account.ts';
import { letsIn } from '../../lib/federation/saml-trust.ts';
import type { SamlProvider } from '../../lib/model/snapshot.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, list, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

const day = 86_400_000;

/** The guides make the provider before the role: time enough to get there. */
const setupDays = 7;

export default defineRule({
  id: 'saml-provider-in-use',
  title: 'SAML provider is trusted by at least one role',
  severity: 'low',
  effect: 'advice',
  sources: [
    workspacesGuide('Step 2.4'),
    appstreamGuide('Step 2.4'),
    iamGuide('Create a SAML identity provider in IAM', 'id_roles_providers_create_saml'),
  ],
  statements: ['P5'],
  reads: ['iam:ListSAMLProviders', 'iam:GetAccountAuthorizationDetails'],
  remediation:
    'Ask its owner whether the provider is still needed: delete it if not, or name it in the trust policy of the role that it was made for.',
  evaluate: { 'iam.saml-provider': { scope: [], judge } },
});

function judge({ arn, name, created }: SamlProvider, account: Account): Verdict {
  const trusts = list(account.samlTrusts());
  const user = trusts.find(
    ({ statements }) => statements.state === 'known' && statements.value.some((statement) => letsIn(statement, arn)),
  );
  if (user !== undefined)
    return pass(`Role ${user.role.name} trusts this provider.`, {
      path: 'Arn',
      actual: `trusted by ${user.role.name}`,
    });
  for (const { statements } of trusts) need(statements);

  if (created.state === 'known' && Date.parse(account.asOf) - Date.parse(created.value) < setupDays * day)
    return notApplicable('The provider is new, and no role trusts it yet.');
  return fail(
    'No role of this account trusts this provider.',
    [{ path: 'Arn', actual: `trusted by none of ${trusts.length} roles`, expected: 'trusted by a role' }],
    {
      cause: { kind: 'provider-unused', parameters: {} },
      remediation: `Find out who created SAML provider ${name}, and delete it when no sign-in needs it.`,
    },
  );
}
