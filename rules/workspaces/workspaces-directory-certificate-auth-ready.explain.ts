import type { Directory } from '../../lib/model/snapshot.ts';
import { guideTrustWith, guideWorkspacesPolicy, type ExampleAccount } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

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

export default defineExplanation({
  rationale:
    'Certificates spare users the domain password after the SAML sign-in. They need SAML in the directory, an ACTIVE private ' +
    'certificate authority of the same Region with the tag key euc-private-ca and a revocation list, WorkSpaces with DCV, and ' +
    'roles that let sign-ins carry session tags. Where one is missing, users are asked for a password that they may not have. Multi-factor authentication by ' +
    'RADIUS is not asked for when certificates are on, so it has to happen at the identity provider; that is said as medium.',
  cli:
    'aws acm-pca tag-certificate-authority --certificate-authority-arn CA_ARN --tags Key=euc-private-ca\n' +
    'aws workspaces modify-certificate-based-auth-properties --resource-id DIRECTORY_ID --certificate-based-auth-properties Status=ENABLED,CertificateAuthorityArn=CA_ARN',
  console:
    'WorkSpaces → Directories → the directory → Authentication → Edit → Edit certificate-based authentication; AWS Private CA → the authority → Tags.',
  examples: {
    pass: [
      {
        name: 'SAML, authority, tag and role are ready',
        says: 'SAML, the certificate authority and the roles are ready. Sign-ins must also carry UserPrincipalName and, since 2025-09-10, ObjectSid, which cannot be seen from AWS.',
        given: withCertificates(),
      },
      {
        name: 'users enter the domain password',
        says: 'Certificate-based authentication is off: users enter the domain password.',
        given: { directories: [{ id }] },
      },
    ],
    fail: [
      {
        name: 'SAML is off',
        severity: 'high',
        says: 'Certificate-based authentication is on, but users cannot sign in with certificates: SamlProperties.Status is DISABLED, expected ENABLED.',
        given: withCertificates({}, { saml: { status: 'DISABLED' } }),
      },
      {
        name: 'no certificate authority is named',
        severity: 'high',
        says: 'Certificate-based authentication is on, but users cannot sign in with certificates: CertificateBasedAuthProperties.CertificateAuthorityArn is none, expected a certificate authority in eu-central-1.',
        given: withCertificates({}, { certificateAuth: { status: 'ENABLED' } }),
      },
      {
        name: 'the certificate authority has expired',
        severity: 'high',
        says: 'Certificate-based authentication is on, but users cannot sign in with certificates: CertificateAuthority.Status is EXPIRED, expected ACTIVE.',
        given: withCertificates({ certificateAuthorities: { [authority]: { ...ready, status: 'EXPIRED' } } }),
      },
      {
        name: 'the certificate authority lacks the tag key',
        severity: 'high',
        says: 'Certificate-based authentication is on, but users cannot sign in with certificates: Tags.euc-private-ca is missing, expected present.',
        given: withCertificates({ certificateAuthorities: { [authority]: { ...ready, tagKeys: ['owner'] } } }),
      },
      {
        name: 'nobody can check whether a certificate was revoked',
        severity: 'high',
        says: 'Certificate-based authentication is on, but users cannot sign in with certificates: CertificateAuthority.RevocationConfiguration is CRL and OCSP disabled, expected a CRL distribution point that clients can reach.',
        given: withCertificates({
          certificateAuthorities: { [authority]: { ...ready, revocation: { crl: false, ocsp: false } } },
        }),
      },
      {
        name: 'every WorkSpace uses PCoIP',
        severity: 'medium',
        says: 'No WorkSpace of directory d-906731a2b4 can use certificates: 12 with PCoIP. Certificate-based authentication works with Windows and DCV only, so users enter the domain password.',
        given: withCertificates({ workspaces: { [id]: { total: 12, pcoip: 12 } } }),
      },
      {
        name: 'every WorkSpace runs Linux or uses PCoIP',
        severity: 'medium',
        says: 'No WorkSpace of directory d-906731a2b4 can use certificates: 2 with PCoIP and 10 with Linux. Certificate-based authentication works with Windows and DCV only, so users enter the domain password.',
        given: withCertificates({ workspaces: { [id]: { total: 12, pcoip: 2, linux: 10 } } }),
      },
      {
        name: 'the certificate authority is in another Region',
        severity: 'high',
        says: 'Certificate-based authentication is on, but users cannot sign in with certificates: CertificateBasedAuthProperties.CertificateAuthorityArn is arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/0a1b2c3d-example, expected a certificate authority in eu-central-1.',
        given: withCertificates({}, {}, authority.replace('eu-central-1', 'us-east-1')),
      },
      {
        name: 'a role that serves the directory does not allow sts:TagSession',
        severity: 'high',
        says: 'Certificate-based authentication is on, but users cannot sign in with certificates: Desktops.AssumeRolePolicyDocument is without sts:TagSession, expected sts:TagSession with PrincipalTag:Email, PrincipalTag:UserPrincipalName, PrincipalTag:ObjectSid.',
        witness:
          'an assertion with NameID format persistent and audience https://signin.aws.amazon.com/saml that carries PrincipalTag:Email, PrincipalTag:UserPrincipalName, PrincipalTag:ObjectSid is denied by role Desktops',
        given: withCertificates({
          roles: [{ name: 'Desktops', trust: guideTrustWith({ Action: 'sts:AssumeRoleWithSAML' }), inline }],
        }),
      },
      {
        name: 'multi-factor authentication by RADIUS is no longer asked for',
        severity: 'medium',
        says: 'Multi-factor authentication by RADIUS is set up, and not asked for while certificate-based authentication is on: only the identity provider can ask for a second factor.',
        given: withCertificates({ directoryService: { [id]: { type: 'ADConnector', radiusStatus: 'Completed' } } }),
      },
    ],
    notApplicable: [
      {
        name: 'no streaming role serves the directory',
        says: 'No streaming role serves the directory, so nobody signs in with a certificate.',
        given: withCertificates({ roles: [] }),
      },
      {
        name: 'the directory is being deregistered',
        says: 'The directory is being deregistered.',
        given: withCertificates({}, { state: 'DEREGISTERING' }),
      },
    ],
    unknown: [
      {
        name: 'the certificate authority of another account',
        says: 'Whether certificates work cannot be told: the certificate authority belongs to account 444455556666, which was not read.',
        given: withCertificates({}, {}, authority.replace('111122223333', '444455556666')),
      },
      {
        name: 'the tags could not be read',
        says: 'Whether certificates work cannot be told: AccessDeniedException: the scanning role may not call acm-pca:ListTags.',
        given: withCertificates({ unread: ['acm-pca:ListTags'] }),
      },
      {
        name: 'whether RADIUS is in use could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call ds:DescribeDirectories.',
        given: withCertificates({ unread: ['ds:DescribeDirectories'] }),
      },
      {
        name: 'a status that AWS did not document',
        says: 'CertificateBasedAuthProperties.Status is ENABLED_SOMEHOW, which this tool does not know.',
        given: withCertificates({}, { certificateAuth: { status: 'ENABLED_SOMEHOW' } }),
      },
    ],
  },
});
