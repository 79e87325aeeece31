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
    'certificate authority of the same Region with the tag key euc-private-ca, and roles that let sign-ins carry session ' +
    'tags. Where one is missing, users are asked for a password that they may not have. Multi-factor authentication by ' +
    'RADIUS is not asked for when certificates are on, so it has to happen at the identity provider; that is said as medium.',
  cli:
    'aws acm-pca tag-certificate-authority --certificate-authority-arn CA_ARN --tags Key=euc-private-ca\n' +
    'aws workspaces modify-certificate-based-auth-properties --resource-id DIRECTORY_ID --certificate-based-auth-properties Status=ENABLED,CertificateAuthorityArn=CA_ARN',
  console:
    'WorkSpaces → Directories → the directory → Authentication → Edit → Edit certificate-based authentication; AWS Private CA → the authority → Tags.',
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
