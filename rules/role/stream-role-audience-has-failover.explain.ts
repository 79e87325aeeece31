import { brokenTrust, guideTrustWith, guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

const audience = (value: unknown) => ({
  roles: [
    {
      name: 'Desktops',
      trust: guideTrustWith({ Condition: { StringEquals: { 'SAML:sub_type': 'persistent', 'SAML:aud': value } } }),
      inline,
    },
  ],
});

export default defineExplanation({
  rationale:
    'The sign-in URL without a Region is served from one Region. AWS advises to trust several regional URLs as well, so that the ' +
    'identity provider can switch to another when that Region is unavailable.',
  cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
  console: 'IAM → Roles → the role → Trust relationships → Edit trust policy.',
  examples: {
    pass: [
      {
        name: 'two Regions',
        says: 'The trust policy allows sign-in URLs in at least 2 Regions.',
        given: audience(['https://signin.aws.amazon.com/saml', 'https://us-west-2.signin.aws.amazon.com/saml']),
      },
    ],
    fail: [
      {
        name: "the provider's own endpoint",
        severity: 'informational',
        says: 'The trust policy allows only sign-in URLs in us-east-1. Users cannot sign in while that Region is unavailable.',
        given: audience('https://signin.aws.amazon.com/saml/acs/SAMLPEXAMPLE0001'),
      },
      {
        name: 'one URL',
        severity: 'informational',
        says: 'The trust policy allows only sign-in URLs in us-east-1. Users cannot sign in while that Region is unavailable.',
        given: audience('https://signin.aws.amazon.com/saml'),
      },
      {
        name: 'two spellings of one Region',
        severity: 'informational',
        says: 'The trust policy allows only sign-in URLs in us-east-1. Users cannot sign in while that Region is unavailable.',
        given: audience(['https://signin.aws.amazon.com/saml', 'https://us-east-1.signin.aws.amazon.com/saml']),
      },
    ],
    notApplicable: [
      {
        name: 'the audience is not pinned',
        says: 'The trust policy does not restrict SAML:aud, so every Region is allowed.',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
      {
        name: 'no correct sign-in gets in',
        says: 'No correct sign-in can assume this role.',
        given: audience('urn:amazon:webservices'),
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
