import type { ControlReference, Framework } from '../model/control.ts';

/** Where a framework is published. Its text is not repeated here: number and short title only. */
export const frameworkSources: Readonly<Record<Framework, { readonly title: string; readonly url: string }>> = {
  'nist-800-53-r5': {
    title: 'NIST SP 800-53 Rev. 5',
    url: 'https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final',
  },
  'cis-aws-euc-1.2.0': {
    title: 'CIS AWS End User Compute Services Benchmark v1.2.0',
    url: 'https://www.cisecurity.org/benchmark/amazon_web_services',
  },
  'iso-27001-2022': {
    title: 'ISO/IEC 27001:2022 Annex A',
    url: 'https://www.iso.org/standard/27001',
  },
  'aws-security-hub': {
    title: 'AWS Security Hub controls',
    url: 'https://docs.aws.amazon.com/securityhub/latest/userguide/workspaces-controls.html',
  },
};

/** A control with the rules that support it, or why none does. */
export type Control = ControlReference &
  ({ readonly rules: readonly [string, ...string[]]; readonly limits?: string } | { readonly notCovered: string });

const nist = (id: string, title: string, rules: readonly [string, ...string[]], limits?: string): Control => ({
  framework: 'nist-800-53-r5',
  id,
  title,
  rules,
  ...(limits === undefined ? {} : { limits }),
});
const iso = (id: string, title: string, rules: readonly [string, ...string[]], limits?: string): Control => ({
  ...nist(id, title, rules, limits),
  framework: 'iso-27001-2022',
});
const cis = (id: string, title: string, rules: readonly [string, ...string[]], limits?: string): Control => ({
  ...nist(id, title, rules, limits),
  framework: 'cis-aws-euc-1.2.0',
});
const cisWithout = (id: string, title: string, notCovered: string): Control => ({
  framework: 'cis-aws-euc-1.2.0',
  id,
  title,
  notCovered,
});

const ownSession: readonly [string, ...string[]] = [
  'stream-permission-bound-to-saml-subject',
  'stream-permission-scoped-to-resource',
  'stream-role-requires-persistent-subject',
];
const samlOnly: readonly [string, ...string[]] = [
  'appstream-user-pool-disabled',
  'stream-role-trusts-only-saml',
  'workspaces-directory-login-fallback-disabled',
  'workspaces-directory-saml-enabled',
];
const certificateAuth: readonly [string, ...string[]] = [
  'appstream-directory-config-certificate-auth-ready',
  'workspaces-directory-certificate-auth-ready',
];

const notRead = (call: string): string => `This tool does not call ${call}.`;
const workDocs = 'AWS ended Amazon WorkDocs.';

/** Each control with its rules: made for this tool, reviewed by no publisher of a framework. */
export const controls: readonly Control[] = [
  nist(
    'AC-2',
    'Account Management',
    ['appstream-user-pool-disabled', 'stream-role-in-use'],
    'Users themselves are managed at the identity provider.',
  ),
  nist('AC-3', 'Access Enforcement', [
    ...ownSession,
    'appstream-user-pool-disabled',
    'workspaces-directory-login-fallback-disabled',
  ]),
  nist('AC-6', 'Least Privilege', [
    'stream-permission-exact-action',
    'stream-permission-scoped-to-resource',
    'stream-role-permissions-least-privilege',
    'stream-role-trust-least-privilege',
  ]),
  nist('AC-17', 'Remote Access', ['workspaces-directory-device-types-supported', 'workspaces-directory-ip-restricted']),
  nist('CM-6', 'Configuration Settings', [
    'stream-permission-well-formed',
    'stream-role-naming',
    'stream-role-policy-version-current',
  ]),
  nist(
    'IA-2',
    'Identification and Authentication (Organizational Users)',
    samlOnly,
    'Multi-factor authentication is enforced at the identity provider, which AWS does not show.',
  ),
  nist('IA-5', 'Authenticator Management', ['saml-provider-certificate-current', ...certificateAuth]),
  nist('IA-8', 'Identification and Authentication (Non-Organizational Users)', [
    'saml-provider-approved',
    'saml-provider-metadata-valid',
    'stream-role-trusts-existing-provider',
  ]),
  nist('SC-7', 'Boundary Protection', [
    'appstream-fleet-internet-access-disabled',
    'workspaces-directory-ip-restricted',
  ]),
  nist('SC-8', 'Transmission Confidentiality and Integrity', ['saml-provider-assertion-encryption-required']),
  nist(
    'SC-13',
    'Cryptographic Protection',
    ['workspaces-directory-encryption-mode'],
    'Only when endpointEncryptionMode is configured.',
  ),
  nist('SC-23', 'Session Authenticity', ['stream-role-audience-restricted', 'stream-role-requires-persistent-subject']),

  cis('2.8', 'Default IP access control group disassociated', ['workspaces-directory-ip-restricted']),
  cis(
    '2.16',
    'FIPS endpoint encryption enabled',
    ['workspaces-directory-encryption-mode'],
    'Only when endpointEncryptionMode is configured.',
  ),
  cisWithout('3.1', 'User access logging', 'Amazon WorkSpaces Secure Browser is not in the scope of this tool.'),
  ...['4.1', '4.2', '4.3', '4.4', '4.5', '4.6', '4.7', '4.8'].map((id) => cisWithout(id, 'Amazon WorkDocs', workDocs)),
  cis('5.6', 'Internet access through your VPC', ['appstream-fleet-internet-access-disabled']),
  cisWithout('5.7', 'OS updates on the base image', notRead('appstream:DescribeImages')),

  iso('A.5.15', 'Access control', ownSession),
  iso('A.5.16', 'Identity management', ['appstream-user-pool-disabled', 'saml-provider-approved']),
  iso('A.5.17', 'Authentication information', ['saml-provider-certificate-current', ...certificateAuth]),
  iso('A.5.18', 'Access rights', ['stream-role-in-use', 'stream-role-permissions-least-privilege']),
  iso('A.8.2', 'Privileged access rights', ['stream-role-permissions-least-privilege']),
  iso('A.8.3', 'Information access restriction', ownSession),
  iso('A.8.5', 'Secure authentication', samlOnly),
  iso('A.8.9', 'Configuration management', ['stream-permission-well-formed', 'stream-role-naming']),
  iso('A.8.20', 'Networks security', [
    'appstream-fleet-internet-access-disabled',
    'workspaces-directory-ip-restricted',
  ]),
  iso('A.8.24', 'Use of cryptography', [
    'saml-provider-assertion-encryption-required',
    'workspaces-directory-encryption-mode',
  ]),
];

const byRule = Map.groupBy(
  controls.flatMap(({ framework, id, title, ...control }) =>
    'rules' in control ? control.rules.map((ruleId) => ({ ruleId, reference: { framework, id, title } })) : [],
  ),
  ({ ruleId }) => ruleId,
);

/** The controls that a rule supports, in the order of the table. */
export const controlsOf = (ruleId: string): readonly ControlReference[] =>
  (byRule.get(ruleId) ?? []).map(({ reference }) => reference);
