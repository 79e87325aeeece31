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
      {
        name: 'the trust policy of the guides',
        says: 'A sign-in with a persistent subject at a documented sign-in URL meets the conditions.',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
      {
        name: 'audience and subject type, each with its own value',
        says: 'A sign-in with a persistent subject at a documented sign-in URL meets the conditions.',
        given: asking({ StringEquals: { 'SAML:aud': signInUrl, 'SAML:sub_type': 'persistent' } }),
      },
      {
        name: "the provider's own endpoint",
        says: 'A sign-in with a persistent subject at a documented sign-in URL meets the conditions.',
        given: asking({
          StringEquals: { 'SAML:aud': `${signInUrl}/acs/SAMLPEXAMPLE0001`, 'SAML:sub_type': 'persistent' },
        }),
      },
    ],
    fail: [
      {
        name: 'the sign-in URL as subject type (newest AppStream and Pools pages)',
        severity: 'high',
        says: 'No correct sign-in from arn:aws:iam::111122223333:saml-provider/ExampleIdP can meet the conditions: saml:sub_type is compared with https://signin.aws.amazon.com/saml, a sign-in URL, which belongs to saml:aud.',
        given: asking({ StringEquals: { 'SAML:sub_type': signInUrl } }),
      },
      {
        name: 'the subject type as audience',
        severity: 'high',
        says: 'No correct sign-in from arn:aws:iam::111122223333:saml-provider/ExampleIdP can meet the conditions: saml:aud is compared with "persistent", which belongs to saml:sub_type.',
        given: asking({ StringEquals: { 'SAML:aud': 'persistent' } }),
      },
      {
        name: 'the audience URN',
        severity: 'high',
        says: 'No correct sign-in from arn:aws:iam::111122223333:saml-provider/ExampleIdP can meet the conditions: saml:aud is compared with urn:amazon:webservices, but it holds the Recipient URL, never an audience URN or other text.',
        given: asking({ StringEquals: { 'SAML:aud': 'urn:amazon:webservices', 'SAML:sub_type': 'persistent' } }),
      },
      {
        name: 'the whole NameID format',
        severity: 'high',
        says: 'No correct sign-in from arn:aws:iam::111122223333:saml-provider/ExampleIdP can meet the conditions: saml:sub_type is compared with urn:oasis:names:tc:SAML:2.0:nameid-format:persistent, but IAM cuts that prefix off.',
        given: asking({ StringEquals: { 'SAML:sub_type': 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' } }),
      },
      {
        name: 'another letter case',
        severity: 'high',
        says: 'No correct sign-in from arn:aws:iam::111122223333:saml-provider/ExampleIdP can meet the conditions: saml:sub_type is compared with "Persistent", but values are case-sensitive.',
        given: asking({ StringEquals: { 'SAML:sub_type': 'Persistent' } }),
      },
      {
        name: 'the sign-in URL of GovCloud',
        severity: 'high',
        says: 'No correct sign-in from arn:aws:iam::111122223333:saml-provider/ExampleIdP can meet the conditions: saml:aud is compared with https://signin.amazonaws-us-gov.com/saml, a sign-in URL of partition aws-us-gov.',
        given: asking({
          StringEquals: { 'SAML:aud': 'https://signin.amazonaws-us-gov.com/saml', 'SAML:sub_type': 'persistent' },
        }),
      },
      {
        name: 'must be missing and must be persistent',
        severity: 'high',
        says: 'No correct sign-in from arn:aws:iam::111122223333:saml-provider/ExampleIdP can meet the conditions: SAML:sub_type must be missing and must have a value.',
        given: asking({ Null: { 'SAML:sub_type': 'true' }, StringEquals: { 'saml:sub_type': 'persistent' } }),
      },
      {
        name: "another provider's endpoint",
        severity: 'high',
        says: 'No correct sign-in from arn:aws:iam::111122223333:saml-provider/ExampleIdP can meet the conditions: saml:aud is compared with https://signin.aws.amazon.com/saml/acs/SAMLPSOMEBODYELSE, the endpoint of another provider.',
        given: asking({
          StringEquals: { 'SAML:aud': `${signInUrl}/acs/SAMLPSOMEBODYELSE`, 'SAML:sub_type': 'persistent' },
        }),
      },
      {
        name: 'a Deny shuts out the persistent',
        severity: 'high',
        says: 'No correct sign-in from arn:aws:iam::111122223333:saml-provider/ExampleIdP can meet the conditions: a Deny statement or the conditions exclude every correct sign-in.',
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
        severity: 'low',
        says: 'A correct sign-in gets in, but not by every statement: saml:sub_type is compared with https://signin.aws.amazon.com/saml, a sign-in URL, which belongs to saml:aud.',
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
        says: 'No SAML sign-in can assume this role.',
        given: { roles: [{ name: 'Desktops', trust: serviceTrust, inline }] },
      },
    ],
    unknown: [
      {
        name: 'an audience that nobody knows',
        says: 'Whether a correct sign-in gets in cannot be told: it is not known whether AWS receives assertions at https://sso.example.com/saml.',
        given: asking({ StringEquals: { 'SAML:aud': 'https://sso.example.com/saml', 'SAML:sub_type': 'persistent' } }),
      },
      {
        name: 'the trust policy cannot be understood',
        says: 'Could not be judged: trust policy of role Desktops cannot be understood: statement 1: "Efect" is not an element of the policy language.',
        given: { roles: [{ name: 'Desktops', trust: brokenTrust, inline }] },
      },
      {
        name: 'an endpoint of the provider, whose id could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:GetSAMLProvider.',
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
