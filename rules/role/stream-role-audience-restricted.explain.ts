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
    'saml:aud is the Recipient that the identity provider wrote into the assertion. Pinning it keeps assertions meant for another ' +
    'endpoint out. The WorkSpaces guide does without it, so its absence is advice; a value that AWS does not document is a mistake or a hole.',
  cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
  console: 'IAM → Roles → the role → Trust relationships → Edit trust policy.',
  examples: {
    pass: [
      {
        name: 'the global sign-in URL',
        says: 'Only sign-in URLs of the partition get in.',
        given: both({ StringLike: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } }),
      },
      {
        name: 'a wildcard behind the sign-in URL',
        says: 'Only sign-in URLs of the partition get in.',
        given: both({ StringLike: { 'SAML:aud': 'https://signin.aws.amazon.com/saml*' } }),
      },
      {
        name: "the provider's own endpoint",
        says: 'Only sign-in URLs of the partition get in.',
        given: both({ StringLike: { 'SAML:aud': 'https://signin.aws.amazon.com/saml/acs/SAMLPEXAMPLE0001' } }),
      },
    ],
    fail: [
      {
        name: 'not looked at (advice)',
        severity: 'low',
        says: 'The trust policy does not look at the audience (advice: the WorkSpaces guide leaves it out too).',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
      {
        name: 'any audience',
        severity: 'high',
        says: 'An audience that AWS does not document gets in: an assertion with NameID format persistent and audience any may assume this role.',
        witness: 'an assertion with NameID format persistent and audience any may assume this role',
        given: both({ StringLike: { 'SAML:aud': '*' } }),
      },
      {
        name: 'a URL that AWS does not document',
        severity: 'high',
        says: 'An audience that AWS does not document gets in: an assertion with NameID format persistent and audience https://sso.example.com/saml may assume this role.',
        witness:
          'an assertion with NameID format persistent and audience https://sso.example.com/saml may assume this role',
        given: both({ StringLike: { 'SAML:aud': 'https://sso.example.com/saml' } }),
      },
      {
        name: 'a path that AWS does not document',
        severity: 'high',
        says: 'An audience that AWS does not document gets in: an assertion with NameID format persistent and audience https://signin.aws.amazon.com/saml/ may assume this role.',
        witness:
          'an assertion with NameID format persistent and audience https://signin.aws.amazon.com/saml/ may assume this role',
        given: both({ StringLike: { 'SAML:aud': 'https://signin.aws.amazon.com/saml/' } }),
      },
      {
        name: 'one statement looks, another does not',
        severity: 'low',
        says: 'One statement checks the audience, another lets assertions in without looking at it.',
        witness: 'an assertion with NameID format persistent and audience unlisted-value may assume this role',
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
