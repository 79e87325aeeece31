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
      { name: 'authority, tag and role are ready, without fallback', given: joined() },
      { name: 'users sign in with passwords', given: { directoryConfigs: [{ directoryName: domain }] } },
    ],
    fail: [
      {
        name: 'the certificate authority is disabled',
        given: joined({ certificateAuthorities: { [authority]: { ...ready, status: 'DISABLED' } } }),
      },
      {
        name: 'the certificate authority lacks the tag key',
        given: joined({ certificateAuthorities: { [authority]: { ...ready, tagKeys: ['owner'] } } }),
      },
      {
        name: 'the certificate authority is in another Region',
        given: joined({}, withoutFallback, authority.replace('eu-central-1', 'eu-west-1')),
      },
      {
        name: 'no certificate authority is named',
        given: joined({ directoryConfigs: [{ directoryName: domain, certificateAuth: { status: withoutFallback } }] }),
      },
      {
        name: 'a role that serves the stack does not allow sts:TagSession',
        given: joined({
          roles: [{ name: 'Apps', trust: withoutTagSession, inline: { Stream: guideAppstreamPolicy } }],
        }),
      },
      { name: 'all is ready, and the password works as well', given: joined({}, 'ENABLED') },
    ],
    notApplicable: [
      { name: 'no fleet joins the domain', given: joined({ fleets: [{ name: 'design-fleet' }] }) },
      { name: 'no streaming role serves a stack of the domain', given: joined({ roles: [] }) },
    ],
    unknown: [
      {
        name: 'the certificate authority of another account',
        given: joined({}, withoutFallback, authority.replace('111122223333', '444455556666')),
      },
      { name: 'the tags could not be read', given: joined({ unread: ['acm-pca:ListTags'] }) },
      { name: 'a status that AWS did not document', given: joined({}, 'ENABLED_SOMEHOW') },
    ],
  },
});
