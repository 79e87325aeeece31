import { guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const off = [{ id: 'd-906731a2b4', saml: { status: 'DISABLED' } }] as const;

const roles = [{ name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } }];

const everyDirectory = {
  ...guideWorkspacesPolicy,
  Statement: [{ ...guideWorkspacesPolicy.Statement[0], Resource: 'arn:aws:workspaces:*:111122223333:directory/*' }],
};

export default defineExplanation({
  rationale:
    'A role made for SAML sign-in to a directory says that users are meant to come through the identity provider. While SAML ' +
    'is off in the directory they sign in with the directory password instead: without the multi-factor authentication, the ' +
    'device checks and the log of the identity provider, and everybody believes otherwise.',
  cli: "aws workspaces modify-saml-properties --resource-id DIRECTORY_ID --saml-properties 'Status=ENABLED,UserAccessUrl=URL'",
  console: 'WorkSpaces → Directories → the directory → Authentication → Edit → Edit SAML 2.0 identity provider.',
  examples: {
    pass: [{ name: 'SAML is on', says: 'SAML is on.', given: { roles, directories: [{ id: 'd-906731a2b4' }] } }],
    fail: [
      {
        name: 'a role names the directory, and SAML is off',
        severity: 'high',
        says: 'SAML authentication is disabled in directory d-906731a2b4, although streaming role Desktops specifies it. Users sign in with the directory password.',
        given: { roles, directories: off },
      },
      {
        name: 'a role names a directory of IAM Identity Center (medium)',
        severity: 'medium',
        says: 'Streaming role Desktops names the directory, but AWS does not support SAML 2.0 federation for it. Its users sign in with IAM Identity Center.',
        given: { roles, directories: [{ ...off[0], userIdentityType: 'AWS_IAM_IDENTITY_CENTER' }] },
      },
    ],
    notApplicable: [
      {
        name: 'SAML is off, and no role names the directory',
        says: 'SAML is off, and no streaming role names the directory.',
        given: { directories: off },
      },
      {
        name: 'a directory of IAM Identity Center',
        says: 'Users of this directory sign in with IAM Identity Center, and no streaming role names it.',
        given: { directories: [{ ...off[0], userIdentityType: 'AWS_IAM_IDENTITY_CENTER' }] },
      },
      {
        name: 'a role reaches the directory by a wildcard only',
        says: 'SAML is off, and no streaming role names the directory.',
        given: { roles: [{ name: 'Desktops', inline: { Stream: everyDirectory } }], directories: off },
      },
      {
        name: 'a Pools directory',
        says: 'This is a WorkSpaces Pools directory.',
        given: { directories: [{ id: 'wsd-4k7m2x9qp', workspaceType: 'POOLS', saml: { status: 'DISABLED' } }] },
      },
    ],
    unknown: [
      {
        name: 'SAML is off, and the roles could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:GetAccountAuthorizationDetails.',
        given: { directories: off, unread: ['iam:GetAccountAuthorizationDetails'] },
      },
      {
        name: 'a policy that may name the directory is not JSON',
        says: 'Could not be judged: policy Stream is not JSON.',
        given: { roles: [{ name: 'Desktops', inline: { Stream: null } }], directories: off },
      },
      {
        name: 'a status that AWS did not document',
        says: 'SamlProperties.Status is ENABLED_SOMEHOW, which this tool does not know.',
        given: { roles, directories: [{ id: 'd-906731a2b4', saml: { status: 'ENABLED_SOMEHOW' } }] },
      },
    ],
  },
});
