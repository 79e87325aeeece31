import type { Account } from '../../lib/federation/account.ts';
import { authorityReadiness, taggingReadiness, togetherReady } from '../../lib/federation/certificate-auth.ts';
import { certificateTags } from '../../lib/federation/needed-tags.ts';
import { rolesServing } from '../../lib/federation/questions.ts';
import type { Absent, Known } from '../../lib/model/fact.ts';
import type { DirectoryConfig } from '../../lib/model/snapshot.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { appstreamGuide, appstreamPage } from '../../lib/rule/sources.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

const withoutFallback = 'ENABLED_NO_DIRECTORY_LOGIN_FALLBACK';

export default defineRule({
  id: 'appstream-directory-config-certificate-auth-ready',
  title: 'Certificate-based sign-in of an AppStream directory config has all it needs, and no password beside it',
  severity: 'high',
  effect: 'at-risk',
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
  remediation:
    'Name an ACTIVE certificate authority of this account and Region, give it the tag key euc-private-ca, allow sts:TagSession in the trust policies; once certificates work, turn the fallback off.',
  evaluate: { 'appstream.directory-config': { scope: [], judge } },
});

function judge(config: DirectoryConfig, account: Account): Verdict {
  const { certificateAuth, directoryName, region } = config;
  const { status } = certificateAuth;
  const seen = { path: 'CertificateBasedAuthProperties.Status', actual: status, expected: withoutFallback };
  if (status === 'DISABLED') return pass('Certificate-based authentication is off: users enter the domain password.');
  if (status !== 'ENABLED' && status !== withoutFallback)
    return unknown(`${seen.path} is ${status}, which this tool does not know.`);

  const serving = servingOf(config, account);
  const authority = authorityReadiness(certificateAuth, region, account);
  const { faults, doubts, witness } = togetherReady(authority, taggingReadiness(serving, certificateTags, account));
  const [fault, ...more] = faults;
  if (fault !== undefined) {
    const all = faults.map(({ path, actual, expected }) => `${path} is ${actual}, expected ${expected ?? ''}`);
    return fail(`Users of ${directoryName} cannot sign in with certificates: ${all.join('; ')}.`, [fault, ...more], {
      ...(authority.faults.length === 0
        ? {}
        : {
            cause: {
              kind: 'certificate-authority-cannot-issue',
              parameters: { authority: certificateAuth.certificateAuthorityArn ?? 'none' },
            },
          }),
      // Without the fallback nobody opens Windows; with it the password still does.
      effect: status === withoutFallback ? 'locked-out' : 'at-risk',
      ...(witness === undefined ? {} : { witness }),
    });
  }
  const [doubt] = doubts;
  if (doubt !== undefined) return unknown(`Whether certificates work cannot be told: ${doubt.reason}.`, doubt.unread);
  if (!serving.some(reachable)) return notApplicable('No SAML user reaches a fleet that joins this domain.');
  if (status === 'ENABLED')
    return fail(
      `Users of ${directoryName} may sign in to Windows with the domain password when the certificate does not work.`,
      [seen],
      {
        severity: 'low',
        effect: 'advice',
        remediation: 'Turn the fallback to the domain password off once certificates work.',
      },
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
