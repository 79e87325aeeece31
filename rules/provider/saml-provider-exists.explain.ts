import { guideWorkspacesPolicy, serviceTrust, type ExampleAccount } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const id = 'd-906731a2b4';

const role = { name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } };

const without: ExampleAccount = { providers: [] };

export default defineExplanation({
  rationale:
    'The SAML provider is what makes AWS believe an identity provider. Where a directory or a role expects SAML and there is none, ' +
    'no assertion is accepted and nobody gets in. Providers of IAM Identity Center do not count: it manages them for its own roles.',
  cli: 'aws iam create-saml-provider --name NAME --saml-metadata-document file://metadata.xml',
  console: 'IAM → Identity providers → Add provider → SAML.',
  examples: {
    pass: [
      {
        name: 'a directory signs in with SAML',
        says: 'SAML sign-in can go through ExampleIdP.',
        given: { directories: [{ id }] },
      },
      { name: 'a streaming role trusts it', says: 'SAML sign-in can go through ExampleIdP.', given: { roles: [role] } },
    ],
    fail: [
      {
        name: 'a directory signs in with SAML, and there is no provider',
        severity: 'high',
        says: 'Directory d-906731a2b4 in eu-central-1 expects SAML sign-in, but this account has no SAML provider of its own.',
        given: { ...without, directories: [{ id }] },
      },
      {
        name: 'a directory falls back to passwords, and there is no provider',
        severity: 'high',
        says: 'Directory d-906731a2b4 in eu-central-1 expects SAML sign-in, but this account has no SAML provider of its own.',
        given: { ...without, directories: [{ id, saml: { status: 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK' } }] },
      },
      {
        name: 'a streaming role trusts a provider that is gone',
        severity: 'high',
        says: 'Role Desktops expects SAML sign-in, but this account has no SAML provider of its own.',
        given: { ...without, roles: [role] },
      },
      {
        name: "the only provider is IAM Identity Center's",
        severity: 'high',
        says: 'Role Desktops expects SAML sign-in, but this account has no SAML provider of its own.',
        given: {
          roles: [role],
          providers: [{ name: 'AWSSSO_0123456789abcdef_DO_NOT_DELETE', ownedByIdentityCenter: true }],
        },
      },
    ],
    notApplicable: [
      {
        name: 'nothing streams with SAML',
        says: 'No directory signs in with SAML, and no role streams with it.',
        given: { ...without, directories: [{ id, saml: { status: 'DISABLED' } }] },
      },
    ],
    unknown: [
      {
        name: 'the providers could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:ListSAMLProviders.',
        given: { roles: [role], unread: ['iam:ListSAMLProviders'] },
      },
      {
        name: 'no role streams, and the directories could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call workspaces:DescribeWorkspaceDirectories.',
        given: {
          ...without,
          roles: [{ ...role, trust: serviceTrust }],
          unread: ['workspaces:DescribeWorkspaceDirectories'],
        },
      },
    ],
  },
});
