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
      { name: 'a directory signs in with SAML', given: { directories: [{ id }] } },
      { name: 'a streaming role trusts it', given: { roles: [role] } },
    ],
    fail: [
      {
        name: 'a directory signs in with SAML, and there is no provider',
        given: { ...without, directories: [{ id }] },
      },
      {
        name: 'a directory falls back to passwords, and there is no provider',
        given: { ...without, directories: [{ id, saml: { status: 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK' } }] },
      },
      { name: 'a streaming role trusts a provider that is gone', given: { ...without, roles: [role] } },
      {
        name: "the only provider is IAM Identity Center's",
        given: {
          roles: [role],
          providers: [{ name: 'AWSSSO_0123456789abcdef_DO_NOT_DELETE', ownedByIdentityCenter: true }],
        },
      },
    ],
    notApplicable: [
      { name: 'nothing streams with SAML', given: { ...without, directories: [{ id, saml: { status: 'DISABLED' } }] } },
    ],
    unknown: [
      { name: 'the providers could not be listed', given: { roles: [role], unread: ['iam:ListSAMLProviders'] } },
      {
        name: 'no role streams, and the directories could not be listed',
        given: {
          ...without,
          roles: [{ ...role, trust: serviceTrust }],
          unread: ['workspaces:DescribeWorkspaceDirectories'],
        },
      },
    ],
  },
});
