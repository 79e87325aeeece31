import { brokenTrust, guideWorkspacesPolicy, serviceTrust } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

const statement = guideWorkspacesPolicy.Statement[0];

const writing = (changes: Readonly<Record<string, unknown>>, ...others: readonly unknown[]) => ({
  roles: [
    {
      name: 'Desktops',
      inline: { Stream: { Version: '2012-10-17', Statement: [{ ...statement, ...changes }, ...others] } },
    },
  ],
});

export default defineExplanation({
  rationale:
    'IAM stores a policy with a misspelled action or condition key without complaint. The action is then not granted, and ' +
    'the condition compares with something that is in no request: users are refused, or a Deny that should protect never ' +
    'applies. Only what is certainly misspelled fails here; what this tool merely does not know is unknown.',
  cli: 'aws accessanalyzer validate-policy --policy-type IDENTITY_POLICY --policy-document file://policy.json',
  console: 'IAM → Roles → the role → Permissions → the policy → Edit: the editor lists what it does not know.',
  examples: {
    pass: [
      {
        name: 'the policy of the guide',
        says: 'All actions, condition keys, and variables in the streaming permissions exist.',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
      {
        name: 'a real action whose name only begins like another',
        says: 'All actions, condition keys, and variables in the streaming permissions exist.',
        given: writing({ Action: ['workspaces:Stream', 'workspaces:StartWorkspaces'] }),
      },
      {
        name: 'a role for something else',
        says: 'No other role that SAML users can assume has a misspelled Stream action.',
        given: {
          roles: [
            {
              name: 'Analysts',
              inline: {
                Read: {
                  Version: '2012-10-17',
                  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
                },
              },
            },
          ],
        },
      },
    ],
    fail: [
      {
        name: 'a condition key with a letter missing',
        severity: 'medium',
        says: 'Statement 1 of policy Stream uses the condition key workspace:userId, which does not exist. Did you mean workspaces:userId?',
        given: writing({ Condition: { StringEquals: { 'workspace:userId': '${saml:sub}' } } }),
      },
      {
        name: 'a condition key that the service does not have',
        severity: 'medium',
        says: 'Statement 1 of policy Stream uses the condition key workspaces:userName, which does not exist. Did you mean workspaces:userId?',
        given: writing({ Condition: { StringEquals: { 'workspaces:userName': '${saml:sub}' } } }),
      },
      {
        name: 'a variable that SAML does not have',
        severity: 'medium',
        says: 'Statement 1 of policy Stream uses the policy variable ${saml:subject}, which does not exist. Did you mean ${saml:sub}?',
        given: writing({ Condition: { StringEquals: { 'workspaces:userId': '${saml:subject}' } } }),
      },
      {
        name: 'a misspelled action in a Deny',
        severity: 'medium',
        says: 'Statement 2 of policy Stream uses the action workspaces:Streams, which does not exist. Did you mean workspaces:Stream?',
        given: writing({}, { Effect: 'Deny', Action: 'workspaces:Streams', Resource: '*' }),
      },
      {
        name: 'the only action is misspelled',
        severity: 'medium',
        says: 'Role Desktops does not allow streaming: statement 1 of policy Stream uses the action workspace:Stream, which does not exist. Did you mean workspaces:Stream?',
        given: writing({ Action: 'workspace:Stream' }),
      },
    ],
    notApplicable: [
      {
        name: 'no SAML sign-in can assume the role',
        says: [
          'No SAML sign-in can assume this role.',
          'Every role that SAML users can assume is a streaming role and is checked separately.',
        ],
        given: { roles: [{ name: 'Automation', trust: serviceTrust, inline }] },
      },
    ],
    unknown: [
      {
        name: 'the document is no policy that this tool understands',
        says: 'Could not be judged: policy Other of role Desktops cannot be understood: statement 1: "Efect" is not an element of the policy language.',
        given: { roles: [{ name: 'Desktops', inline: { ...inline, Other: brokenTrust } }] },
      },
      {
        name: 'a condition key of another service',
        says: 'Cannot determine whether the policy is valid: this tool does not know whether there is a condition key example:unheardOf.',
        given: writing({ Condition: { StringEquals: { 'example:unheardOf': 'x' } } }),
      },
      {
        name: 'a condition operator that IAM does not document',
        says: 'Cannot determine whether the policy is valid: StringIs is not a condition operator that IAM documents.',
        given: writing({ Condition: { StringIs: { 'workspaces:userId': '${saml:sub}' } } }),
      },
      {
        name: 'the trust policy cannot be understood',
        says: 'Could not be judged: trust policy of role Desktops cannot be understood: statement 1: "Efect" is not an element of the policy language.',
        given: { roles: [{ name: 'Desktops', trust: brokenTrust, inline }] },
      },
    ],
  },
});
