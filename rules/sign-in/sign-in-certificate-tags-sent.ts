import type { Account } from '../../lib/federation/account.ts';
import { certificateTags, tagsNeededByStack } from '../../lib/federation/needed-tags.ts';
import { servedTargets, type ServedTarget } from '../../lib/federation/served-targets.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { lookupEvents, seenIn, share, withAdmitted } from '../../lib/rule/sign-ins.ts';
import { appstreamGuide, workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';
import { userSees } from '../../lib/saml/sign-in-errors.ts';

export default defineRule({
  id: 'sign-in-certificate-tags-sent',
  title: 'Recorded sign-ins carry the tags that certificate-based authentication needs',
  severity: 'medium',
  effect: 'at-risk',
  sources: [
    workspacesGuide('Step 5, UserPrincipalName and ObjectSid'),
    appstreamGuide('Step 5, UserPrincipalName and ObjectSid'),
  ],
  statements: ['A8'],
  reads: [
    'iam:GetAccountAuthorizationDetails',
    lookupEvents,
    'workspaces:DescribeWorkspaceDirectories',
    'appstream:DescribeStacks',
    'appstream:ListAssociatedFleets',
    'appstream:DescribeFleets',
    'appstream:DescribeDirectoryConfigs',
  ],
  userSees: userSees('password-asked'),
  remediation: 'Send PrincipalTag:UserPrincipalName and PrincipalTag:ObjectSid in the identity provider.',
  evaluate: { 'iam.role': { scope: [streaming], judge } },
});

function judge(role: StreamRole, account: Account): Verdict {
  return withAdmitted(role, account, (admitted) => {
    const targets = need(servedTargets(role, account)) ?? [];
    const needing = targets.filter((target) => signsInWithCertificates(target, account));
    const [first] = needing;
    if (first === undefined)
      return notApplicable('The role serves no directory or stack with certificate-based authentication.');
    const missing = admitted.filter(({ tags }) => certificateTags.some((tag) => !tags.includes(tag)));
    const names = certificateTags.filter((tag) => missing.some(({ tags }) => !tags.includes(tag)));
    const expected = certificateTags.join(', ');
    if (missing.length === 0) {
      return pass(
        `All recorded sign-ins carry ${expected}.`,
        seenIn('requestParameters.principalTags', expected, expected),
      );
    }
    if (needing.length < targets.length && missing.length < admitted.length) {
      return unknown(
        'The role also serves targets without certificates, and the records do not say which sign-in was for which.',
      );
    }
    return fail(
      `${share(missing, admitted)} carried no ${names.join(' and no ')}, which ${first.name} needs to sign in with a certificate.`,
      [seenIn('requestParameters.principalTags', `no ${names.join(', no ')}`, expected)],
      { cause: { kind: 'sign-in-certificate-tags-missing', parameters: { tags: names.join(', ') } } },
    );
  });
}

function signsInWithCertificates(target: ServedTarget, account: Account): boolean {
  if (target.service === 'workspaces') return target.directory.certificateAuth.status !== 'DISABLED';
  const needed = need(tagsNeededByStack({ ...target.stack, entitlements: { state: 'absent' } }, account));
  return needed !== undefined && needed.tags.length > 0;
}
