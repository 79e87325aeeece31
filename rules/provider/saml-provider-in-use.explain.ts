import { known } from '../../lib/model/fact.ts';
import { brokenTrust, serviceTrust } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

export default defineExplanation({
  rationale:
    'A provider that no role trusts lets nobody in today. It is left from a test or from a move to another identity provider, ' +
    'nobody watches its metadata, and it stands ready for the next role that names it. Roles of every purpose count as use, not only streaming roles.',
  cli: 'aws iam delete-saml-provider --saml-provider-arn PROVIDER_ARN',
  console: 'IAM → Identity providers → the provider → Delete.',
  examples: {
    pass: [
      {
        name: 'a role trusts it',
        says: 'Role Desktops trusts this provider.',
        given: { roles: [{ name: 'Desktops' }] },
      },
      {
        name: 'a role trusts it, and the trust policy of another cannot be understood',
        says: 'Role Desktops trusts this provider.',
        given: { roles: [{ name: 'Broken', trust: brokenTrust }, { name: 'Desktops' }] },
      },
    ],
    fail: [
      {
        name: 'no role trusts it',
        severity: 'low',
        says: 'No role of this account trusts this provider.',
        given: { roles: [{ name: 'Automation', trust: serviceTrust }] },
      },
      {
        name: 'a role refuses it by name',
        severity: 'low',
        says: 'No role of this account trusts this provider.',
        given: {
          roles: [
            {
              name: 'Desktops',
              trust: {
                Version: '2012-10-17',
                Statement: [
                  {
                    Effect: 'Deny',
                    Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/ExampleIdP' },
                    Action: 'sts:AssumeRoleWithSAML',
                  },
                ],
              },
            },
          ],
        },
      },
    ],
    notApplicable: [
      {
        name: 'it was made two days ago',
        says: 'The provider is new, and no role trusts it yet.',
        given: { providers: [{ name: 'ExampleIdP', created: known('2026-10-30T08:00:00.000Z') }] },
      },
    ],
    unknown: [
      {
        name: 'the trust policy of a role cannot be understood',
        says: 'Could not be judged: trust policy of role Broken cannot be understood: statement 1: "Efect" is not an element of the policy language.',
        given: { roles: [{ name: 'Broken', trust: brokenTrust }] },
      },
      {
        name: 'the roles could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call iam:GetAccountAuthorizationDetails.',
        given: { unread: ['iam:GetAccountAuthorizationDetails'] },
      },
    ],
  },
});
