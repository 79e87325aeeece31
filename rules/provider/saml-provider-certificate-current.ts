import type { Account } from '../../lib/federation/account.ts';
import type { ProviderMetadata, SamlProvider } from '../../lib/model/snapshot.ts';
import { exampleProvider, type ExampleAccount } from '../../lib/rule/example.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import type { Settings } from '../../lib/rule/settings.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

const day = 86_400_000;
const ending = (...certificatesEnd: string[]): ExampleAccount => ({
  providers: [{ name: exampleProvider, metadata: { certificatesEnd } }],
});
const past = '2026-09-01T00:00:00.000Z';
const soon = '2026-11-16T00:00:00.000Z';
const later = '2029-01-01T00:00:00.000Z';

// ValidUntil of the provider is not looked at: it is IAM's own date, and says nothing of the metadata (IAM User Guide).
export default defineRule({
  id: 'saml-provider-certificate-current',
  title: 'SAML provider holds a signing certificate that stays valid for some time',
  severity: 'low',
  rationale:
    'Hygiene: IAM does not enforce the end date, and sign-in goes on after it. But identity providers renew the certificate about then, ' +
    'and from that moment every sign-in fails until the new metadata is uploaded here. A date that is near is the reminder to plan it.',
  sources: [
    workspacesGuide('Step 1'),
    appstreamGuide('Step 1'),
    iamGuide('Create a SAML identity provider in IAM', 'id_roles_providers_create_saml'),
    iamGuide('Troubleshoot SAML federation with IAM', 'troubleshoot_saml'),
  ],
  statements: ['P3'],
  reads: ['iam:ListSAMLProviders', 'iam:GetSAMLProvider'],
  userSees:
    'Nothing because of the date alone. Once the identity provider signs with another certificate: "Response signature invalid" (InvalidIdentityToken).',
  remediation: {
    summary:
      'Plan the renewal with the owner of the identity provider, and upload metadata with the new certificate beside the old one before the switch.',
    cli: 'aws iam update-saml-provider --saml-provider-arn PROVIDER_ARN --saml-metadata-document file://metadata.xml',
    console: 'IAM → Identity providers → the provider → Replace metadata.',
  },
  evaluate: { 'iam.saml-provider': judge },
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

function judge(provider: SamlProvider, account: Account, { certificateWarningDays: warning }: Settings): Verdict {
  const certificates = need(provider.metadata)?.signingCertificates ?? [];
  const ends = endsOf(certificates);
  const last = ends.at(-1);
  // No certificate at all is the matter of saml-provider-metadata-valid.
  if (last === undefined) return notApplicable('The metadata holds no signing certificate that has an end.');

  const daysUntil = (time: string) => Math.floor((Date.parse(time) - Date.parse(account.asOf)) / day);
  const seen = {
    path: 'SAMLMetadataDocument.X509Certificate.notAfter',
    actual: ends.join(', '),
    expected: `more than ${warning} days ahead`,
  };
  const left = daysUntil(last);
  const expired = ends.filter((time) => daysUntil(time) < 0).length;
  if (left > warning) {
    const old = expired === 0 ? '' : ` ${expired} of ${ends.length} certificates expired and can go from the metadata.`;
    return pass(`The signing certificate is valid until ${last}.${old}`, seen);
  }
  if (ends.length < certificates.length)
    return unknown('One of the signing certificates cannot be parsed, the others end soon.');
  if (left < 0)
    return fail(`Every signing certificate has expired, the last on ${last}. IAM does not enforce it.`, [seen]);
  return fail(`The last signing certificate ends in ${inDays(left)}, on ${last}. IAM does not enforce it.`, [seen], {
    severity: 'informational',
  });
}

const endsOf = (certificates: ProviderMetadata['signingCertificates']): readonly string[] =>
  certificates.flatMap(({ notAfter }) => notAfter ?? []).toSorted((a, b) => Date.parse(a) - Date.parse(b));

const inDays = (days: number): string => (days === 1 ? '1 day' : `${days} days`);
