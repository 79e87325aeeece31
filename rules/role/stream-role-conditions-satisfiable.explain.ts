import {
  brokenTrust,
  guideTrust,
  guideTrustWith,
  guideWorkspacesPolicy,
  serviceTrust,
} from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

const asking = (condition: unknown) => ({
  roles: [{ name: 'Desktops', trust: guideTrustWith({ Condition: condition }), inline }],
});

const signInUrl = 'https://signin.aws.amazon.com/saml';

export default defineExplanation({
  rationale:
    'Some conditions look right and can never be true: the sign-in URL as subject type (newer AppStream and Pools pages print ' +
    'it so), the audience URN as saml:aud, a value of another partition. Then nobody gets in, and the error does not say why.',
  cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
  console: 'IAM → Roles → the role → Trust relationships → Edit trust policy.',
  examples: {
    pass: [
      { name: 'the trust policy of the guides', given: { roles: [{ name: 'Desktops', inline }] } },
      {
        name: 'audience and subject type, each with its own value',
        given: asking({ StringEquals: { 'SAML:aud': signInUrl, 'SAML:sub_type': 'persistent' } }),
      },
      {
        name: "the provider's own endpoint",
        given: asking({
          StringEquals: { 'SAML:aud': `${signInUrl}/acs/SAMLPEXAMPLE0001`, 'SAML:sub_type': 'persistent' },
        }),
      },
    ],
    fail: [
      {
        name: 'the sign-in URL as subject type (newest AppStream and Pools pages)',
        given: asking({ StringEquals: { 'SAML:sub_type': signInUrl } }),
      },
      { name: 'the subject type as audience', given: asking({ StringEquals: { 'SAML:aud': 'persistent' } }) },
      {
        name: 'the audience URN',
        given: asking({ StringEquals: { 'SAML:aud': 'urn:amazon:webservices', 'SAML:sub_type': 'persistent' } }),
      },
      {
        name: 'the whole NameID format',
        given: asking({ StringEquals: { 'SAML:sub_type': 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' } }),
      },
      { name: 'another letter case', given: asking({ StringEquals: { 'SAML:sub_type': 'Persistent' } }) },
      {
        name: 'the sign-in URL of GovCloud',
        given: asking({
          StringEquals: { 'SAML:aud': 'https://signin.amazonaws-us-gov.com/saml', 'SAML:sub_type': 'persistent' },
        }),
      },
      {
        name: 'must be missing and must be persistent',
        given: asking({ Null: { 'SAML:sub_type': 'true' }, StringEquals: { 'saml:sub_type': 'persistent' } }),
      },
      {
        name: "another provider's endpoint",
        given: asking({
          StringEquals: { 'SAML:aud': `${signInUrl}/acs/SAMLPSOMEBODYELSE`, 'SAML:sub_type': 'persistent' },
        }),
      },
      {
        name: 'a Deny shuts out the persistent',
        given: {
          roles: [
            {
              name: 'Desktops',
              trust: {
                Version: '2012-10-17',
                Statement: [
                  ...guideTrust.Statement,
                  {
                    Effect: 'Deny',
                    Principal: '*',
                    Action: 'sts:AssumeRoleWithSAML',
                    Condition: { StringEquals: { 'saml:sub_type': 'persistent' } },
                  },
                ],
              },
              inline,
            },
          ],
        },
      },
      {
        name: 'one of two statements is dead',
        given: {
          roles: [
            {
              name: 'Desktops',
              trust: {
                Version: '2012-10-17',
                Statement: [
                  ...guideTrust.Statement,
                  { ...guideTrust.Statement[0], Condition: { StringEquals: { 'SAML:sub_type': signInUrl } } },
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
        given: { roles: [{ name: 'Desktops', trust: serviceTrust, inline }] },
      },
    ],
    unknown: [
      {
        name: 'an audience that nobody knows',
        given: asking({ StringEquals: { 'SAML:aud': 'https://sso.example.com/saml', 'SAML:sub_type': 'persistent' } }),
      },
      {
        name: 'the trust policy cannot be understood',
        given: { roles: [{ name: 'Desktops', trust: brokenTrust, inline }] },
      },
      {
        name: 'an endpoint of the provider, whose id could not be read',
        given: {
          ...asking({
            StringEquals: { 'SAML:aud': `${signInUrl}/acs/SAMLPSOMEBODYELSE`, 'SAML:sub_type': 'persistent' },
          }),
          unread: ['iam:GetSAMLProvider'],
        },
      },
    ],
  },
});
