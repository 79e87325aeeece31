import { brokenTrust, guideTrustWith, guideWorkspacesPolicy, serviceTrust } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

const allowing = (change: Readonly<Record<string, unknown>>) => ({
  roles: [{ name: 'Desktops', trust: guideTrustWith(change), inline }],
});

export default defineExplanation({
  rationale:
    'A wildcard in the trust policy allows other ways to assume the role, today and whenever AWS adds one. ' +
    'The asterisk of "sts:TagSession*" is a footnote mark of the guide and allows nothing more today. No SAML sign-in is known to need sts:SetContext.',
  cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
  console: 'IAM → Roles → the role → Trust relationships → Edit trust policy.',
  examples: {
    pass: [
      {
        name: 'the trust policy of the guides',
        says: 'The trust policy allows only what a SAML sign-in needs.',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
    ],
    fail: [
      {
        name: 'the action of identity contexts',
        severity: 'informational',
        says: 'The trust policy allows sts:SetContext, more than a SAML sign-in is known to need.',
        given: allowing({ Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetContext'] }),
      },
      {
        name: 'every STS action',
        severity: 'medium',
        says: 'The trust policy allows sts:*, more than a SAML sign-in is known to need.',
        given: allowing({ Action: 'sts:*' }),
      },
      {
        name: 'everything but one action',
        severity: 'medium',
        says: 'The trust policy allows all actions except sts:AssumeRole, more than a SAML sign-in is known to need.',
        given: allowing({ Action: undefined, NotAction: 'sts:AssumeRole' }),
      },
      {
        name: 'an action that a SAML user does not need',
        severity: 'medium',
        says: 'The trust policy allows sts:AssumeRole, more than a SAML sign-in is known to need.',
        given: allowing({ Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:AssumeRole'] }),
      },
      {
        name: 'the footnote mark of the guide copied along',
        severity: 'informational',
        says: 'The trust policy allows sts:TagSession*, more than a SAML sign-in is known to need.',
        given: allowing({ Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession*'] }),
      },
    ],
    notApplicable: [
      {
        name: 'no SAML sign-in can assume the role',
        says: 'No SAML sign-in can assume this role.',
        given: { roles: [{ name: 'Desktops', trust: serviceTrust, inline }] },
      },
    ],
    unknown: [
      {
        name: 'the trust policy cannot be understood',
        says: 'Could not be judged: trust policy of role Desktops cannot be understood: statement 1: "Efect" is not an element of the policy language.',
        given: { roles: [{ name: 'Desktops', trust: brokenTrust, inline }] },
      },
    ],
  },
});
