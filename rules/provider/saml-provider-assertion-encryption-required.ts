import type { Account } from '../../lib/federation/account.ts';
import { letsIn } from '../../lib/federation/saml-trust.ts';
import { samlStatements } from '../../lib/federation/trust.ts';
import type { SamlProvider } from '../../lib/model/snapshot.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { iamGuide } from '../../lib/rule/sources.ts';
import { fail, list, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'saml-provider-assertion-encryption-required',
  title: 'SAML provider behind a streaming role accepts encrypted assertions only',
  severity: 'informational',
  effect: 'advice',
  sources: [
    iamGuide('Create a SAML identity provider in IAM, Manage SAML encryption keys', 'id_roles_providers_create_saml'),
    iamGuide(
      'Configure SAML assertions for the authentication response, Subject and NameID',
      'id_roles_providers_create_saml_assertions',
    ),
  ],
  statements: ['X4'],
  reads: ['iam:ListSAMLProviders', 'iam:GetSAMLProvider', 'iam:GetAccountAuthorizationDetails'],
  remediation:
    'If your policy asks for it: upload a private key, let every trust policy that pins SAML:aud also name /saml/acs/SAML_PROVIDER_UUID, ' +
    'then let the identity provider encrypt and post there, and require encryption last.',
  evaluate: { 'iam.saml-provider': { scope: [], judge } },
});

function judge(provider: SamlProvider, account: Account): Verdict {
  const { name, assertionEncryption, uuid } = provider;
  const mode = need(assertionEncryption);
  const endpoint = `/saml/acs/${uuid.state === 'known' ? uuid.value : 'SAML_PROVIDER_UUID'}`;
  const seen = { path: 'AssertionEncryptionMode', actual: mode ?? 'absent', expected: 'Required' };
  if (mode === 'Required')
    return pass(
      `Provider ${name} accepts encrypted assertions only. They arrive at ${endpoint}, which trust policies that pin SAML:aud must name.`,
      seen,
    );

  if (!servesStreaming(provider, account)) return notApplicable('No streaming role trusts this provider.');
  return fail(
    `Provider ${name} accepts assertions that are not encrypted. Once encryption is required, they arrive at ${endpoint}, which trust policies that pin SAML:aud must name.`,
    [seen],
  );
}

/** @throws {Unread} when no role is known to stream through the provider, and one that could not be read may. */
function servesStreaming({ arn }: SamlProvider, account: Account): boolean {
  const roles = list(account.streamRoles).filter(({ scope }) => scope !== 'no-saml');
  const trusting = roles.filter(({ trust }) =>
    trust.state === 'known' ? samlStatements(trust.value).some((statement) => letsIn(statement, arn)) : true,
  );
  if (trusting.some(({ scope }) => scope === 'stream')) return true;
  for (const { trust, policies } of trusting) {
    need(trust);
    need(policies);
  }
  return false;
}
