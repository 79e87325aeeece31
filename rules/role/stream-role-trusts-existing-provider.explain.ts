import { brokenTrust, guideTrustWith, guideWorkspacesPolicy, serviceTrust } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

const trusting = (principal: unknown) => ({
  roles: [{ name: 'Desktops', trust: guideTrustWith({ Principal: principal }), inline }],
});

export default defineExplanation({
  rationale:
    'A provider that was deleted, mistyped or never existed lets nobody in today, and whoever creates a provider of that name ' +
    'tomorrow decides who gets in. A wildcard or NotPrincipal lets in every provider of the account.',
  // A5: role and provider of one account is the half of the Role attribute that AWS shows.
  cli: 'aws iam list-saml-providers\naws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
  console: 'IAM → Identity providers shows what exists; IAM → Roles → the role → Trust relationships names it.',
  examples: {
    pass: [
      {
        name: 'the provider is there',
        says: 'Every trusted provider exists in this account.',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
    ],
    fail: [
      {
        name: 'the provider was deleted',
        severity: 'high',
        says: 'The role trusts arn:aws:iam::111122223333:saml-provider/Gone: no such provider.',
        given: { ...trusting({ Federated: 'arn:aws:iam::111122223333:saml-provider/Gone' }) },
      },
      {
        name: 'the provider of another account',
        severity: 'high',
        says: "The role trusts arn:aws:iam::444455556666:saml-provider/ExampleIdP: a provider of account 444455556666, and a role accepts only its own account's.",
        given: { ...trusting({ Federated: 'arn:aws:iam::444455556666:saml-provider/ExampleIdP' }) },
      },
      {
        name: 'any provider',
        severity: 'high',
        says: 'The role trusts *: every provider.',
        given: { ...trusting({ Federated: '*' }) },
      },
      {
        name: 'a wildcard inside the ARN',
        severity: 'high',
        says: 'The role trusts arn:aws:iam::111122223333:saml-provider/*: a wildcard inside a principal never matches.',
        given: { ...trusting({ Federated: 'arn:aws:iam::111122223333:saml-provider/*' }) },
      },
      {
        name: 'everybody but one provider',
        severity: 'high',
        says: 'The role trusts NotPrincipal with Allow: every provider that is not named.',
        given: {
          roles: [
            {
              name: 'Desktops',
              trust: guideTrustWith({
                Principal: undefined,
                NotPrincipal: { Federated: 'arn:aws:iam::111122223333:saml-provider/Old' },
              }),
              inline,
            },
          ],
        },
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
        name: 'the providers could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:ListSAMLProviders.',
        given: { roles: [{ name: 'Desktops', inline }], unread: ['iam:ListSAMLProviders'] },
      },
      {
        name: 'the trust policy cannot be understood',
        says: 'Could not be judged: trust policy of role Desktops cannot be understood: statement 1: "Efect" is not an element of the policy language.',
        given: { roles: [{ name: 'Desktops', trust: brokenTrust, inline }] },
      },
    ],
  },
});
