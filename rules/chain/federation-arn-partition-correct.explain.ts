import { guideTrust, guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

export default defineExplanation({
  rationale:
    'Partitions (aws, aws-us-gov, aws-cn …) share nothing. A principal, a resource, a certificate authority or an audience ' +
    'of another partition never matches: the policy looks right, and nobody gets in.',
  cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json\naws iam put-role-policy --role-name ROLE --policy-name POLICY --policy-document file://policy.json',
  console: 'IAM → Roles → the role → Trust relationships, or Permissions.',
  examples: {
    pass: [
      {
        name: 'all ARNs in the same partition',
        says: 'Every ARN and sign-in URL is of partition aws.',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
      {
        name: 'the certificate authority of a directory',
        says: 'Every ARN and sign-in URL is of partition aws.',
        given: {
          directories: [
            {
              id: 'd-906731a2b4',
              certificateAuth: {
                status: 'ENABLED',
                certificateAuthorityArn: 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/example',
              },
            },
          ],
        },
      },
    ],
    fail: [
      {
        name: 'a GovCloud directory in a commercial account',
        severity: 'high',
        says: 'arn:aws-us-gov:workspaces:us-gov-west-1:111122223333:directory/d-906731a2b4: not of partition aws, so it never matches.',
        given: {
          roles: [
            {
              name: 'Desktops',
              inline: {
                Stream: {
                  Version: '2012-10-17',
                  Statement: [
                    {
                      ...guideWorkspacesPolicy.Statement[0],
                      Resource: 'arn:aws-us-gov:workspaces:us-gov-west-1:111122223333:directory/d-906731a2b4',
                    },
                  ],
                },
              },
            },
          ],
        },
      },
      {
        name: 'a commercial provider in a GovCloud account',
        severity: 'high',
        says: 'arn:aws:iam::111122223333:saml-provider/ExampleIdP: not of partition aws-us-gov, so it never matches.',
        given: {
          partition: 'aws-us-gov',
          region: 'us-gov-west-1',
          roles: [
            {
              name: 'Desktops',
              inline: {
                Stream: {
                  Version: '2012-10-17',
                  Statement: [
                    {
                      ...guideWorkspacesPolicy.Statement[0],
                      Resource: 'arn:aws-us-gov:workspaces:us-gov-west-1:111122223333:directory/d-906731a2b4',
                    },
                  ],
                },
              },
            },
          ],
        },
      },
      {
        name: 'the commercial sign-in URL as audience in GovCloud',
        severity: 'high',
        says: 'https://signin.aws.amazon.com/saml: not of partition aws-us-gov, so it never matches.',
        given: {
          partition: 'aws-us-gov',
          region: 'us-gov-west-1',
          roles: [
            {
              name: 'Desktops',
              trust: {
                Version: '2012-10-17',
                Statement: [
                  {
                    ...guideTrust.Statement[0],
                    Principal: { Federated: 'arn:aws-us-gov:iam::111122223333:saml-provider/ExampleIdP' },
                    Condition: {
                      StringEquals: { 'SAML:sub_type': 'persistent', 'SAML:aud': 'https://signin.aws.amazon.com/saml' },
                    },
                  },
                ],
              },
              inline: {
                Stream: {
                  Version: '2012-10-17',
                  Statement: [
                    {
                      ...guideWorkspacesPolicy.Statement[0],
                      Resource: 'arn:aws-us-gov:workspaces:us-gov-west-1:111122223333:directory/d-906731a2b4',
                    },
                  ],
                },
              },
            },
          ],
        },
      },
    ],
    notApplicable: [
      {
        name: 'a directory without certificate-based authentication',
        says: 'Certificate-based authentication is off: no certificate authority is named.',
        given: { providers: [], directories: [{ id: 'd-906731a2b4' }] },
      },
    ],
    unknown: [
      {
        name: 'the trust policy cannot be understood',
        says: 'Could not be judged: trust policy of role Desktops cannot be understood: statement 1: "Efect" is not an element of the policy language.',
        given: {
          roles: [{ name: 'Desktops', trust: { Version: '2012-10-17', Statement: [{ Efect: 'Allow' }] }, inline }],
        },
      },
      {
        name: 'the roles could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:GetAccountAuthorizationDetails.',
        given: { unread: ['iam:GetAccountAuthorizationDetails'] },
      },
    ],
  },
});
