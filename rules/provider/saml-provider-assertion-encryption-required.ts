import type { Account } from '../../lib/federation/account.ts';
import { letsIn } from '../../lib/federation/saml-trust.ts';
import { samlStatements } from '../../lib/federation/trust.ts';
import type { SamlProvider } from '../../lib/model/snapshot.ts';
import {
  brokenTrust,
  exampleProvider,
  guideWorkspacesPolicy,
  serviceTrust,
  type ExampleAccount,
} from '../../lib/rule/example.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { iamGuide } from '../../lib/rule/sources.ts';
import { fail, list, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

const desktops = { name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } };
const accepting = (assertionEncryption?: 'Required' | 'Allowed', more: ExampleAccount = {}): ExampleAccount => ({
  roles: [desktops],
  providers: [{ name: exampleProvider, ...(assertionEncryption === undefined ? {} : { assertionEncryption }) }],
  ...more,
});

export default defineRule({
  id: 'saml-provider-assertion-encryption-required',
  title: 'SAML provider behind a streaming role accepts encrypted assertions only',
  severity: 'informational',
  rationale:
    "An assertion passes through the user's browser, and through whatever looks into its traffic. It is signed, so nobody can change it, but " +
    'whoever sees it can read names, addresses and directory ids. The guides do not ask for encryption; FedRAMP and some policies of ' +
    "organizations do. Requiring it changes the sign-in URL to the provider's own, so it has to be planned together with the identity provider.",
  sources: [
    iamGuide('Create a SAML identity provider in IAM, Manage SAML encryption keys', 'id_roles_providers_create_saml'),
    iamGuide(
      'Configure SAML assertions for the authentication response, Subject and NameID',
      'id_roles_providers_create_saml_assertions',
    ),
  ],
  statements: ['X4'],
  reads: ['iam:ListSAMLProviders', 'iam:GetSAMLProvider', 'iam:GetAccountAuthorizationDetails'],
  remediation: {
    summary:
      'If your policy asks for it: upload a private key, let every trust policy that pins SAML:aud also name /saml/acs/SAML_PROVIDER_UUID, ' +
      'then let the identity provider encrypt and post there, and require encryption last.',
    cli:
      'aws iam get-saml-provider --saml-provider-arn PROVIDER_ARN --query SAMLProviderUUID\n' +
      'aws iam update-saml-provider --saml-provider-arn PROVIDER_ARN --add-private-key file://private-key.pem\n' +
      'aws iam update-saml-provider --saml-provider-arn PROVIDER_ARN --assertion-encryption-mode Required',
    console: 'IAM → Identity providers → the provider → SAML encryption → Add new key, then Require encryption.',
  },
  evaluate: { 'iam.saml-provider': judge },
  examples: {
    pass: [
      { name: 'encryption is required', given: accepting('Required') },
      {
        name: 'encryption is required, whatever the roles are',
        given: accepting('Required', { unread: ['iam:GetAccountAuthorizationDetails'] }),
      },
    ],
    fail: [
      { name: 'encryption is merely allowed', given: accepting('Allowed') },
      {
        name: 'merely allowed, and the trust policy of another role cannot be understood',
        given: accepting('Allowed', {
          roles: [{ ...desktops, name: 'Broken', trust: brokenTrust }, desktops],
        }),
      },
    ],
    notApplicable: [
      {
        name: 'no streaming role trusts it',
        given: accepting('Allowed', { roles: [{ ...desktops, trust: serviceTrust }, { name: 'Administrators' }] }),
      },
    ],
    unknown: [
      { name: 'the provider could not be read', given: accepting('Allowed', { unread: ['iam:GetSAMLProvider'] }) },
      { name: 'the providers could not be listed', given: accepting('Allowed', { unread: ['iam:ListSAMLProviders'] }) },
      {
        name: 'merely allowed, and the roles could not be listed',
        given: accepting('Allowed', { unread: ['iam:GetAccountAuthorizationDetails'] }),
      },
      {
        name: 'merely allowed, and the trust policy of the only role cannot be understood',
        given: accepting('Allowed', { roles: [{ ...desktops, trust: brokenTrust }] }),
      },
    ],
  },
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
