import { guideWorkspacesPolicy, serviceTrust } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

const role = (actions: Readonly<Record<string, unknown>>) => ({
  roles: [
    {
      name: 'Desktops',
      inline: {
        Stream: { Version: '2012-10-17', Statement: [{ ...guideWorkspacesPolicy.Statement[0], ...actions }] },
      },
    },
  ],
});

export default defineExplanation({
  rationale:
    'A wildcard or NotAction grants whatever the service has now and will have later. Every desktop user holds these ' +
    'credentials, so with workspaces:* each of them may change, rebuild or delete what the resource element reaches.',
  cli: 'aws iam put-role-policy --role-name ROLE --policy-name POLICY --policy-document file://policy.json',
  console: 'IAM → Roles → the role → Permissions → the policy → Edit.',
  examples: {
    pass: [
      {
        name: 'the exact name',
        says: 'Every statement names the Stream action exactly.',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
      {
        name: 'the exact name in other letter case',
        says: 'Every statement names the Stream action exactly.',
        given: role({ Action: ['WorkSpaces:stream'] }),
      },
    ],
    fail: [
      {
        name: 'every action of the service',
        severity: 'high',
        says: 'Policy Stream, statement 1 allows workspaces:Stream through Action workspaces:*, which also covers other actions.',
        given: role({ Action: 'workspaces:*' }),
      },
      {
        name: 'every action of every service',
        severity: 'high',
        says: 'Policy Stream, statement 1 allows workspaces:Stream through Action *, which also covers other actions.',
        given: role({ Action: '*' }),
      },
      {
        name: 'the beginning of the name',
        severity: 'high',
        says: 'Policy Stream, statement 1 allows workspaces:Stream through Action workspaces:St*, which also covers other actions.',
        given: role({ Action: ['workspaces:St*'] }),
      },
      {
        name: 'the exact name beside a wildcard',
        severity: 'high',
        says: 'Policy Stream, statement 1 allows workspaces:Stream through Action workspaces:*, which also covers other actions.',
        given: role({ Action: ['workspaces:Stream', 'workspaces:*'] }),
      },
      {
        name: 'everything but some actions',
        severity: 'high',
        says: 'Policy Stream, statement 1 allows workspaces:Stream through NotAction iam:*, which also covers other actions.',
        given: role({ Action: undefined, NotAction: 'iam:*' }),
      },
    ],
    notApplicable: [
      {
        name: 'no SAML sign-in can assume the role',
        says: 'No SAML sign-in can assume this role.',
        given: { roles: [{ name: 'Automation', trust: serviceTrust, inline }] },
      },
      {
        name: 'administrators who are denied streaming',
        says: 'Not a streaming role: its policies reach streaming only through a wildcard or NotAction.',
        given: {
          roles: [
            {
              name: 'Admins',
              inline: {
                All: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
                NoStreaming: {
                  Version: '2012-10-17',
                  Statement: [{ Effect: 'Deny', Action: ['workspaces:Stream', 'appstream:Stream'], Resource: '*' }],
                },
              },
            },
          ],
        },
      },
    ],
    unknown: [
      {
        name: 'one attached policy cannot be read',
        says: 'Could not be judged: policy Other is not JSON.',
        given: { roles: [{ name: 'Desktops', inline: { ...inline, Other: null } }] },
      },
    ],
  },
});
