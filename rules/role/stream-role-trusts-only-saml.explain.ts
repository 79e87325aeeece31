import {
  brokenTrust,
  guideTrust,
  guideTrustWith,
  guideWorkspacesPolicy,
  serviceTrust,
} from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

const also = (statement: unknown) => ({
  roles: [
    { name: 'Desktops', trust: { Version: '2012-10-17', Statement: [...guideTrust.Statement, statement] }, inline },
  ],
});

export default defineExplanation({
  rationale:
    'Anyone who can assume the role can stream, and other principals are not authenticated by the identity provider. ' +
    'A trust policy that allows anyone is critical.',
  cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
  console: 'IAM → Roles → the role → Trust relationships → Edit trust policy.',
  examples: {
    pass: [
      {
        name: 'any principal, but only with an assertion of a SAML provider of this account',
        says: 'The trust policy allows only SAML providers.',
        given: { roles: [{ name: 'Desktops', trust: guideTrustWith({ Principal: { AWS: '*' } }), inline }] },
      },
      {
        name: 'another account, and a Deny that takes it back',
        says: 'The trust policy allows only SAML providers.',
        given: {
          roles: [
            {
              name: 'Desktops',
              trust: {
                Version: '2012-10-17',
                Statement: [
                  ...guideTrust.Statement,
                  { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Action: 'sts:AssumeRole' },
                  { Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
                ],
              },
              inline,
            },
          ],
        },
      },
      {
        name: 'the trust policy of the guides',
        says: 'The trust policy allows only SAML providers.',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
    ],
    fail: [
      {
        name: 'another account may assume it',
        severity: 'high',
        says: 'The trust policy also allows principals other than the SAML provider: AWS principal arn:aws:iam::444455556666:root.',
        given: also({
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::444455556666:root' },
          Action: 'sts:AssumeRole',
        }),
      },
      {
        name: 'a service may assume it',
        severity: 'high',
        says: 'The trust policy also allows principals other than the SAML provider: service ec2.amazonaws.com.',
        given: also({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }),
      },
      {
        name: 'an OpenID Connect provider may assume it',
        severity: 'high',
        says: 'The trust policy also allows principals other than the SAML provider: web identity provider cognito-identity.amazonaws.com.',
        given: also({
          Effect: 'Allow',
          Principal: { Federated: 'cognito-identity.amazonaws.com' },
          Action: 'sts:AssumeRoleWithWebIdentity',
        }),
      },
      {
        name: 'anyone, with every action of STS',
        severity: 'critical',
        says: 'The trust policy also allows principals other than the SAML provider: anyone (*).',
        given: {
          roles: [
            {
              name: 'Desktops',
              trust: guideTrustWith({ Principal: { AWS: '*' }, Action: 'sts:*', Condition: undefined }),
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
    ],
  },
});
