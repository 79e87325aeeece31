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
    pass: [{ name: 'the provider is there', given: { roles: [{ name: 'Desktops', inline }] } }],
    fail: [
      {
        name: 'the provider was deleted',
        given: { ...trusting({ Federated: 'arn:aws:iam::111122223333:saml-provider/Gone' }) },
      },
      {
        name: 'the provider of another account',
        given: { ...trusting({ Federated: 'arn:aws:iam::444455556666:saml-provider/ExampleIdP' }) },
      },
      { name: 'any provider', given: { ...trusting({ Federated: '*' }) } },
      {
        name: 'a wildcard inside the ARN',
        given: { ...trusting({ Federated: 'arn:aws:iam::111122223333:saml-provider/*' }) },
      },
      {
        name: 'everybody but one provider',
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
        given: { roles: [{ name: 'Desktops', trust: serviceTrust, inline }] },
      },
    ],
    unknown: [
      {
        name: 'the providers could not be listed',
        given: { roles: [{ name: 'Desktops', inline }], unread: ['iam:ListSAMLProviders'] },
      },
      {
        name: 'the trust policy cannot be understood',
        given: { roles: [{ name: 'Desktops', trust: brokenTrust, inline }] },
      },
    ],
  },
});
