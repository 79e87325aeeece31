import type { SamlProvider } from '../../lib/model/snapshot.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

const path = 'SAMLMetadataDocument';

export default defineRule({
  id: 'saml-provider-metadata-valid',
  title: 'SAML provider holds the metadata of an identity provider, with a certificate to check its signatures',
  severity: 'medium',
  effect: 'locked-out',
  sources: [
    workspacesGuide('Step 1'),
    appstreamGuide('Step 1'),
    iamGuide('Create a SAML identity provider in IAM', 'id_roles_providers_create_saml'),
    iamGuide('Troubleshoot SAML federation with IAM', 'troubleshoot_saml'),
  ],
  statements: ['P2'],
  reads: ['iam:ListSAMLProviders', 'iam:GetSAMLProvider'],
  userSees: '"Response signature invalid" (InvalidIdentityToken), or "Issuer not present in specified provider".',
  remediation:
    'Export the metadata document from the identity provider again and upload it to the same SAML provider, so that roles need no change.',
  evaluate: { 'iam.saml-provider': { scope: [], judge } },
});

function judge(provider: SamlProvider): Verdict {
  const metadata = need(provider.metadata);
  if (metadata === undefined) return notApplicable('AWS holds no metadata document for this provider.');
  const { problem, describesIdp, issuers, signingCertificates } = metadata;
  const wrong = (kind: string, actual: string, expected: string): Verdict =>
    fail(
      `The metadata document of SAML provider ${provider.name} ${actual.replace(/[.\s]+$/, '')}.`,
      [{ path, actual, expected }],
      {
        cause: { kind, parameters: {} },
        remediation: `Export the metadata document of the identity provider again, and upload it to SAML provider ${provider.name}, so that roles need no change.`,
      },
    );
  if (problem !== undefined)
    return wrong('metadata-unusable', `cannot be used: ${problem}`, 'SAML metadata of an identity provider');
  if (!describesIdp)
    return wrong('metadata-without-identity-provider', 'describes no identity provider', 'an IDPSSODescriptor');
  if (signingCertificates.length === 0)
    return wrong('metadata-without-certificate', 'holds no signing certificate', 'at least one X509Certificate');
  const usable = signingCertificates.filter(({ notAfter }) => notAfter !== undefined).length;
  if (usable === 0)
    return wrong(
      'metadata-without-certificate',
      'holds no signing certificate that can be parsed',
      'at least one X509Certificate',
    );
  const described = issuers.length === 0 ? 'an identity provider without entity ID' : issuers.join(', ');
  return pass(
    `The metadata describes ${described} and holds ${usable === 1 ? '1 signing certificate' : `${usable} signing certificates`}.`,
    { path, actual: described },
  );
}
