import type { Account } from '../../lib/federation/account.ts';
import {
  authorityReadiness,
  taggingReadiness,
  togetherReady,
  type Readiness,
} from '../../lib/federation/certificate-auth.ts';
import { certificateTags } from '../../lib/federation/needed-tags.ts';
import { rolesServing } from '../../lib/federation/questions.ts';
import { absent } from '../../lib/model/fact.ts';
import type { Directory } from '../../lib/model/snapshot.ts';
import { moving, samlOn } from '../../lib/rule/directory-scope.ts';
import { guideTrustWith, guideWorkspacesPolicy, type ExampleAccount } from '../../lib/rule/example.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide, workspacesPage } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

const id = 'd-906731a2b4';
const authority = 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/0a1b2c3d-example';
const ready = { status: 'ACTIVE', tagKeys: ['euc-private-ca'] };
const inline = { Stream: guideWorkspacesPolicy };

const withCertificates = (
  change: ExampleAccount = {},
  directory: Partial<Directory> = {},
  certificateAuthorityArn = authority,
): ExampleAccount => ({
  roles: [{ name: 'Desktops', inline }],
  directories: [{ id, certificateAuth: { status: 'ENABLED', certificateAuthorityArn }, ...directory }],
  certificateAuthorities: { [authority]: ready },
  ...change,
});

/** Mail always; the other two are what the certificate is made of, ObjectSid since Windows asks for it (2025-09-10). */
const tags = ['Email', ...certificateTags];

export default defineRule({
  id: 'workspaces-directory-certificate-auth-ready',
  title: 'Certificate-based sign-in of a WorkSpaces directory has all it needs',
  severity: 'high',
  rationale:
    'Certificates spare users the domain password after the SAML sign-in. They need SAML in the directory, an ACTIVE private ' +
    'certificate authority of the same Region with the tag key euc-private-ca, and roles that let sign-ins carry session ' +
    'tags. Where one is missing, users are asked for a password that they may not have. Multi-factor authentication by ' +
    'RADIUS is not asked for when certificates are on, so it has to happen at the identity provider; that is said as medium.',
  sources: [
    workspacesGuide('Step 5, UserPrincipalName and ObjectSid'),
    workspacesPage('Certificate-based authentication', 'certificate-based-authentication'),
  ],
  statements: ['W30', 'X5'],
  reads: [
    'workspaces:DescribeWorkspaceDirectories',
    'acm-pca:DescribeCertificateAuthority',
    'acm-pca:ListTags',
    'ds:DescribeDirectories',
    'iam:GetAccountAuthorizationDetails',
  ],
  userSees:
    'A prompt for the domain password in the desktop; AccessDenied for sts:AssumeRoleWithSAML where sts:TagSession is missing.',
  remediation: {
    summary:
      'Turn SAML on, name an ACTIVE certificate authority of this account and Region, give it the tag key euc-private-ca, and allow sts:TagSession in the trust policies.',
    cli:
      'aws acm-pca tag-certificate-authority --certificate-authority-arn CA_ARN --tags Key=euc-private-ca\n' +
      'aws workspaces modify-certificate-based-auth-properties --resource-id DIRECTORY_ID --certificate-based-auth-properties Status=ENABLED,CertificateAuthorityArn=CA_ARN',
    console:
      'WorkSpaces → Directories → the directory → Authentication → Edit → Edit certificate-based authentication; AWS Private CA → the authority → Tags.',
  },
  evaluate: { 'workspaces.directory': judge },
  examples: {
    pass: [
      { name: 'SAML, authority, tag and role are ready', given: withCertificates() },
      { name: 'users enter the domain password', given: { directories: [{ id }] } },
    ],
    fail: [
      { name: 'SAML is off', given: withCertificates({}, { saml: { status: 'DISABLED' } }) },
      {
        name: 'no certificate authority is named',
        given: withCertificates({}, { certificateAuth: { status: 'ENABLED' } }),
      },
      {
        name: 'the certificate authority has expired',
        given: withCertificates({ certificateAuthorities: { [authority]: { ...ready, status: 'EXPIRED' } } }),
      },
      {
        name: 'the certificate authority lacks the tag key',
        given: withCertificates({ certificateAuthorities: { [authority]: { ...ready, tagKeys: ['owner'] } } }),
      },
      {
        name: 'the certificate authority is in another Region',
        given: withCertificates({}, {}, authority.replace('eu-central-1', 'us-east-1')),
      },
      {
        name: 'a role that serves the directory does not allow sts:TagSession',
        given: withCertificates({
          roles: [{ name: 'Desktops', trust: guideTrustWith({ Action: 'sts:AssumeRoleWithSAML' }), inline }],
        }),
      },
      {
        name: 'multi-factor authentication by RADIUS is no longer asked for',
        given: withCertificates({ directoryService: { [id]: { type: 'ADConnector', radiusStatus: 'Completed' } } }),
      },
    ],
    notApplicable: [
      { name: 'no streaming role serves the directory', given: withCertificates({ roles: [] }) },
      { name: 'the directory is being deregistered', given: withCertificates({}, { state: 'DEREGISTERING' }) },
    ],
    unknown: [
      {
        name: 'the certificate authority of another account',
        given: withCertificates({}, {}, authority.replace('111122223333', '444455556666')),
      },
      { name: 'the tags could not be read', given: withCertificates({ unread: ['acm-pca:ListTags'] }) },
      {
        name: 'whether RADIUS is in use could not be read',
        given: withCertificates({ unread: ['ds:DescribeDirectories'] }),
      },
      {
        name: 'a status that AWS did not document',
        given: withCertificates({}, { certificateAuth: { status: 'ENABLED_SOMEHOW' } }),
      },
    ],
  },
});

function judge(directory: Directory, account: Account): Verdict {
  const { certificateAuth, region, arn } = directory;
  const seen = { path: 'CertificateBasedAuthProperties.Status', actual: certificateAuth.status };
  const transition = moving(directory);
  if (transition !== undefined) return transition;
  if (certificateAuth.status === 'DISABLED') {
    return pass('Certificate-based authentication is off: users enter the domain password.', seen);
  }
  if (certificateAuth.status !== 'ENABLED') {
    return unknown(`${seen.path} is ${certificateAuth.status}, which this tool does not know.`);
  }

  const serving = rolesServing(account, 'workspaces', arn);
  const { faults, doubts, witness } = togetherReady(
    samlReadiness(directory),
    authorityReadiness(certificateAuth, region, account),
    taggingReadiness([serving], tags, account),
  );
  const [fault, ...more] = faults;
  if (fault !== undefined) {
    const all = faults.map(({ path, actual, expected }) => `${path} is ${actual}, expected ${expected ?? ''}`);
    return fail(
      `Certificate-based authentication is on, but users cannot sign in with certificates: ${all.join('; ')}.`,
      [fault, ...more],
      witness === undefined ? {} : { witness },
    );
  }
  const description = account.snapshot.byRegion[region]?.directoryService[directory.id] ?? absent();
  if (description.state === 'known' && description.value.radiusStatus === 'Completed') {
    return fail(
      'Multi-factor authentication by RADIUS is set up, and not asked for while certificate-based authentication is on: only the identity provider can ask for a second factor.',
      [{ path: 'ds:DescribeDirectories.RadiusStatus', actual: 'Completed', expected: 'no RADIUS' }],
      {
        severity: 'medium',
        remediation: 'Ask for the second factor at the identity provider, then turn RADIUS off in the directory.',
      },
    );
  }
  const [doubt] = doubts;
  if (doubt !== undefined) return unknown(`Whether certificates work cannot be told: ${doubt.reason}.`, doubt.unread);
  need(description);
  if (serving.state === 'known' && serving.value.sure.length + serving.value.unsure.length === 0) {
    return notApplicable('No streaming role serves the directory, so nobody signs in with a certificate.');
  }
  return pass(
    'SAML, the certificate authority and the roles are ready. Sign-ins must also carry UserPrincipalName and, since 2025-09-10, ObjectSid, which cannot be seen from AWS.',
    seen,
  );
}

function samlReadiness(directory: Directory): Readiness {
  const on = samlOn(directory);
  const seen = { path: 'SamlProperties.Status', actual: directory.saml.status, expected: 'ENABLED' };
  return {
    faults: on === false ? [seen] : [],
    doubts: typeof on === 'boolean' ? [] : [{ reason: on.unclear }],
  };
}
