import type { Account } from '../../lib/federation/account.ts';
import { authorityReadiness, taggingReadiness, togetherReady } from '../../lib/federation/certificate-auth.ts';
import { certificateTags } from '../../lib/federation/needed-tags.ts';
import { rolesServing } from '../../lib/federation/questions.ts';
import type { Absent, Known } from '../../lib/model/fact.ts';
import type { DirectoryConfig } from '../../lib/model/snapshot.ts';
import { guideAppstreamPolicy, guideTrustWith, type ExampleAccount } from '../../lib/rule/example.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamGuide, appstreamPage } from '../../lib/rule/sources.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

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

export default defineRule({
  id: 'appstream-directory-config-certificate-auth-ready',
  title: 'Certificate-based sign-in of an AppStream directory config has all it needs, and no password beside it',
  severity: 'high',
  rationale:
    'Windows sign-in with certificates needs an ACTIVE private certificate authority of the same Region with the tag key euc-private-ca, and ' +
    'roles that let sign-ins carry session tags. Where one is missing users are asked for a password that they may not ' +
    'have, or do not get in. With the fallback on, the domain password alone opens the Windows session; this is said as low, because the ' +
    'identity provider was passed before.',
  sources: [
    appstreamGuide('Step 2.14 and Step 5'),
    appstreamPage('Certificate-based authentication, prerequisites', 'certificate-based-authentication-prereq'),
    appstreamPage('Enable certificate-based authentication', 'certificate-based-authentication-enable'),
  ],
  statements: ['L21'],
  reads: [
    'appstream:DescribeDirectoryConfigs',
    'appstream:DescribeFleets',
    'appstream:DescribeStacks',
    'appstream:ListAssociatedFleets',
    'acm-pca:DescribeCertificateAuthority',
    'acm-pca:ListTags',
    'iam:GetAccountAuthorizationDetails',
  ],
  userSees:
    'A prompt for the domain password where the fallback is on, a session that does not open where it is off; AccessDenied for sts:AssumeRoleWithSAML where sts:TagSession is missing.',
  remediation: {
    summary:
      'Name an ACTIVE certificate authority of this account and Region, give it the tag key euc-private-ca, allow sts:TagSession in the trust policies; once certificates work, turn the fallback off.',
    cli:
      'aws acm-pca tag-certificate-authority --certificate-authority-arn CA_ARN --tags Key=euc-private-ca\n' +
      'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json\n' +
      'aws appstream update-directory-config --directory-name DOMAIN --certificate-based-auth-properties Status=ENABLED_NO_DIRECTORY_LOGIN_FALLBACK,CertificateAuthorityArn=CA_ARN',
    console:
      'AppStream 2.0 → Directory Configs → the directory → Edit → Certificate-Based Authentication; AWS Private CA → the authority → Tags.',
  },
  evaluate: { 'appstream.directory-config': judge },
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

function judge(config: DirectoryConfig, account: Account): Verdict {
  const { certificateAuth, directoryName, region } = config;
  const { status } = certificateAuth;
  const seen = { path: 'CertificateBasedAuthProperties.Status', actual: status, expected: withoutFallback };
  if (status === 'DISABLED') return pass('Certificate-based authentication is off: users enter the domain password.');
  if (status !== 'ENABLED' && status !== withoutFallback)
    return unknown(`${seen.path} is ${status}, which this tool does not know.`);

  const serving = servingOf(config, account);
  const { faults, doubts, witness } = togetherReady(
    authorityReadiness(certificateAuth, region, account),
    taggingReadiness(serving, certificateTags, account),
  );
  const [fault, ...more] = faults;
  if (fault !== undefined) {
    const all = faults.map(({ path, actual, expected }) => `${path} is ${actual}, expected ${expected ?? ''}`);
    return fail(
      `Users of ${directoryName} cannot sign in with certificates: ${all.join('; ')}.`,
      [fault, ...more],
      witness === undefined ? {} : { witness },
    );
  }
  const [doubt] = doubts;
  if (doubt !== undefined) return unknown(`Whether certificates work cannot be told: ${doubt.reason}.`, doubt.unread);
  if (!serving.some(reachable)) return notApplicable('No SAML user reaches a fleet that joins this domain.');
  if (status === 'ENABLED')
    return fail(
      `Users of ${directoryName} may sign in to Windows with the domain password when the certificate does not work.`,
      [seen],
      { severity: 'low', remediation: 'Turn the fallback to the domain password off once certificates work.' },
    );
  return pass(
    'The certificate authority and the roles are ready. Sign-ins must also carry UserPrincipalName and, since 2025-09-10, ObjectSid, which cannot be seen from AWS.',
    seen,
  );
}

/** Who serves each stack with a fleet that joins the domain; what could not be read stands in its place. */
function servingOf({ directoryName, region }: DirectoryConfig, account: Account): readonly Serving[] {
  const fleets = account.fleets(region);
  if (fleets.state === 'unreadable') return [fleets];
  const joining = valuesOf(fleets)
    .filter((fleet) => fleet.directoryName?.toLowerCase() === directoryName.toLowerCase())
    .map(({ name }) => name);
  if (joining.length === 0) return [];
  const stacks = account.stacks(region);
  if (stacks.state === 'unreadable') return [stacks];
  return valuesOf(stacks).flatMap((stack): Serving[] => {
    if (stack.fleets.state === 'unreadable') return [stack.fleets];
    const joins = valuesOf(stack.fleets).some((name) => joining.includes(name));
    return joins ? [rolesServing(account, 'appstream', stack.arn)] : [];
  });
}

const reachable = (serving: Serving): boolean =>
  serving.state === 'known' && serving.value.sure.length + serving.value.unsure.length > 0;

type Serving = ReturnType<typeof rolesServing>;

const valuesOf = <T>(fact: Known<readonly T[]> | Absent): readonly T[] => (fact.state === 'known' ? fact.value : []);
