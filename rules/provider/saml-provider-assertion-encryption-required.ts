import type { Account } from '../../lib/federation/account.ts';
import { letsIn } from '../../lib/federation/saml-trust.ts';
import { samlStatements } from '../../lib/federation/trust.ts';
import { excludesEncrypted } from '../../lib/federation/trust-diagnosis.ts';
import type { SamlProvider } from '../../lib/model/snapshot.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { iamGuide } from '../../lib/rule/sources.ts';
import { fail, list, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'saml-provider-assertion-encryption-required',
  title: 'SAML provider of a streaming role accepts only encrypted assertions',
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
    'If your organization requires encryption: allow /saml/acs/SAML_PROVIDER_UUID in every trust policy that restricts SAML:aud, upload a ' +
    'private key, have the identity provider encrypt assertions and post them there, and set the mode to Required last.',
  evaluate: { 'iam.saml-provider': { scope: [], judge } },
});

function judge(provider: SamlProvider, account: Account): Verdict {
  const { name, assertionEncryption, uuid } = provider;
  const mode = need(assertionEncryption);
  const endpoint = `/saml/acs/${uuid.state === 'known' ? uuid.value : 'SAML_PROVIDER_UUID'}`;
  const seen = { path: 'AssertionEncryptionMode', actual: mode ?? 'absent', expected: 'Required' };
  if (mode === 'Required')
    return pass(`Provider ${name} accepts only encrypted assertions, which AWS receives at ${endpoint}.`, seen);
  if (!servesStreaming(provider, account)) return notApplicable('No streaming role trusts this provider.');

  // Required encryption would lock out the users of a role whose trust policy allows the plain sign-in URL only.
  const excluding = list(account.streamRoles).filter(
    (role) => role.trust.state === 'known' && excludesEncrypted(role, role.trust.value, provider.arn, account),
  );
  const names = excluding.map(({ role }) => role.name);
  const trusts =
    names.length === 0
      ? `AWS receives encrypted ones only at ${endpoint}, which the trust policies of its streaming roles allow.`
      : `AWS receives encrypted ones only at ${endpoint}, which the trust policy of ${names.length === 1 ? 'role' : 'roles'} ${names.join(', ')} does not allow.`;
  return fail(`Provider ${name} also accepts assertions that are not encrypted. ${trusts}`, [seen], {
    cause: { kind: 'assertion-encryption-not-required', parameters: {} },
    remediation: [
      'If your organization requires encryption:',
      ...(names.length === 0
        ? []
        : [`First add …${endpoint} to the SAML:aud values in the trust policy of ${names.join(', ')}.`]),
      `Upload a private key to provider ${name}, and have the identity provider encrypt assertions and post them to ${endpoint}.`,
      'Set the mode to Required last.',
    ].join(' '),
  });
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
