import { guideAppstreamPolicy, guideTrust, guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const onlyAssume = {
  Version: '2012-10-17',
  Statement: [{ ...guideTrust.Statement[0], Action: 'sts:AssumeRoleWithSAML' }],
};

const desktops = { Stream: guideWorkspacesPolicy };

const apps = { Stream: guideAppstreamPolicy };

export default defineExplanation({
  rationale:
    'An assertion with any PrincipalTag attribute is refused as a whole when the trust policy does not allow sts:TagSession. ' +
    'WorkSpaces sign-ins always carry PrincipalTag:Email; AppStream sign-ins carry tags for entitlements, certificate-based ' +
    'authentication and session context.',
  cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json',
  console: 'IAM → Roles → the role → Trust relationships → Edit trust policy.',
  examples: {
    pass: [
      {
        name: 'the trust policy of the guides',
        says: 'Sign-ins that can assume this role can also pass the required session tags.',
        given: { roles: [{ name: 'Desktops', inline: desktops }] },
      },
      {
        name: 'TagSession in a statement of its own',
        says: 'Sign-ins that can assume this role can also pass the required session tags.',
        given: {
          roles: [
            {
              name: 'Desktops',
              trust: {
                ...onlyAssume,
                Statement: [
                  ...onlyAssume.Statement,
                  { ...guideTrust.Statement[0], Action: 'sts:TagSession', Condition: {} },
                ],
              },
              inline: desktops,
            },
          ],
        },
      },
      {
        name: 'AppStream without entitlements and certificate-based authentication needs no tags',
        says: 'sts:TagSession is not required: no stack that this role can reach uses application entitlements or certificate-based authentication. Session context also requires it, but AWS does not show whether you use it.',
        given: { roles: [{ name: 'Apps', trust: onlyAssume, inline: apps }], stacks: [{ name: 'Design' }] },
      },
      {
        name: 'for the issuer of the provider only',
        says: 'Sign-ins that can assume this role can also pass the required session tags.',
        given: {
          roles: [
            {
              name: 'Desktops',
              trust: {
                ...onlyAssume,
                Statement: [
                  {
                    ...guideTrust.Statement[0],
                    Condition: {
                      StringEquals: { 'SAML:sub_type': 'persistent', 'saml:iss': 'https://idp.example.com/metadata' },
                    },
                  },
                ],
              },
              inline: desktops,
            },
          ],
        },
      },
    ],
    fail: [
      {
        name: 'a WorkSpaces role without TagSession',
        severity: 'high',
        says: 'WorkSpaces sign-ins must include PrincipalTag:Email, but the trust policy does not allow sts:TagSession for arn:aws:iam::111122223333:saml-provider/ExampleIdP. Every sign-in that includes a PrincipalTag attribute is denied.',
        witness:
          'an assertion with NameID format persistent and audience https://signin.aws.amazon.com/saml and PrincipalTag:Email is denied',
        given: { roles: [{ name: 'Desktops', trust: onlyAssume, inline: desktops }] },
      },
      {
        name: 'TagSession for the tag keys of something else',
        severity: 'high',
        says: 'No correct sign-in can match statement 2 of the trust policy: aws:TagKeys is compared with "department", but the sign-ins carry PrincipalTag:Email.',
        witness:
          'an assertion with NameID format persistent and audience https://signin.aws.amazon.com/saml and PrincipalTag:Email is denied',
        given: {
          roles: [
            {
              name: 'Desktops',
              trust: {
                ...onlyAssume,
                Statement: [
                  ...onlyAssume.Statement,
                  {
                    ...guideTrust.Statement[0],
                    Action: 'sts:TagSession',
                    Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['department'] } },
                  },
                ],
              },
              inline: desktops,
            },
          ],
        },
      },
      {
        name: 'an AppStream stack has entitlements',
        severity: 'high',
        says: 'Stack Design has entitlements, but the trust policy does not allow sts:TagSession for arn:aws:iam::111122223333:saml-provider/ExampleIdP. Every sign-in that includes a PrincipalTag attribute is denied.',
        witness:
          'an assertion with NameID format persistent and audience https://signin.aws.amazon.com/saml and PrincipalTag:department is denied',
        given: {
          roles: [{ name: 'Apps', trust: onlyAssume, inline: apps }],
          stacks: [{ name: 'Design', entitlements: ['department'] }],
        },
      },
      {
        name: 'an AppStream fleet signs in with certificates',
        severity: 'high',
        says: 'Stack Design signs in to corp.example.com with certificates, but the trust policy does not allow sts:TagSession for arn:aws:iam::111122223333:saml-provider/ExampleIdP. Every sign-in that includes a PrincipalTag attribute is denied.',
        witness:
          'an assertion with NameID format persistent and audience https://signin.aws.amazon.com/saml and PrincipalTag:UserPrincipalName, PrincipalTag:ObjectSid is denied',
        given: {
          roles: [{ name: 'Apps', trust: onlyAssume, inline: apps }],
          stacks: [{ name: 'Design' }],
          fleets: [{ name: 'design-fleet', directoryName: 'corp.example.com' }],
          directoryConfigs: [
            {
              directoryName: 'corp.example.com',
              certificateAuth: {
                status: 'ENABLED_NO_DIRECTORY_LOGIN_FALLBACK',
                certificateAuthorityArn: 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/example',
              },
            },
          ],
        },
      },
    ],
    notApplicable: [
      {
        name: 'no correct sign-in can assume the role, with tags or without',
        says: 'No correct sign-in can assume this role.',
        given: {
          roles: [
            {
              name: 'Desktops',
              trust: {
                ...onlyAssume,
                Statement: [{ ...onlyAssume.Statement[0], Condition: { StringEquals: { 'SAML:aud': 'persistent' } } }],
              },
              inline: desktops,
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
              inline: desktops,
            },
          ],
        },
      },
    ],
    unknown: [
      {
        name: 'whether the stack has entitlements could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call appstream:DescribeEntitlements.',
        given: {
          roles: [{ name: 'Apps', trust: onlyAssume, inline: apps }],
          stacks: [{ name: 'Design' }],
          unread: ['appstream:DescribeEntitlements'],
        },
      },
      {
        name: 'the trust policy cannot be understood',
        says: 'Could not be judged: trust policy of role Desktops cannot be understood: statement 1: "Efect" is not an element of the policy language.',
        given: {
          roles: [
            { name: 'Desktops', trust: { Version: '2012-10-17', Statement: [{ Efect: 'Allow' }] }, inline: desktops },
          ],
        },
      },
    ],
  },
});
