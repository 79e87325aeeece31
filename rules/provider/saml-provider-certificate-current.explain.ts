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
        says: 'A signing certificate is valid until 2029-01-01T00:00:00.000Z.',
        given: ending(later),
      },
      {
        name: 'the new certificate is there beside the old one',
        says: 'A signing certificate is valid until 2029-01-01T00:00:00.000Z. 1 of 2 signing certificates expired. The identity provider can still sign with an expired one.',
        given: ending(past, later),
      },
      {
        name: 'near, but far enough for the configuration',
        says: 'A signing certificate is valid until 2026-11-16T00:00:00.000Z.',
        given: ending(soon),
        settings: { certificateWarningDays: 10 },
      },
    ],
    fail: [
      {
        name: 'expired',
        severity: 'low',
        says: 'Every signing certificate of SAML provider ExampleIdP has expired, the last on 2026-09-01T00:00:00.000Z. IAM does not enforce it.',
        given: ending(past),
      },
      {
        name: 'ends in 15 days',
        severity: 'informational',
        says: 'The last signing certificate of SAML provider ExampleIdP ends in 15 days, on 2026-11-16T00:00:00.000Z. IAM does not enforce it.',
        given: ending(soon),
      },
      {
        name: 'one expired, the other ends in 15 days',
        severity: 'informational',
        says: 'The last signing certificate of SAML provider ExampleIdP ends in 15 days, on 2026-11-16T00:00:00.000Z. IAM does not enforce it.',
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
        name: 'one key with two certificates, neither the issuer of the other, one of them expired',
        says: 'Cannot determine which certificate of SAML provider ExampleIdP signs: one key has certificates that did not issue each other, and one of them ends on 2026-09-01T00:00:00.000Z.',
        given: {
          providers: [
            {
              name: exampleProvider,
              metadata: { signingCertificates: [{ notAfter: past, alternatives: [later] }] },
            },
          ],
        },
      },
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
        says: 'Cannot determine when the signing certificates of SAML provider ExampleIdP end: one cannot be parsed, and the others end soon.',
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
