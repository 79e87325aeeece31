import {
  brokenTrust,
  guideTrust,
  guideTrustWith,
  guideWorkspacesPolicy,
  serviceTrust,
} from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

const both = (audience: Readonly<Record<string, unknown>>) => ({
  roles: [
    {
      name: 'Desktops',
      trust: guideTrustWith({
        Condition: { StringEquals: { 'SAML:sub_type': 'persistent' }, ...audience },
      }),
      inline,
    },
  ],
});

export default defineExplanation({
  rationale:
    'SAML:aud is the Recipient that the identity provider wrote into the assertion. Restricting it denies assertions that were ' +
    'meant for another endpoint. Older versions of the WorkSpaces guide do not use it, so its absence is reported as advice.',
  cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
  console: 'IAM → Roles → the role → Trust relationships → Edit trust policy.',
  examples: {
    pass: [
      {
        name: 'the WorkSpaces guide of 2026',
        says: 'The trust policy accepts only AWS sign-in URLs of partition aws.',
        given: both({ StringLike: { 'SAML:aud': 'https://*signin.aws.amazon.com/saml*' } }),
      },
      {
        name: 'in any letter case',
        says: 'The trust policy accepts only AWS sign-in URLs of partition aws.',
        given: both({ StringEqualsIgnoreCase: { 'SAML:aud': 'https://SIGNIN.aws.amazon.com/saml' } }),
      },
      {
        name: 'the global sign-in URL',
        says: 'The trust policy accepts only AWS sign-in URLs of partition aws.',
        given: both({ StringLike: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } }),
      },
      {
        name: 'a wildcard behind the sign-in URL',
        says: 'The trust policy accepts only AWS sign-in URLs of partition aws.',
        given: both({ StringLike: { 'SAML:aud': 'https://signin.aws.amazon.com/saml*' } }),
      },
      {
        name: "the provider's own endpoint",
        says: 'The trust policy accepts only AWS sign-in URLs of partition aws.',
        given: both({ StringLike: { 'SAML:aud': 'https://signin.aws.amazon.com/saml/acs/SAMLPEXAMPLE0001' } }),
      },
    ],
    fail: [
      {
        name: 'not looked at (advice)',
        severity: 'low',
        says: 'The trust policy does not restrict the audience (SAML:aud).',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
      {
        name: 'any audience',
        severity: 'low',
        says: 'The trust policy compares SAML:aud, but it allows URLs outside AWS too: StringLike SAML:aud "*".',
        given: both({ StringLike: { 'SAML:aud': '*' } }),
      },
      {
        name: 'a URL that AWS does not document',
        severity: 'low',
        says: 'The trust policy compares SAML:aud with https://sso.example.com/saml, which is not a sign-in URL of partition aws.',
        given: both({ StringLike: { 'SAML:aud': 'https://sso.example.com/saml' } }),
      },
      {
        name: 'a path that AWS does not document',
        severity: 'low',
        says: 'The trust policy compares SAML:aud with https://signin.aws.amazon.com/saml/, a form of the sign-in URL that AWS does not document.',
        given: both({ StringLike: { 'SAML:aud': 'https://signin.aws.amazon.com/saml/' } }),
      },
      {
        name: 'one statement looks, another does not',
        severity: 'low',
        says: 'One statement restricts SAML:aud, but another one allows sts:AssumeRoleWithSAML without checking it.',
        given: {
          roles: [
            {
              name: 'Desktops',
              trust: {
                Version: '2012-10-17',
                Statement: [
                  ...guideTrust.Statement,
                  {
                    ...guideTrust.Statement[0],
                    Condition: {
                      StringEquals: { 'SAML:sub_type': 'persistent', 'SAML:aud': 'https://signin.aws.amazon.com/saml' },
                    },
                  },
                ],
              },
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
        name: 'the trust policy cannot be understood',
        says: 'Could not be judged: trust policy of role Desktops cannot be understood: statement 1: "Efect" is not an element of the policy language.',
        given: { roles: [{ name: 'Desktops', trust: brokenTrust, inline }] },
      },
      {
        name: 'an endpoint of the provider, whose id could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:GetSAMLProvider.',
        given: {
          ...both({ StringLike: { 'SAML:aud': 'https://signin.aws.amazon.com/saml/acs/SAMLPEXAMPLE0001' } }),
          unread: ['iam:GetSAMLProvider'],
        },
      },
    ],
  },
});
