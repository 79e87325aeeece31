import type { Account } from '../../lib/federation/account.ts';
import type { SamlProvider, SigningCertificate } from '../../lib/model/snapshot.ts';
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
  const keys = certificates.flatMap(endsOf);
  // A key lasts until its certificate ends; where several could be that certificate, at least until the first of them.
  const sure = keys
    .map(({ first }) => first)
    .toSorted(byTime)
    .at(-1);
  const last = keys
    .map(({ last }) => last)
    .toSorted(byTime)
    .at(-1);
  // No certificate at all is the matter of saml-provider-metadata-valid.
  if (sure === undefined || last === undefined)
    return notApplicable('The metadata holds no signing certificate that has an end.');

  const daysUntil = (time: string) => Math.floor((Date.parse(time) - Date.parse(account.asOf)) / day);
  const seen = {
    path: 'SAMLMetadataDocument.X509Certificate.notAfter',
    actual: keys
      .flatMap(({ ends }) => ends)
      .toSorted(byTime)
      .join(', '),
    expected: `more than ${warning} days ahead`,
  };
  if (daysUntil(sure) > warning) {
    const expired = keys.filter(({ first }) => daysUntil(first) < 0).length;
    const old =
      expired === 0
        ? ''
        : ` ${expired} of ${keys.length} signing certificates expired. The identity provider can still sign with an expired one.`;
    return pass(`A signing certificate is valid until ${sure}.${old}`, seen);
  }
  const { name } = provider;
  if (daysUntil(last) > warning)
    return unknown(
      `Cannot determine which certificate of SAML provider ${name} signs: one key has certificates that did not issue each other, and one of them ends on ${sure}.`,
    );
  if (keys.length < certificates.length)
    return unknown(
      `Cannot determine when the signing certificates of SAML provider ${name} end: one cannot be parsed, and the others end soon.`,
    );
  const remediation = `Plan the renewal with the owner of the identity provider, and upload metadata to SAML provider ${name} that holds the new certificate beside the current one.`;
  const cause = { kind: 'signing-certificate-ends', parameters: { end: last } };
  const left = daysUntil(last);
  return left < 0
    ? fail(
        `Every signing certificate of SAML provider ${name} has expired, the last on ${last}. IAM does not enforce it.`,
        [seen],
        { cause, remediation },
      )
    : fail(
        `The last signing certificate of SAML provider ${name} ends in ${inDays(left)}, on ${last}. IAM does not enforce it.`,
        [seen],
        {
          severity: 'informational',
          cause,
          remediation,
        },
      );
}

const byTime = (a: string, b: string): number => Date.parse(a) - Date.parse(b);

/** When the certificate of one key ends; those that could be it, where that is not determined. */
function endsOf({ notAfter, alternatives = [] }: SigningCertificate) {
  if (notAfter === undefined) return [];
  const ends = [notAfter, ...alternatives].toSorted(byTime);
  return [{ ends, first: ends[0] ?? notAfter, last: ends.at(-1) ?? notAfter }];
}

const inDays = (days: number): string => (days === 1 ? '1 day' : `${days} days`);
