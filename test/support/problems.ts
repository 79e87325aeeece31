import type { FederationPath } from '../../lib/model/path.ts';
import type { Report } from '../../lib/model/report.ts';
import { directory, finding, report, role, stack, unknown } from './report.ts';

const arn = (kind: string, name: string) => `arn:aws:iam::111122223333:${kind}/${name}`;

const missingProvider = { kind: 'provider-missing', parameters: { provider: 'Okta-2024' } };

const blocked: FederationPath = {
  id: 'okta-2024 desktops d-1',
  provider: arn('saml-provider', 'Okta-2024'),
  role: role('desktops').arn,
  service: 'workspaces',
  target: directory('d-1234567890').arn,
  region: 'eu-central-1',
  status: 'blocked',
  steps: [
    { step: 'start', status: 'works' },
    {
      step: 'assertion',
      status: 'blocked',
      causes: [
        {
          cause: missingProvider,
          resource: role('desktops').arn,
          message: 'SAML provider Okta-2024 does not exist in this account.',
          userSees: `"Specified provider doesn't exist" (400, InvalidIdentityToken) on the AWS sign-in page`,
        },
      ],
    },
    {
      step: 'network',
      status: 'unknown',
      uncertainties: [
        {
          message: 'workspaces:DescribeIpGroups was denied in eu-central-1.',
          call: 'workspaces:DescribeIpGroups',
          region: 'eu-central-1',
          reason: 'denied',
        },
      ],
    },
  ],
};

const exposed: FederationPath = {
  ...blocked,
  id: 'okta apps Office',
  provider: arn('saml-provider', 'Okta'),
  role: role('apps').arn,
  service: 'appstream',
  target: stack('Office').arn,
  status: 'works-unsafe',
  steps: [{ step: 'role', status: 'works-unsafe', rules: ['stream-role-requires-persistent-subject'] }],
};

const findings = [
  finding({
    id: 'provider',
    ruleId: 'stream-role-trusts-existing-provider',
    message: 'The trust policy specifies SAML provider Okta-2024, which does not exist.',
    effect: 'locked-out',
    cause: missingProvider,
    affects: { paths: [blocked.id], targets: [directory('d-1234567890').arn] },
    statement: { policy: 'trust policy', index: 0, sid: 'AllowSaml', element: 'Principal' },
    suggestion: 'Okta-2026',
    evidence: [
      {
        path: 'AssumeRolePolicyDocument.Statement[0].Principal.Federated',
        actual: arn('saml-provider', 'Okta-2024'),
        expected: 'an existing SAML provider',
      },
    ],
    remediation: 'In the trust policy of desktops, replace Okta-2024 with Okta-2026.',
    sources: [
      'IAM User Guide, Troubleshoot SAML: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html',
    ],
  }),
  finding({
    id: 'subject',
    ruleId: 'stream-role-requires-persistent-subject',
    severity: 'medium',
    resource: role('apps'),
    message: 'The trust policy allows sign-ins whose NameID format is not persistent.',
    effect: 'exposed',
    remediation: 'In the trust policy of apps, require SAML:sub_type "persistent".',
    witness: {
      sentence: 'A user who signs in with a transient NameID can assume the role.',
      action: 'sts:AssumeRoleWithSAML',
      context: { 'saml:sub_type': 'transient' },
    },
  }),
  finding({
    id: 'unused',
    ruleId: 'stream-role-in-use',
    severity: 'low',
    resource: role('old'),
    message: 'The role was not used for 120 days.',
    effect: 'advice',
    remediation: 'Delete role old if its owner does not need it.',
  }),
  finding({
    id: 'accepted',
    ruleId: 'workspaces-directory-login-fallback-disabled',
    resource: directory('d-2'),
    message: 'Clients that do not support SAML can sign in with the directory password.',
    accepted: { owner: 'Desktop team', reason: 'Old clients, see DESK-12.', expires: '2027-03-31' },
  }),
  unknown('workspaces-directory-ip-restricted', directory('d-1234567890'), 'workspaces:DescribeIpGroups'),
  finding({
    id: 'undecided',
    ruleId: 'stream-role-audience-restricted',
    status: 'unknown',
    severity: 'low',
    resource: role('apps'),
    message: 'Cannot determine which sign-ins statement 1 allows: StringFoo is not an operator.',
  }),
  finding({
    id: 'passed',
    ruleId: 'workspaces-directory-encryption-mode',
    status: 'pass',
    severity: 'informational',
    resource: directory('d-1234567890'),
    message: 'Endpoint encryption is FIPS_VALIDATED, as configured.',
    evidence: [{ path: 'EndpointEncryptionMode', actual: 'FIPS_VALIDATED', expected: 'FIPS_VALIDATED' }],
  }),
  finding({
    id: 'beside',
    ruleId: 'workspaces-directory-encryption-mode',
    status: 'not-applicable',
    resource: directory('wsd-1'),
    message: 'Not a directory of WorkSpaces Personal.',
  }),
];

const ruleOf = (
  id: string,
  severity: 'high' | 'medium' | 'low' | 'informational',
  controls: readonly string[] = [],
) => ({
  id,
  title: `Title of ${id}`,
  severity,
  url: 'https://docs.aws.amazon.com/workspaces/latest/adminguide/setting-up-saml.html',
  statements: ['R1'],
  controls: controls.map(
    (control) => ({ framework: 'nist-800-53-r5', id: control, title: `Control ${control}` }) as const,
  ),
});

const counted = report(findings, [
  { region: 'global', call: 'iam:ListRoles', outcome: 'read', requests: 1 },
  {
    region: 'eu-central-1',
    call: 'workspaces:DescribeIpGroups',
    outcome: 'denied',
    detail: 'AccessDeniedException: not authorized',
    requests: 1,
  },
]);

/** A made-up report in which every part of a report is there, with problems of each effect. */
export const sample: Report = {
  ...counted,
  scan: {
    ...counted.scan,
    dataAsOf: '2026-11-21T20:08:11.123Z',
    dataHash: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  },
  rules: [
    ruleOf('stream-role-audience-restricted', 'low'),
    ruleOf('stream-role-in-use', 'low', ['AC-2']),
    ruleOf('stream-role-requires-persistent-subject', 'medium', ['AC-3', 'SC-23']),
    ruleOf('stream-role-trusts-existing-provider', 'high', ['IA-8']),
    ruleOf('workspaces-directory-encryption-mode', 'informational', ['SC-13']),
    ruleOf('workspaces-directory-ip-restricted', 'medium', ['SC-7']),
    ruleOf('workspaces-directory-login-fallback-disabled', 'high', ['IA-2']),
  ],
  problems: [
    {
      id: '111122223333/provider-missing',
      number: 1,
      title: 'Role desktops trusts a SAML provider that does not exist: Okta-2024',
      effect: 'locked-out',
      severity: 'high',
      cause: missingProvider,
      summary: 'Users cannot sign in to directory d-1234567890.',
      resources: [role('desktops')],
      userSees: `"Specified provider doesn't exist" (400, InvalidIdentityToken) on the AWS sign-in page`,
      fix: 'In the trust policy of desktops, replace Okta-2024 with Okta-2026.',
      suggestion: 'Okta-2026',
      findings: ['provider'],
      paths: [blocked.id],
      targets: [directory('d-1234567890').arn],
    },
    {
      id: '111122223333/stream-role-requires-persistent-subject',
      number: 2,
      title: 'Role apps accepts sign-ins without a persistent NameID',
      effect: 'exposed',
      severity: 'medium',
      cause: { kind: 'stream-role-requires-persistent-subject', parameters: {} },
      summary: 'A user can start the session of a user who had the same NameID before.',
      resources: [role('apps')],
      fix: 'In the trust policy of apps, require SAML:sub_type "persistent".',
      findings: ['subject'],
      paths: [exposed.id],
      targets: [stack('Office').arn],
    },
  ],
  advice: [
    {
      id: '111122223333/stream-role-in-use',
      number: 3,
      title: 'The role was not used for 120 days',
      effect: 'advice',
      severity: 'low',
      cause: { kind: 'stream-role-in-use', parameters: {} },
      summary: 'Sign-in is not affected.',
      resources: [role('old')],
      fix: 'Delete role old if its owner does not need it.',
      findings: ['unused'],
      paths: [],
      targets: [],
    },
  ],
  paths: [blocked, exposed],
  relayStates: [
    {
      type: 'workspaces.directory',
      arn: directory('d-1234567890').arn,
      name: 'd-1234567890',
      region: 'eu-central-1',
      url: 'https://workspaces.euc-sso.eu-central-1.aws.amazon.com/sso-idp?registrationCode=SLiad%2BABC123',
      others: [],
      notes: [],
    },
    {
      type: 'appstream.stack',
      arn: stack('Office').arn,
      name: 'Office',
      region: 'eu-central-1',
      url: 'https://appstream2.euc-sso.eu-central-1.aws.amazon.com/saml?stack=Office&accountId=111122223333',
      others: [],
      notes: ['The fleet is joined to a domain: send NameID as domain\\user.'],
    },
  ],
  notices: [{ kind: 'exception-unused', index: 1, message: 'Exception 1 matches no failing finding. Remove it.' }],
};
