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
    'Some conditions look right and can never match: the sign-in URL as subject type (newer AppStream and Pools pages print ' +
    'it so), the audience URN as SAML:aud, the plain sign-in URL where the provider requires encrypted assertions. Then no ' +
    'user can sign in, and the error does not say why.',
  cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
  console: 'IAM → Roles → the role → Trust relationships → Edit trust policy.',
  examples: {
    pass: [
      {
        name: 'the trust policy of the guides',
        says: 'A sign-in with a persistent NameID at a documented sign-in URL matches the conditions.',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
      {
        name: 'audience and subject type, each with its own value',
        says: 'A sign-in with a persistent NameID at a documented sign-in URL matches the conditions. Assertions posted to the URL that IAM shows for ExampleIdP (/saml/acs/…), which encrypted ones need, are denied.',
        given: asking({ StringEquals: { 'SAML:aud': signInUrl, 'SAML:sub_type': 'persistent' } }),
      },
      {
        name: "the provider's own endpoint",
        says: 'A sign-in with a persistent NameID at a documented sign-in URL matches the conditions.',
        given: asking({
          StringEquals: { 'SAML:aud': `${signInUrl}/acs/SAMLPEXAMPLE0001`, 'SAML:sub_type': 'persistent' },
        }),
      },
    ],
    fail: [
      {
        name: 'the sign-in URL as subject type (newest AppStream and Pools pages)',
        severity: 'high',
        says: 'No correct sign-in can match statement 1 of the trust policy: SAML:sub_type is compared with "https://signin.aws.amazon.com/saml", a URL, which belongs in SAML:aud. Did you mean persistent?',
        given: asking({ StringEquals: { 'SAML:sub_type': signInUrl } }),
      },
      {
        name: 'the subject type as audience',
        severity: 'high',
        says: 'No correct sign-in can match statement 1 of the trust policy: SAML:aud is compared with "persistent", which belongs in SAML:sub_type. Did you mean https://signin.aws.amazon.com/saml?',
        given: asking({ StringEquals: { 'SAML:aud': 'persistent' } }),
      },
      {
        name: 'the audience URN',
        severity: 'high',
        says: 'No correct sign-in can match statement 1 of the trust policy: SAML:aud is compared with "urn:amazon:webservices", but its value is the Recipient of the assertion, an https URL. Did you mean https://signin.aws.amazon.com/saml?',
        given: asking({ StringEquals: { 'SAML:aud': 'urn:amazon:webservices', 'SAML:sub_type': 'persistent' } }),
      },
      {
        name: 'the whole NameID format',
        severity: 'high',
        says: 'No correct sign-in can match statement 1 of the trust policy: SAML:sub_type is compared with "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", but IAM removes that prefix from the value. Did you mean persistent?',
        given: asking({ StringEquals: { 'SAML:sub_type': 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' } }),
      },
      {
        name: 'a host that receives no assertions',
        severity: 'high',
        says: 'No correct sign-in can match statement 1 of the trust policy: SAML:aud is compared with "https://signin.amazonaws.com/saml", and AWS receives no assertion there. Did you mean https://signin.aws.amazon.com/saml?',
        given: asking({ StringEquals: { 'SAML:aud': 'https://signin.amazonaws.com/saml' } }),
      },
      {
        name: 'the provider requires encryption, and only the plain URL is allowed',
        severity: 'high',
        says: 'Provider ExampleIdP requires encrypted assertions, which AWS receives only at /saml/acs/SAMLPEXAMPLE0001. Statement 1 of the trust policy allows only https://signin.aws.amazon.com/saml.',
        given: {
          ...asking({ StringEquals: { 'SAML:aud': signInUrl, 'SAML:sub_type': 'persistent' } }),
          providers: [{ name: 'ExampleIdP', assertionEncryption: 'Required' }],
        },
      },
      {
        name: 'an issuer that the metadata does not declare',
        severity: 'high',
        says: 'No correct sign-in can match statement 1 of the trust policy: saml:iss is compared with "https://other.example.com", but the metadata of ExampleIdP declares https://idp.example.com/metadata. Did you mean https://idp.example.com/metadata?',
        given: asking({ StringEquals: { 'saml:iss': 'https://other.example.com', 'SAML:sub_type': 'persistent' } }),
      },
      {
        name: 'a misspelled condition key',
        severity: 'high',
        says: 'No correct sign-in can match statement 1 of the trust policy: SAML:subtype is not a condition key. Did you mean SAML:sub_type?',
        given: asking({ StringEquals: { 'SAML:subtype': 'persistent' } }),
      },
      {
        name: 'multi-factor authentication, which no federated sign-in shows',
        severity: 'high',
        says: 'No correct sign-in can match statement 1 of the trust policy: aws:MultiFactorAuthPresent is never part of a SAML sign-in.',
        given: asking({
          StringEquals: { 'SAML:sub_type': 'persistent' },
          Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        }),
      },
      {
        name: 'another letter case',
        severity: 'high',
        says: 'No correct sign-in can match statement 1 of the trust policy: SAML:sub_type is compared with "Persistent", and the comparison is case-sensitive. Did you mean persistent?',
        given: asking({ StringEquals: { 'SAML:sub_type': 'Persistent' } }),
      },
      {
        name: 'the sign-in URL of GovCloud',
        severity: 'high',
        says: 'No correct sign-in can match statement 1 of the trust policy: SAML:aud is compared with "https://signin.amazonaws-us-gov.com/saml", a sign-in URL of partition aws-us-gov. Did you mean https://signin.aws.amazon.com/saml?',
        given: asking({
          StringEquals: { 'SAML:aud': 'https://signin.amazonaws-us-gov.com/saml', 'SAML:sub_type': 'persistent' },
        }),
      },
      {
        name: 'must be missing and must be persistent',
        severity: 'high',
        says: 'No correct sign-in can match statement 1 of the trust policy: Null SAML:sub_type "true" matches no correct sign-in.',
        given: asking({ Null: { 'SAML:sub_type': 'true' }, StringEquals: { 'saml:sub_type': 'persistent' } }),
      },
      {
        name: "another provider's endpoint",
        severity: 'high',
        says: 'No correct sign-in can match statement 1 of the trust policy: SAML:aud is compared with "https://signin.aws.amazon.com/saml/acs/SAMLPSOMEBODYELSE", the sign-in URL of another SAML provider. Did you mean https://signin.aws.amazon.com/saml?',
        given: asking({
          StringEquals: { 'SAML:aud': `${signInUrl}/acs/SAMLPSOMEBODYELSE`, 'SAML:sub_type': 'persistent' },
        }),
      },
      {
        name: 'a Deny shuts out the persistent',
        severity: 'high',
        says: 'Statement 2 of the trust policy of role Desktops denies every correct sign-in. Its condition matches all of them: StringEquals saml:sub_type "persistent".',
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
        says: 'No correct sign-in can match statement 2 of the trust policy: SAML:sub_type is compared with "https://signin.aws.amazon.com/saml", a URL, which belongs in SAML:aud. Another statement allows correct sign-ins.',
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
        name: 'an issuer of a provider that does not exist',
        says: 'No SAML provider that the trust policy allows exists.',
        given: {
          ...asking({ StringEquals: { 'saml:iss': 'https://idp.example.com', 'SAML:sub_type': 'persistent' } }),
          providers: [],
        },
      },
      {
        name: 'no SAML sign-in can assume the role',
        says: 'No SAML sign-in can assume this role.',
        given: { roles: [{ name: 'Desktops', trust: serviceTrust, inline }] },
      },
    ],
    unknown: [
      {
        name: 'a form of the sign-in URL that AWS does not document',
        says: 'Cannot determine whether a correct sign-in can assume role Desktops: AWS does not document https://signin.aws.amazon.com/saml/ as a sign-in URL.',
        given: asking({ StringEquals: { 'SAML:aud': `${signInUrl}/`, 'SAML:sub_type': 'persistent' } }),
      },
      {
        name: 'a source address, which AWS does not document for browser sign-in',
        says: 'Cannot determine whether a correct sign-in can assume role Desktops: it depends on aws:SourceIp, and AWS does not document which address STS sees in a browser sign-in.',
        given: asking({
          StringEquals: { 'SAML:sub_type': 'persistent' },
          IpAddress: { 'aws:SourceIp': '192.0.2.0/24' },
        }),
      },
      {
        name: 'the trust policy cannot be understood',
        says: 'Could not be judged: trust policy of role Desktops cannot be understood: statement 1: "Efect" is not an element of the policy language.',
        given: { roles: [{ name: 'Desktops', trust: brokenTrust, inline }] },
      },
      {
        name: 'an endpoint of the provider, whose id could not be read',
        says: 'Cannot determine whether a correct sign-in can assume role Desktops: the id of arn:aws:iam::111122223333:saml-provider/ExampleIdP is not known.',
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
