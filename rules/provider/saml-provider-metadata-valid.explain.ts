import type { ProviderMetadata } from '../../lib/model/snapshot.ts';
import { exampleProvider } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const withMetadata = (metadata: Partial<ProviderMetadata> & { readonly certificatesEnd?: readonly string[] }) => ({
  providers: [{ name: exampleProvider, metadata }],
});

export default defineExplanation({
  rationale:
    'AWS checks the signature of every assertion with the certificates in this document. Without one, or with a document of something ' +
    'else than an identity provider, no assertion can be accepted. That the document came from your identity provider cannot be seen from AWS.',
  cli: 'aws iam update-saml-provider --saml-provider-arn PROVIDER_ARN --saml-metadata-document file://metadata.xml',
  console: 'IAM → Identity providers → the provider → Replace metadata.',
  examples: {
    pass: [
      {
        name: 'an identity provider with one signing certificate',
        says: 'The metadata describes https://idp.example.com/metadata and holds 1 signing certificate.',
        given: {},
      },
      {
        name: 'the old and the new certificate',
        says: 'The metadata describes https://idp.example.com/metadata and holds 2 signing certificates.',
        given: withMetadata({ certificatesEnd: ['2026-12-01T00:00:00.000Z', '2029-12-01T00:00:00.000Z'] }),
      },
    ],
    fail: [
      {
        name: 'not XML',
        severity: 'medium',
        says: "The metadata document of SAML provider ExampleIdP cannot be used: not well-formed XML: line 3: Expected closing tag 'EntityDescriptor'.",
        given: withMetadata({
          problem: "not well-formed XML: line 3: Expected closing tag 'EntityDescriptor'",
          entityIds: [],
        }),
      },
      {
        name: 'the metadata of a service provider',
        severity: 'medium',
        says: 'The metadata document of SAML provider ExampleIdP describes no identity provider.',
        given: withMetadata({ describesIdp: false, certificatesEnd: [] }),
      },
      {
        name: 'no signing certificate',
        severity: 'medium',
        says: 'The metadata document of SAML provider ExampleIdP holds no signing certificate.',
        given: withMetadata({ certificatesEnd: [] }),
      },
      {
        name: 'what stands for the certificate is none',
        severity: 'medium',
        says: 'The metadata document of SAML provider ExampleIdP holds no signing certificate that can be parsed.',
        given: withMetadata({ signingCertificates: [{ problem: 'not an X.509 certificate' }] }),
      },
    ],
    notApplicable: [
      {
        name: 'AWS holds no document',
        says: 'AWS holds no metadata document for this provider.',
        given: { providers: [{ name: exampleProvider, metadata: null }] },
      },
    ],
    unknown: [
      {
        name: 'the document could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:GetSAMLProvider.',
        given: { unread: ['iam:GetSAMLProvider'] },
      },
      {
        name: 'the providers could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:ListSAMLProviders.',
        given: { unread: ['iam:ListSAMLProviders'] },
      },
    ],
  },
});
