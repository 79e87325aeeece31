import { defineRule } from '../../lib/rule/rule.ts';
import { streaming } from '../../lib/rule/role-scope.ts';
import { lookupEvents, seenIn, share, withAdmitted } from '../../lib/rule/sign-ins.ts';
import { workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, notApplicable, pass, unknown } from '../../lib/rule/verdict.ts';
import { userSees } from '../../lib/saml/sign-in-errors.ts';

export default defineRule({
  id: 'sign-in-email-tag-sent',
  title: 'Recorded WorkSpaces sign-ins carry PrincipalTag:Email',
  severity: 'medium',
  effect: 'at-risk',
  sources: [workspacesGuide('Step 5, PrincipalTag:Email')],
  statements: ['A7'],
  reads: ['iam:GetAccountAuthorizationDetails', lookupEvents],
  userSees: userSees('launch-failed'),
  remediation:
    'Send https://aws.amazon.com/SAML/Attributes/PrincipalTag:Email with the email address of the user in the directory.',
  evaluate: {
    'iam.role': {
      scope: [streaming],
      judge: (role, account) =>
        withAdmitted(role, account, (admitted) => {
          if (!role.services.includes('workspaces')) return notApplicable('The role does not stream WorkSpaces.');
          // A role for both services: those that lack the tag may be sign-ins to AppStream, which needs none.
          const missing = admitted.filter(({ tags }) => !tags.includes('Email'));
          const none = missing.length === admitted.length;
          if (missing.length > 0 && role.services.includes('appstream') && !none)
            return unknown('The role also streams AppStream, and the records do not say which sign-in was for which.');
          const seen = seenIn(
            'requestParameters.principalTags',
            none ? 'no Email' : missing.length > 0 ? 'Email in some' : 'Email',
            'Email',
          );
          if (missing.length === 0) return pass('All recorded sign-ins carry PrincipalTag:Email.', seen);
          const cased = missing.some(({ tags }) => tags.some((tag) => tag.toLowerCase() === 'email'));
          const hint = cased ? ' It was sent in another letter case.' : '';
          return fail(`${share(missing, admitted)} carried no PrincipalTag:Email, which WorkSpaces requires.${hint}`, [
            seen,
          ]);
        }),
    },
  },
});
