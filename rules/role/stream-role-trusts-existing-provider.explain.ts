import { brokenTrust, guideTrustWith, guideWorkspacesPolicy, serviceTrust } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

const trusting = (principal: unknown) => ({
  roles: [{ name: 'Desktops', trust: guideTrustWith({ Principal: principal }), inline }],
});

export default defineExplanation({
  rationale:
    'No user can sign in through a provider that was deleted, misspelled, or never created, and anyone who creates a provider ' +
    'of that name decides who can. A wildcard or NotPrincipal allows every provider of the account.',
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
        name: 'the provider has the same name in other letters',
        severity: 'high',
        says: 'Role Desktops trusts SAML provider exampleidp, which does not exist in this account. Provider ExampleIdP exists, and the policy specifies exampleidp: names are case-sensitive.',
        given: { ...trusting({ Federated: 'arn:aws:iam::111122223333:saml-provider/exampleidp' }) },
      },
      {
        name: 'the provider was deleted',
        severity: 'high',
        says: 'Role Desktops trusts SAML provider Gone, which does not exist in this account. Provider ExampleIdP exists, and no role trusts it.',
        given: { ...trusting({ Federated: 'arn:aws:iam::111122223333:saml-provider/Gone' }) },
      },
      {
        name: 'the provider of another account',
        severity: 'high',
        says: 'Role Desktops trusts SAML provider ExampleIdP of account 444455556666, but a role accepts only providers of its own account.',
        given: { ...trusting({ Federated: 'arn:aws:iam::444455556666:saml-provider/ExampleIdP' }) },
      },
      {
        name: 'any provider',
        severity: 'high',
        says: 'Principal {"Federated": "*"} in statement 1 of the trust policy allows every SAML provider of this account, existing and future. IAM is not known to store this form.',
        given: { ...trusting({ Federated: '*' }) },
      },
      {
        name: 'a wildcard inside the ARN',
        severity: 'high',
        says: 'Role Desktops trusts arn:aws:iam::111122223333:saml-provider/*, but a wildcard inside the ARN of a principal matches nothing.',
        given: { ...trusting({ Federated: 'arn:aws:iam::111122223333:saml-provider/*' }) },
      },
      {
        name: 'everybody but one provider',
        severity: 'high',
        says: 'NotPrincipal in statement 1 of the trust policy allows every SAML provider of this account, existing and future. With Allow, it includes every principal that it does not list.',
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
