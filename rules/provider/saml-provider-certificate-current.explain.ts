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
      { name: 'valid for years', given: ending(later) },
      { name: 'the new certificate is there beside the old one', given: ending(past, later) },
      {
        name: 'near, but far enough for the configuration',
        given: ending(soon),
        settings: { certificateWarningDays: 10 },
      },
    ],
    fail: [
      { name: 'expired', given: ending(past) },
      { name: 'ends in 15 days', given: ending(soon) },
      { name: 'one expired, the other ends in 15 days', given: ending(past, soon) },
    ],
    notApplicable: [{ name: 'there is no signing certificate', given: ending() }],
    unknown: [
      { name: 'the metadata could not be read', given: { unread: ['iam:GetSAMLProvider'] } },
      { name: 'the providers could not be listed', given: { unread: ['iam:ListSAMLProviders'] } },
      {
        name: 'one expired, the other cannot be parsed',
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
