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
import type { Directory, WorkspaceCount } from '../../lib/model/snapshot.ts';
import { registered, samlOn, samlSupported } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide, workspacesPage } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type FailureDetails, type Verdict } from '../../lib/rule/verdict.ts';

/** Mail always; the other two are what the certificate is made of, ObjectSid since Windows asks for it (2025-09-10). */
const tags = ['Email', ...certificateTags];

export default defineRule({
  id: 'workspaces-directory-certificate-auth-ready',
  title: 'Certificate-based sign-in of a WorkSpaces directory has all it needs',
  severity: 'high',
  effect: 'at-risk',
  sources: [
    workspacesGuide('Step 5, UserPrincipalName and ObjectSid'),
    workspacesPage('Certificate-based authentication', 'certificate-based-authentication'),
  ],
  statements: ['W30', 'X5'],
  reads: [
    'workspaces:DescribeWorkspaceDirectories',
    'workspaces:DescribeWorkspaces',
    'acm-pca:DescribeCertificateAuthority',
    'acm-pca:ListTags',
    'ds:DescribeDirectories',
    'iam:GetAccountAuthorizationDetails',
  ],
  userSees:
    'A prompt for the domain password in the desktop; AccessDenied for sts:AssumeRoleWithSAML where sts:TagSession is missing.',
  remediation:
    'Turn SAML on, name an ACTIVE certificate authority of this account and Region, give it the tag key euc-private-ca, and allow sts:TagSession in the trust policies.',
  evaluate: { 'workspaces.directory': { scope: [registered, samlSupported], judge } },
});

function judge(directory: Directory, account: Account): Verdict {
  const { certificateAuth, region, arn } = directory;
  const seen = { path: 'CertificateBasedAuthProperties.Status', actual: certificateAuth.status };
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
      { ...causeOf(directory, account), ...(witness === undefined ? {} : { witness }) },
    );
  }
  const count = workspacesOf(directory, account);
  if (count !== undefined && count.total > 0 && count.pcoip + (count.linux ?? 0) === count.total) {
    return fail(
      `No WorkSpace of directory ${directory.id} can use certificates: ${why(count)}. Certificate-based authentication works with Windows and DCV only, so users enter the domain password.`,
      [
        {
          path: 'WorkspaceProperties',
          actual: `PCoIP on ${count.pcoip}, Linux on ${count.linux ?? 0} of ${count.total}`,
          expected: 'Windows with WSP (DCV)',
        },
      ],
      {
        severity: 'medium',
        effect: 'at-risk',
        cause: { kind: 'certificates-without-dcv', parameters: {} },
        remediation: `Disable certificate-based authentication in directory ${directory.id} in ${region}, or change its WorkSpaces to Windows with DCV.`,
      },
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

/** Only the certificate authority is a cause that other directories can share. */
function causeOf({ certificateAuth, region }: Directory, account: Account): FailureDetails {
  if (authorityReadiness(certificateAuth, region, account).faults.length === 0) return { effect: 'at-risk' };
  const authority = certificateAuth.certificateAuthorityArn ?? 'none';
  return { effect: 'at-risk', cause: { kind: 'certificate-authority-cannot-issue', parameters: { authority } } };
}

/** @throws {Unread} when the WorkSpaces could not be counted */
const workspacesOf = ({ id, region }: Directory, account: Account) =>
  need(account.snapshot.byRegion[region]?.workspaces ?? absent())?.[id];

const why = ({ pcoip, linux = 0 }: WorkspaceCount): string =>
  [...(pcoip > 0 ? [`${pcoip} with PCoIP`] : []), ...(linux > 0 ? [`${linux} with Linux`] : [])].join(' and ');

function samlReadiness(directory: Directory): Readiness {
  const on = samlOn(directory);
  const seen = { path: 'SamlProperties.Status', actual: directory.saml.status, expected: 'ENABLED' };
  return {
    faults: on === false ? [seen] : [],
    doubts: typeof on === 'boolean' ? [] : [{ reason: on.unclear }],
  };
}
