import type { Evidence } from '../../lib/model/finding.ts';
import type { ProviderMetadata, SamlProvider } from '../../lib/model/snapshot.ts';
import { exampleProvider } from '../../lib/rule/example.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, type Verdict } from '../../lib/rule/verdict.ts';

const path = 'SAMLMetadataDocument';
const withMetadata = (metadata: Partial<ProviderMetadata> & { readonly certificatesEnd?: readonly string[] }) => ({
  providers: [{ name: exampleProvider, metadata }],
});

export default defineRule({
  id: 'saml-provider-metadata-valid',
  title: 'SAML provider holds the metadata of an identity provider, with a certificate to check its signatures',
  severity: 'medium',
  rationale:
    'AWS checks the signature of every assertion with the certificates in this document. Without one, or with a document of something ' +
    'else than an identity provider, no assertion can be accepted. That the document came from your identity provider cannot be seen from AWS.',
  sources: [
    workspacesGuide('Step 1'),
    appstreamGuide('Step 1'),
    iamGuide('Create a SAML identity provider in IAM', 'id_roles_providers_create_saml'),
    iamGuide('Troubleshoot SAML federation with IAM', 'troubleshoot_saml'),
  ],
  statements: ['P2'],
  reads: ['iam:ListSAMLProviders', 'iam:GetSAMLProvider'],
  userSees: '"Response signature invalid" (InvalidIdentityToken), or "Issuer not present in specified provider".',
  remediation: {
    summary:
      'Export the metadata document from the identity provider again and upload it to the same SAML provider, so that roles need no change.',
    cli: 'aws iam update-saml-provider --saml-provider-arn PROVIDER_ARN --saml-metadata-document file://metadata.xml',
    console: 'IAM → Identity providers → the provider → Replace metadata.',
  },
  evaluate: { 'iam.saml-provider': judge },
  examples: {
    pass: [
      { name: 'an identity provider with one signing certificate', given: {} },
      {
        name: 'the old and the new certificate',
        given: withMetadata({ certificatesEnd: ['2026-12-01T00:00:00.000Z', '2029-12-01T00:00:00.000Z'] }),
      },
    ],
    fail: [
      {
        name: 'not XML',
        given: withMetadata({
          problem: "not well-formed XML: line 3: Expected closing tag 'EntityDescriptor'",
          entityIds: [],
        }),
      },
      { name: 'the metadata of a service provider', given: withMetadata({ describesIdp: false, certificatesEnd: [] }) },
      { name: 'no signing certificate', given: withMetadata({ certificatesEnd: [] }) },
      {
        name: 'what stands for the certificate is none',
        given: withMetadata({ signingCertificates: [{ problem: 'not an X.509 certificate' }] }),
      },
    ],
    notApplicable: [
      { name: 'AWS holds no document', given: { providers: [{ name: exampleProvider, metadata: null }] } },
    ],
    unknown: [
      { name: 'the document could not be read', given: { unread: ['iam:GetSAMLProvider'] } },
      { name: 'the providers could not be listed', given: { unread: ['iam:ListSAMLProviders'] } },
    ],
  },
});

function judge(provider: SamlProvider): Verdict {
  const metadata = need(provider.metadata);
  if (metadata === undefined) return notApplicable('AWS holds no metadata document for this provider.');
  const { problem, describesIdp, entityIds, signingCertificates } = metadata;
  if (problem !== undefined) return wrong(`cannot be used: ${problem}`, 'SAML metadata of an identity provider');
  if (!describesIdp) return wrong('describes no identity provider', 'an IDPSSODescriptor');
  if (signingCertificates.length === 0) return wrong('holds no signing certificate', 'at least one X509Certificate');
  const usable = signingCertificates.filter(({ notAfter }) => notAfter !== undefined).length;
  if (usable === 0) return wrong('holds no signing certificate that can be parsed', 'at least one X509Certificate');
  const described = entityIds.length === 0 ? 'an identity provider without entity id' : entityIds.join(', ');
  return pass(
    `The metadata describes ${described} and holds ${usable === 1 ? '1 signing certificate' : `${usable} signing certificates`}.`,
    { path, actual: described },
  );
}

function wrong(actual: string, expected: string): Verdict {
  const evidence: Evidence = { path, actual, expected };
  return fail(`The metadata document ${actual.replace(/[.\s]+$/, '')}.`, [evidence]);
}
