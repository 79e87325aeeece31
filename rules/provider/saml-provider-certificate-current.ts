import type { Account } from '../../lib/federation/account.ts';
import type { ProviderMetadata, SamlProvider } from '../../lib/model/snapshot.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import type { Settings } from '../../lib/rule/settings.ts';
import { appstreamGuide, iamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

const day = 86_400_000;

export default defineRule({
  id: 'saml-provider-certificate-current',
  title: 'SAML provider holds a signing certificate that stays valid for some time',
  severity: 'low',
  effect: 'at-risk',
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
  remediation:
    'Plan the renewal with the owner of the identity provider, and upload metadata with the new certificate beside the old one before the switch.',
  evaluate: { 'iam.saml-provider': { scope: [], judge } },
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
