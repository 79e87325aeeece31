import { brokenTrust, guideTrustWith, guideWorkspacesPolicy, serviceTrust } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

const allowing = (change: Readonly<Record<string, unknown>>) => ({
  roles: [{ name: 'Desktops', trust: guideTrustWith(change), inline }],
});

export default defineExplanation({
  rationale:
    'A wildcard in the trust policy grants ways of assuming the role that nobody thought of, today and whenever AWS adds one. ' +
    'The star of "sts:TagSession*" is a footnote mark of the guide, not part of the action: it grants nothing more today and is only worth tidying.',
  cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
  console: 'IAM → Roles → the role → Trust relationships → Edit trust policy.',
  examples: {
    pass: [
      {
        name: 'the trust policy of the guides',
        says: 'The trust policy grants only what a SAML sign-in needs.',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
    ],
    fail: [
      {
        name: 'every STS action',
        severity: 'medium',
        says: 'The trust policy grants sts:*, more than a SAML sign-in needs.',
        given: allowing({ Action: 'sts:*' }),
      },
      {
        name: 'everything but one action',
        severity: 'medium',
        says: 'The trust policy grants everything but sts:AssumeRole, more than a SAML sign-in needs.',
        given: allowing({ Action: undefined, NotAction: 'sts:AssumeRole' }),
      },
      {
        name: 'an action that a SAML user does not need',
        severity: 'medium',
        says: 'The trust policy grants sts:AssumeRole, more than a SAML sign-in needs.',
        given: allowing({ Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:AssumeRole'] }),
      },
      {
        name: 'the footnote mark of the guide copied along',
        severity: 'informational',
        says: 'The trust policy grants sts:TagSession*, more than a SAML sign-in needs.',
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
