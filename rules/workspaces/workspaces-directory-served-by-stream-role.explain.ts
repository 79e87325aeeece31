import { brokenTrust, guideTrustWith, guideWorkspacesPolicy } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

const directory = { id: 'd-906731a2b4' };

export default defineExplanation({
  rationale:
    'With SAML on, users sign in through a role that names the directory. Without one that works from provider to directory, ' +
    'nobody can sign in, however right each part looks by itself.',
  cli: 'aws iam put-role-policy --role-name ROLE --policy-name Stream --policy-document file://stream.json',
  console: 'IAM → Roles → the role → Permissions → Add inline policy.',
  examples: {
    pass: [
      { name: "the guide's role names it", given: { roles: [{ name: 'Desktops', inline }], directories: [directory] } },
    ],
    fail: [
      { name: 'no role names it', given: { directories: [directory] } },
      {
        name: 'the role that names it lets nobody in',
        given: {
          roles: [{ name: 'Desktops', trust: guideTrustWith({ Action: 'sts:AssumeRoleWithSAML' }), inline }],
          directories: [directory],
        },
      },
      {
        name: 'the provider was deleted',
        given: { providers: [], roles: [{ name: 'Desktops', inline }], directories: [directory] },
      },
    ],
    notApplicable: [{ name: 'SAML is off', given: { directories: [{ ...directory, saml: { status: 'DISABLED' } }] } }],
    unknown: [
      {
        name: 'the roles could not be read',
        given: { directories: [directory], unread: ['iam:GetAccountAuthorizationDetails'] },
      },
      {
        name: 'a policy of the only role that SAML users may assume cannot be understood',
        given: { roles: [{ name: 'Desktops', inline: { Stream: brokenTrust } }], directories: [directory] },
      },
      {
        name: 'the providers could not be listed',
        given: { roles: [{ name: 'Desktops', inline }], directories: [directory], unread: ['iam:ListSAMLProviders'] },
      },
    ],
  },
});
