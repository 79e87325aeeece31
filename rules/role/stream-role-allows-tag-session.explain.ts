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
        says: 'The sign-ins that may assume this role may also pass session tags.',
        given: { roles: [{ name: 'Desktops', inline: desktops }] },
      },
      {
        name: 'TagSession in a statement of its own',
        says: 'The sign-ins that may assume this role may also pass session tags.',
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
        says: 'sts:TagSession is not needed: no stack that this role reaches has entitlements or certificate-based authentication. Session context, which cannot be seen from AWS, would need it too.',
        given: { roles: [{ name: 'Apps', trust: onlyAssume, inline: apps }], stacks: [{ name: 'Design' }] },
      },
    ],
    fail: [
      {
        name: 'a WorkSpaces role without TagSession',
        severity: 'high',
        says: 'WorkSpaces sign-ins always carry PrincipalTag:Email, and the trust policy does not allow sts:TagSession with PrincipalTag:Email for arn:aws:iam::111122223333:saml-provider/ExampleIdP: every such sign-in is refused.',
        witness:
          'an assertion with NameID format persistent and audience https://signin.aws.amazon.com/saml and PrincipalTag:Email is refused, although it should get in',
        given: { roles: [{ name: 'Desktops', trust: onlyAssume, inline: desktops }] },
      },
      {
        name: 'TagSession for the tag keys of something else',
        severity: 'high',
        says: 'WorkSpaces sign-ins always carry PrincipalTag:Email, and the trust policy does not allow sts:TagSession with PrincipalTag:Email for arn:aws:iam::111122223333:saml-provider/ExampleIdP: every such sign-in is refused.',
        witness:
          'an assertion with NameID format persistent and audience https://signin.aws.amazon.com/saml and PrincipalTag:Email is refused, although it should get in',
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
        says: 'Stack Design has entitlements, and the trust policy does not allow sts:TagSession with PrincipalTag:department for arn:aws:iam::111122223333:saml-provider/ExampleIdP: every such sign-in is refused.',
        witness:
          'an assertion with NameID format persistent and audience https://signin.aws.amazon.com/saml and PrincipalTag:department is refused, although it should get in',
        given: {
          roles: [{ name: 'Apps', trust: onlyAssume, inline: apps }],
          stacks: [{ name: 'Design', entitlements: ['department'] }],
        },
      },
      {
        name: 'an AppStream fleet signs in with certificates',
        severity: 'high',
        says: 'Stack Design signs in to corp.example.com with certificates, and the trust policy does not allow sts:TagSession with PrincipalTag:UserPrincipalName, PrincipalTag:ObjectSid for arn:aws:iam::111122223333:saml-provider/ExampleIdP: every such sign-in is refused.',
        witness:
          'an assertion with NameID format persistent and audience https://signin.aws.amazon.com/saml and PrincipalTag:UserPrincipalName, PrincipalTag:ObjectSid is refused, although it should get in',
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
