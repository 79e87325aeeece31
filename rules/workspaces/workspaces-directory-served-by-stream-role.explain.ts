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
      {
        name: "the guide's role names it",
        says: 'Role Desktops reaches it through ExampleIdP.',
        given: { roles: [{ name: 'Desktops', inline }], directories: [directory] },
      },
    ],
    fail: [
      {
        name: 'no role names it',
        severity: 'high',
        says: 'No SAML user reaches directory d-906731a2b4: no streaming role specifies or covers it.',
        given: { directories: [directory] },
      },
      {
        name: 'the role that names it lets nobody in',
        severity: 'high',
        says: 'No SAML user reaches directory d-906731a2b4: The trust policy of role Desktops does not allow sts:TagSession for arn:aws:iam::111122223333:saml-provider/ExampleIdP. Sign-ins with PrincipalTag:Email are denied.',
        given: {
          roles: [{ name: 'Desktops', trust: guideTrustWith({ Action: 'sts:AssumeRoleWithSAML' }), inline }],
          directories: [directory],
        },
      },
      {
        name: 'the provider was deleted',
        severity: 'high',
        says: 'No SAML user reaches directory d-906731a2b4: Role Desktops trusts SAML provider ExampleIdP, which does not exist in this account.',
        given: { providers: [], roles: [{ name: 'Desktops', inline }], directories: [directory] },
      },
    ],
    notApplicable: [
      {
        name: 'SAML is off',
        says: 'SAML authentication is disabled in this directory.',
        given: { directories: [{ ...directory, saml: { status: 'DISABLED' } }] },
      },
    ],
    unknown: [
      {
        name: 'the roles could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:GetAccountAuthorizationDetails.',
        given: { directories: [directory], unread: ['iam:GetAccountAuthorizationDetails'] },
      },
      {
        name: 'a policy of the only role that SAML users may assume cannot be understood',
        says: 'Could not be judged: policy Stream of role Desktops cannot be understood: statement 1: "Efect" is not an element of the policy language.',
        given: { roles: [{ name: 'Desktops', inline: { Stream: brokenTrust } }], directories: [directory] },
      },
      {
        name: 'the providers could not be listed',
        says: 'Cannot determine whether role Desktops reaches directory d-906731a2b4: Could not compare the user access URL with the metadata of the SAML providers: AccessDeniedException: the scanning role may not call iam:ListSAMLProviders.',
        given: { roles: [{ name: 'Desktops', inline }], directories: [directory], unread: ['iam:ListSAMLProviders'] },
      },
    ],
  },
});
