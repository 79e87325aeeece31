import { guideTrust, guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

const trustWith = (condition: unknown) => ({
  Version: '2012-10-17',
  Statement: [{ ...guideTrust.Statement[0], Condition: condition }],
});

export default defineExplanation({
  rationale:
    'The NameID decides who owns a session: ${saml:sub} is compared with the user of the desktop or session. ' +
    'Only a persistent NameID is the same value for the same person at every sign-in. A transient or unspecified NameID is ' +
    'not, so it does not reliably identify the owner of a session.',
  cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
  console: 'IAM → Roles → the role → Trust relationships → Edit trust policy.',
  examples: {
    pass: [
      {
        name: 'the trust policy of the guides',
        says: 'Only sign-ins with a persistent NameID can assume the role.',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
      {
        name: 'the Stream statement asks for it instead',
        says: 'Only sign-ins with a persistent NameID can assume the role.',
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
        says: 'Only sign-ins with a persistent NameID can assume the role.',
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
        severity: 'medium',
        says: 'The role can be assumed without a persistent NameID: an assertion with NameID format transient and audience https://signin.aws.amazon.com/saml can assume this role. The trust policy checks only SAML:aud, but Steps 2.6 and 5 of the guides also require SAML:sub_type to be persistent.',
        witness:
          'an assertion with NameID format transient and audience https://signin.aws.amazon.com/saml can assume this role',
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
        severity: 'high',
        says: 'The role can be assumed without a persistent NameID: an assertion without a NameID format and audience https://signin.aws.amazon.com/saml can assume this role.',
        witness:
          'an assertion without a NameID format and audience https://signin.aws.amazon.com/saml can assume this role',
        given: {
          roles: [
            { name: 'Desktops', trust: trustWith({ StringEqualsIfExists: { 'SAML:sub_type': 'persistent' } }), inline },
          ],
        },
      },
      {
        name: 'no condition at all: the audience is open too',
        severity: 'high',
        says: 'The role can be assumed without a persistent NameID: an assertion with NameID format transient and audience https://signin.aws.amazon.com/saml can assume this role.',
        witness:
          'an assertion with NameID format transient and audience https://signin.aws.amazon.com/saml can assume this role',
        given: { roles: [{ name: 'Desktops', trust: trustWith({}), inline }] },
      },
      {
        name: 'the issuer is compared instead',
        severity: 'high',
        says: 'The role can be assumed without a persistent NameID: an assertion with NameID format transient and audience https://signin.aws.amazon.com/saml can assume this role.',
        witness:
          'an assertion with NameID format transient and audience https://signin.aws.amazon.com/saml can assume this role',
        given: {
          roles: [
            {
              name: 'Desktops',
              trust: trustWith({ StringEquals: { 'saml:iss': 'https://idp.example.com/metadata' } }),
              inline,
            },
          ],
        },
      },
    ],
    notApplicable: [
      {
        name: 'nobody can meet the condition',
        says: 'No correct sign-in can assume this role.',
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
      {
        name: 'no SAML sign-in can assume the role',
        says: 'No SAML sign-in can assume this role.',
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
        says: 'Could not be judged: trust policy of role Desktops cannot be understood: statement 1: "Efect" is not an element of the policy language.',
        given: {
          roles: [{ name: 'Desktops', trust: { Version: '2012-10-17', Statement: [{ Efect: 'Allow' }] }, inline }],
        },
      },
      {
        name: 'a condition key that this tool does not model',
        says: 'Cannot determine whether other NameID formats are accepted: example:unheardOf is not a condition key this tool models for sts:AssumeRoleWithSAML.',
        given: {
          roles: [{ name: 'Desktops', trust: trustWith({ StringEquals: { 'example:unheardOf': 'x' } }), inline }],
        },
      },
      {
        name: 'one attached policy cannot be read',
        says: 'Could not be judged: policy Stream is not JSON.',
        given: { roles: [{ name: 'Desktops', inline: { Stream: null } }] },
      },
    ],
  },
});
