import { exampleProvider, type ExampleAccount } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const ending = (...certificatesEnd: string[]): ExampleAccount => ({
  providers: [{ name: exampleProvider, metadata: { certificatesEnd } }],
});

const past = '2026-09-01T00:00:00.000Z';

const soon = '2026-11-16T00:00:00.000Z';

const later = '2029-01-01T00:00:00.000Z';

export default defineExplanation({
  rationale:
    'Hygiene: IAM does not enforce the end date, and sign-in goes on after it. But identity providers renew the certificate about then, ' +
    'and from that moment every sign-in fails until the new metadata is uploaded here. A date that is near is the reminder to plan it.',
  cli: 'aws iam update-saml-provider --saml-provider-arn PROVIDER_ARN --saml-metadata-document file://metadata.xml',
  console: 'IAM → Identity providers → the provider → Replace metadata.',
  examples: {
    pass: [
      {
        name: 'valid for years',
        says: 'The signing certificate is valid until 2029-01-01T00:00:00.000Z.',
        given: ending(later),
      },
      {
        name: 'the new certificate is there beside the old one',
        says: 'The signing certificate is valid until 2029-01-01T00:00:00.000Z. 1 of 2 certificates expired and can go from the metadata.',
        given: ending(past, later),
      },
      {
        name: 'near, but far enough for the configuration',
        says: 'The signing certificate is valid until 2026-11-16T00:00:00.000Z.',
        given: ending(soon),
        settings: { certificateWarningDays: 10 },
      },
    ],
    fail: [
      {
        name: 'expired',
        severity: 'low',
        says: 'Every signing certificate has expired, the last on 2026-09-01T00:00:00.000Z. IAM does not enforce it.',
        given: ending(past),
      },
      {
        name: 'ends in 15 days',
        severity: 'informational',
        says: 'The last signing certificate ends in 15 days, on 2026-11-16T00:00:00.000Z. IAM does not enforce it.',
        given: ending(soon),
      },
      {
        name: 'one expired, the other ends in 15 days',
        severity: 'informational',
        says: 'The last signing certificate ends in 15 days, on 2026-11-16T00:00:00.000Z. IAM does not enforce it.',
        given: ending(past, soon),
      },
    ],
    notApplicable: [
      {
        name: 'there is no signing certificate',
        says: 'The metadata holds no signing certificate that has an end.',
        given: ending(),
      },
    ],
    unknown: [
      {
        name: 'the metadata could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:GetSAMLProvider.',
        given: { unread: ['iam:GetSAMLProvider'] },
      },
      {
        name: 'the providers could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:ListSAMLProviders.',
        given: { unread: ['iam:ListSAMLProviders'] },
      },
      {
        name: 'one expired, the other cannot be parsed',
        says: 'One of the signing certificates cannot be parsed, the others end soon.',
        given: {
          providers: [
            {
              name: exampleProvider,
              metadata: { signingCertificates: [{ notAfter: past }, { problem: 'not an X.509 certificate' }] },
            },
          ],
        },
      },
    ],
  },
});
