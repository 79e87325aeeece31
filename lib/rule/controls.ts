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
const workDocs = [
  ['4.1', 'WorkDocs: administration is defined using IAM'],
  ['4.2', 'WorkDocs: MFA is enabled'],
  ['4.3', 'WorkDocs: access limited to a range of addresses'],
  ['4.4', 'WorkDocs: activity feed is reviewed'],
  ['4.5', 'WorkDocs: new users only from allowed domains'],
  ['4.6', 'WorkDocs: who can invite external users'],
  ['4.7', 'WorkDocs: public links are restricted'],
  ['4.8', 'WorkDocs: inactive users are removed'],
] as const;

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
  nist('AC-12', 'Session Termination', [
    'appstream-fleet-disconnect-timeout',
    'appstream-fleet-idle-timeout',
    'appstream-fleet-maximum-session',
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
    'appstream-fleet-in-own-vpc',
    'appstream-stack-streams-through-vpc-endpoint',
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
  nist(
    'SC-28',
    'Protection of Information at Rest',
    ['workspaces-directory-volumes-encrypted'],
    'Directories with SAML only.',
  ),
  nist('SI-2', 'Flaw Remediation', ['workspaces-directory-maintenance-mode']),
  nist('SC-23', 'Session Authenticity', ['stream-role-audience-restricted', 'stream-role-requires-persistent-subject']),

  cis(
    '2.1',
    'Administration of WorkSpaces is defined using IAM',
    ['stream-role-permissions-least-privilege'],
    'Roles that stream only; roles of administrators are not evaluated.',
  ),
  cisWithout(
    '2.2',
    'MFA is enabled for WorkSpaces users',
    'With SAML, the identity provider enforces MFA, which AWS does not show.',
  ),
  cis(
    '2.3',
    'WorkSpace volumes are encrypted',
    ['workspaces-directory-volumes-encrypted'],
    'Directories with SAML only.',
  ),
  cisWithout('2.4', 'WorkSpaces in their own VPC', notRead('ec2:DescribeVpcs')),
  cisWithout('2.5', 'Traffic controlled and routed through NAT', notRead('ec2:DescribeRouteTables')),
  cis(
    '2.6',
    'Web Access is disabled',
    ['workspaces-directory-web-access-disabled'],
    'Only when webAccess is configured: the AWS guide for SAML describes how to use Web Access.',
  ),
  cisWithout(
    '2.7',
    'Access limited to trusted devices',
    'The API shows which device types are allowed, not which certificates are trusted.',
  ),
  cis('2.8', 'Default IP access control group disassociated', ['workspaces-directory-ip-restricted']),
  cisWithout('2.9', 'CloudWatch is set up for WorkSpaces', notRead('cloudwatch:DescribeAlarms')),
  cis(
    '2.10',
    'Patches and updates on the operating system',
    ['workspaces-directory-maintenance-mode'],
    'Maintenance mode only; what other tools install is not visible.',
  ),
  cisWithout('2.11', 'Image has the CIS OS benchmark', 'No AWS API shows it.'),
  cisWithout('2.12', 'Bundles restricted to approved versions', 'The export leaves out bundles of WorkSpaces.'),
  cisWithout('2.13', 'Images not older than 90 days', notRead('workspaces:DescribeWorkspaceImages')),
  cisWithout('2.14', 'Unused WorkSpaces are removed', notRead('workspaces:DescribeWorkspacesConnectionStatus')),
  cisWithout('2.15', 'Primary interface ports not open to all', notRead('ec2:DescribeSecurityGroups')),
  cis(
    '2.16',
    'FIPS endpoint encryption enabled',
    ['workspaces-directory-encryption-mode'],
    'Only when endpointEncryptionMode is configured.',
  ),
  cisWithout('2.17', 'API requests through a VPC endpoint', notRead('ec2:DescribeVpcEndpoints')),
  cis('2.18', 'RADIUS server uses the recommended protocol', ['workspaces-directory-radius-protocol']),
  cisWithout('3.1', 'User access logging', 'Amazon WorkSpaces Secure Browser is not in the scope of this tool.'),
  ...workDocs.map(([id, title]) => cisWithout(id, title, 'AWS ended Amazon WorkDocs.')),
  cis('5.1', 'AppStream in its own VPC', ['appstream-fleet-in-own-vpc']),
  cis('5.2', 'VPC endpoint set for AppStream', ['appstream-stack-streams-through-vpc-endpoint']),
  cis('5.3', 'Maximum session duration no longer than 10 hours', ['appstream-fleet-maximum-session']),
  cis('5.4', 'Disconnect timeout 5 minutes or less', ['appstream-fleet-disconnect-timeout']),
  cis('5.5', 'Idle disconnect timeout 10 minutes or less', ['appstream-fleet-idle-timeout']),
  cis('5.6', 'Internet access through your VPC', ['appstream-fleet-internet-access-disabled']),
  cisWithout('5.7', 'OS updates on the base image every 30 days', notRead('appstream:DescribeImages')),

  iso('A.5.15', 'Access control', ownSession),
  iso('A.5.16', 'Identity management', ['appstream-user-pool-disabled', 'saml-provider-approved']),
  iso('A.5.17', 'Authentication information', ['saml-provider-certificate-current', ...certificateAuth]),
  iso('A.5.18', 'Access rights', ['stream-role-in-use', 'stream-role-permissions-least-privilege']),
  iso('A.8.2', 'Privileged access rights', ['stream-role-permissions-least-privilege']),
  iso('A.8.3', 'Information access restriction', ownSession),
  iso('A.8.5', 'Secure authentication', samlOnly),
  iso('A.8.9', 'Configuration management', ['stream-permission-well-formed', 'stream-role-naming']),
  iso('A.8.8', 'Management of technical vulnerabilities', ['workspaces-directory-maintenance-mode']),
  iso('A.8.20', 'Networks security', [
    'appstream-fleet-in-own-vpc',
    'appstream-fleet-internet-access-disabled',
    'workspaces-directory-ip-restricted',
  ]),
  iso('A.8.24', 'Use of cryptography', [
    'workspaces-directory-radius-protocol',
    'workspaces-directory-volumes-encrypted',
    'saml-provider-assertion-encryption-required',
    'workspaces-directory-encryption-mode',
  ]),

  {
    framework: 'aws-security-hub',
    id: 'WorkSpaces.1',
    title: 'WorkSpaces user volumes should be encrypted at rest',
    rules: ['workspaces-directory-volumes-encrypted'],
    limits: 'Both volumes together, per directory with SAML.',
  },
  {
    framework: 'aws-security-hub',
    id: 'WorkSpaces.2',
    title: 'WorkSpaces root volumes should be encrypted at rest',
    rules: ['workspaces-directory-volumes-encrypted'],
    limits: 'Both volumes together, per directory with SAML.',
  },
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
