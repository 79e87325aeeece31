import type { Account } from '../../lib/federation/account.ts';
import type { SamlProvider } from '../../lib/model/snapshot.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import type { Settings } from '../../lib/rule/settings.ts';
import { iamGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'saml-provider-approved',
  title: 'SAML provider is one that the configuration approves',
  severity: 'high',
  effect: 'exposed',
  sources: [iamGuide('Create a SAML identity provider in IAM', 'id_roles_providers_create_saml')],
  statements: [],
  reads: ['iam:ListSAMLProviders', 'iam:GetSAMLProvider'],
  remediation:
    'Find out who made the provider and which roles trust it: delete it, or add its entity id to approvedProviders in the configuration file.',
  evaluate: { 'iam.saml-provider': { scope: [], judge } },
});

function judge(provider: SamlProvider, _account: Account, { approvedProviders: approved }: Settings): Verdict {
  if (approved === undefined) return notApplicable('approvedProviders is not configured.');
  const { name, arn } = provider;
  const expected = approved.length === 0 ? 'none, the list is empty' : `one of ${approved.join(', ')}`;
  const byName = [arn, name].find((given) => approved.includes(given));
  if (byName !== undefined)
    return pass(`The provider is approved as ${byName}.`, { path: 'Arn', actual: arn, expected });

  const metadata = need(provider.metadata);
  const issuers = metadata?.issuers ?? [];
  if (issuers.length === 0)
    return unknown(
      `Neither name nor ARN of the provider is approved, and its metadata names no entity id${metadata?.problem === undefined ? '' : ` (${metadata.problem})`}.`,
    );
  const seen = { path: 'SAMLMetadataDocument.entityID', actual: issuers.join(', '), expected };
  const strangers = issuers.filter((id) => !approved.includes(id));
  if (strangers.length === 0) return pass(`The provider is approved as ${issuers.join(', ')}.`, seen);
  const unexpected = strangers.join(', ');
  return fail(`Provider ${name} accepts assertions of ${unexpected}, which approvedProviders does not name.`, [seen], {
    cause: { kind: 'provider-not-approved', parameters: { issuers: unexpected } },
    remediation: `Find out who created SAML provider ${name} and which roles trust it. Delete the provider, or add ${unexpected} to approvedProviders in the configuration file.`,
  });
}
