import { guideTrust, guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

const trustWith = (condition: unknown) => ({
  Version: '2012-10-17',
  Statement: [{ ...guideTrust.Statement[0], Condition: condition }],
});

export default defineExplanation({
  rationale:
    'Session ownership hangs on the NameID: ${saml:sub} is compared with the user whose desktop or session is asked for. ' +
    'Only a persistent NameID is the same value for the same person every time; a transient or unspecified one can be ' +
    'chosen freely by whoever writes the assertion.',
  cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
  console: 'IAM → Roles → the role → Trust relationships → Edit trust policy.',
  examples: {
    pass: [
      { name: 'the trust policy of the guides', given: { roles: [{ name: 'Desktops', inline }] } },
      {
        name: 'the Stream statement asks for it instead',
        given: {
          roles: [
            {
              name: 'Desktops',
              trust: trustWith({ StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } }),
              inline: {
                Stream: {
                  Version: '2012-10-17',
                  Statement: [
                    {
                      ...guideWorkspacesPolicy.Statement[0],
                      Condition: {
                        StringEquals: { 'workspaces:userId': '${saml:sub}', 'saml:sub_type': 'persistent' },
                      },
                    },
                  ],
                },
              },
            },
          ],
        },
      },
      {
        name: 'a Deny closes what the Allow leaves open',
        given: {
          roles: [
            {
              name: 'Desktops',
              trust: {
                Version: '2012-10-17',
                Statement: [
                  {
                    ...guideTrust.Statement[0],
                    Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
                  },
                  {
                    Effect: 'Deny',
                    Principal: '*',
                    Action: 'sts:AssumeRoleWithSAML',
                    Condition: { StringNotEquals: { 'saml:sub_type': 'persistent' } },
                  },
                ],
              },
              inline,
            },
          ],
        },
      },
    ],
    fail: [
      {
        name: 'only the audience is checked (the AppStream guide, Step 2.5, taken literally)',
        given: {
          roles: [
            {
              name: 'Desktops',
              trust: trustWith({ StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } }),
              inline,
            },
          ],
        },
      },
      {
        name: 'IfExists lets in an assertion without a NameID format',
        given: {
          roles: [
            { name: 'Desktops', trust: trustWith({ StringEqualsIfExists: { 'SAML:sub_type': 'persistent' } }), inline },
          ],
        },
      },
      {
        name: 'no condition at all: the audience is open too',
        given: { roles: [{ name: 'Desktops', trust: trustWith({}), inline }] },
      },
      {
        name: 'nobody can meet the condition',
        given: {
          roles: [
            {
              name: 'Desktops',
              trust: trustWith({ StringEquals: { 'SAML:sub_type': 'https://signin.aws.amazon.com/saml' } }),
              inline,
            },
          ],
        },
      },
    ],
    notApplicable: [
      {
        name: 'no SAML sign-in can assume the role',
        given: {
          roles: [
            {
              name: 'Automation',
              trust: {
                Version: '2012-10-17',
                Statement: [
                  { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
                ],
              },
              inline,
            },
          ],
        },
      },
    ],
    unknown: [
      {
        name: 'the trust policy cannot be understood',
        given: {
          roles: [{ name: 'Desktops', trust: { Version: '2012-10-17', Statement: [{ Efect: 'Allow' }] }, inline }],
        },
      },
      {
        name: 'a condition key that this tool does not model',
        given: {
          roles: [{ name: 'Desktops', trust: trustWith({ StringEquals: { 'example:unheardOf': 'x' } }), inline }],
        },
      },
      {
        name: 'one attached policy cannot be read',
        given: { roles: [{ name: 'Desktops', inline: { Stream: null } }] },
      },
    ],
  },
});
