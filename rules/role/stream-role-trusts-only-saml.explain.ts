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
    'Whoever assumes the role streams, and a principal that comes in another way was never checked by the identity provider. ' +
    'A way in for everybody is critical.',
  cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
  console: 'IAM → Roles → the role → Trust relationships → Edit trust policy.',
  examples: {
    pass: [
      {
        name: 'the trust policy of the guides',
        says: 'Nobody but its SAML providers may assume the role.',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
    ],
    fail: [
      {
        name: 'another account may assume it',
        severity: 'high',
        says: 'Besides its SAML provider the role lets in AWS principal arn:aws:iam::444455556666:root.',
        given: also({
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::444455556666:root' },
          Action: 'sts:AssumeRole',
        }),
      },
      {
        name: 'a service may assume it',
        severity: 'high',
        says: 'Besides its SAML provider the role lets in service ec2.amazonaws.com.',
        given: also({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }),
      },
      {
        name: 'an OpenID Connect provider may assume it',
        severity: 'high',
        says: 'Besides its SAML provider the role lets in web identity provider cognito-identity.amazonaws.com.',
        given: also({
          Effect: 'Allow',
          Principal: { Federated: 'cognito-identity.amazonaws.com' },
          Action: 'sts:AssumeRoleWithWebIdentity',
        }),
      },
      {
        name: 'everybody',
        severity: 'critical',
        says: 'Besides its SAML provider the role lets in everybody (*).',
        given: { roles: [{ name: 'Desktops', trust: guideTrustWith({ Principal: '*' }), inline }] },
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
