import { guideAppstreamPolicy, guideTrustWith, type ExampleAccount } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const authority = 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/0a1b2c3d-example';

const ready = { status: 'ACTIVE', tagKeys: ['euc-private-ca'] };

const domain = 'corp.example.com';

const withoutFallback = 'ENABLED_NO_DIRECTORY_LOGIN_FALLBACK';

const joined = (
  change: ExampleAccount = {},
  status = withoutFallback,
  certificateAuthorityArn = authority,
): ExampleAccount => ({
  roles: [{ name: 'Apps', inline: { Stream: guideAppstreamPolicy } }],
  stacks: [{ name: 'Design' }],
  fleets: [{ name: 'design-fleet', directoryName: domain }],
  directoryConfigs: [{ directoryName: domain, certificateAuth: { status, certificateAuthorityArn } }],
  certificateAuthorities: { [authority]: ready },
  ...change,
});

const withoutTagSession = guideTrustWith({ Action: 'sts:AssumeRoleWithSAML' });

export default defineExplanation({
  rationale:
    'Windows sign-in with certificates needs an ACTIVE private certificate authority of the same Region with the tag key euc-private-ca, and ' +
    'roles that let sign-ins carry session tags. Where one is missing users are asked for a password that they may not ' +
    'have, or do not get in. With the fallback on, the domain password alone opens the Windows session; this is said as low, because the ' +
    'identity provider was passed before.',
  cli:
    'aws acm-pca tag-certificate-authority --certificate-authority-arn CA_ARN --tags Key=euc-private-ca\n' +
    'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json\n' +
    'aws appstream update-directory-config --directory-name DOMAIN --certificate-based-auth-properties Status=ENABLED_NO_DIRECTORY_LOGIN_FALLBACK,CertificateAuthorityArn=CA_ARN',
  console:
    'AppStream 2.0 → Directory Configs → the directory → Edit → Certificate-Based Authentication; AWS Private CA → the authority → Tags.',
  examples: {
    pass: [
      {
        name: 'authority, tag and role are ready, without fallback',
        says: 'The certificate authority and the roles are ready. Sign-ins must also carry UserPrincipalName and, since 2025-09-10, ObjectSid, which cannot be seen from AWS.',
        given: joined(),
      },
      {
        name: 'users sign in with passwords',
        says: 'Certificate-based authentication is off: users enter the domain password.',
        given: { directoryConfigs: [{ directoryName: domain }] },
      },
    ],
    fail: [
      {
        name: 'the certificate authority is disabled',
        severity: 'high',
        says: 'Users of corp.example.com cannot sign in with certificates: CertificateAuthority.Status is DISABLED, expected ACTIVE.',
        given: joined({ certificateAuthorities: { [authority]: { ...ready, status: 'DISABLED' } } }),
      },
      {
        name: 'the certificate authority lacks the tag key',
        severity: 'high',
        says: 'Users of corp.example.com cannot sign in with certificates: Tags.euc-private-ca is missing, expected present.',
        given: joined({ certificateAuthorities: { [authority]: { ...ready, tagKeys: ['owner'] } } }),
      },
      {
        name: 'the certificate authority is in another Region',
        severity: 'high',
        says: 'Users of corp.example.com cannot sign in with certificates: CertificateBasedAuthProperties.CertificateAuthorityArn is arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/0a1b2c3d-example, expected a certificate authority in eu-central-1.',
        given: joined({}, withoutFallback, authority.replace('eu-central-1', 'eu-west-1')),
      },
      {
        name: 'no certificate authority is named',
        severity: 'high',
        says: 'Users of corp.example.com cannot sign in with certificates: CertificateBasedAuthProperties.CertificateAuthorityArn is none, expected a certificate authority in eu-central-1.',
        given: joined({ directoryConfigs: [{ directoryName: domain, certificateAuth: { status: withoutFallback } }] }),
      },
      {
        name: 'a role that serves the stack does not allow sts:TagSession',
        severity: 'high',
        says: 'Users of corp.example.com cannot sign in with certificates: Apps.AssumeRolePolicyDocument is without sts:TagSession, expected sts:TagSession with PrincipalTag:UserPrincipalName, PrincipalTag:ObjectSid.',
        witness:
          'an assertion with NameID format persistent and audience https://signin.aws.amazon.com/saml that carries PrincipalTag:UserPrincipalName, PrincipalTag:ObjectSid is denied by role Apps',
        given: joined({
          roles: [{ name: 'Apps', trust: withoutTagSession, inline: { Stream: guideAppstreamPolicy } }],
        }),
      },
      {
        name: 'all is ready, and the password works as well',
        severity: 'low',
        says: 'Users of corp.example.com may sign in to Windows with the domain password when the certificate does not work.',
        given: joined({}, 'ENABLED'),
      },
    ],
    notApplicable: [
      {
        name: 'no fleet joins the domain',
        says: 'No SAML user reaches a fleet that joins this domain.',
        given: joined({ fleets: [{ name: 'design-fleet' }] }),
      },
      {
        name: 'no streaming role serves a stack of the domain',
        says: 'No SAML user reaches a fleet that joins this domain.',
        given: joined({ roles: [] }),
      },
    ],
    unknown: [
      {
        name: 'the certificate authority of another account',
        says: 'Whether certificates work cannot be told: the certificate authority belongs to account 444455556666, which was not read.',
        given: joined({}, withoutFallback, authority.replace('111122223333', '444455556666')),
      },
      {
        name: 'the tags could not be read',
        says: 'Whether certificates work cannot be told: AccessDeniedException: the scanning role may not call acm-pca:ListTags.',
        given: joined({ unread: ['acm-pca:ListTags'] }),
      },
      {
        name: 'a status that AWS did not document',
        says: 'CertificateBasedAuthProperties.Status is ENABLED_SOMEHOW, which this tool does not know.',
        given: joined({}, 'ENABLED_SOMEHOW'),
      },
    ],
  },
});
