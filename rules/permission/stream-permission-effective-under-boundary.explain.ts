import { guideAppstreamPolicy, guideWorkspacesPolicy, serviceTrust } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

const allowing = (action: unknown, resource = '*', condition = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: resource, Condition: condition }],
});

const bounded = (boundary: unknown) => ({ roles: [{ name: 'Desktops', inline, boundary }] });

const everyStack = {
  Version: '2012-10-17',
  Statement: [
    { ...guideAppstreamPolicy.Statement[0], Resource: 'arn:aws:appstream:eu-central-1:111122223333:stack/*' },
  ],
};

export default defineExplanation({
  rationale:
    'A role may do only what its policies and its permissions boundary both allow. A boundary written for other roles ' +
    'usually leaves Stream out: everything looks right, the user signs in, and the session is refused.',
  cli: 'aws iam delete-role-permissions-boundary --role-name ROLE',
  console: 'IAM → Roles → the role → Permissions → Permissions boundary.',
  examples: {
    pass: [
      {
        name: 'the boundary allows the services',
        says: "Permissions boundary boundary allows the streaming that the role's policies allow.",
        given: bounded(allowing(['workspaces:*', 'appstream:*'])),
      },
      {
        name: 'the boundary narrows a wide grant to one stack',
        says: "Permissions boundary boundary allows the streaming that the role's policies allow.",
        given: {
          roles: [
            {
              name: 'Apps',
              inline: { Stream: everyStack },
              boundary: allowing('*', 'arn:aws:appstream:*:111122223333:stack/Design*'),
            },
          ],
        },
      },
    ],
    fail: [
      {
        name: 'the boundary allows other services only',
        severity: 'high',
        says: 'Permissions boundary boundary blocks workspaces:Stream on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4, which the policies of the role allow. No user can stream from it.',
        witness:
          'a user who signed in as jdoe cannot stream their own session on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: bounded(allowing(['s3:*', 'logs:*'])),
      },
      {
        name: 'the boundary allows another directory',
        severity: 'high',
        says: 'Permissions boundary boundary blocks workspaces:Stream on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4, which the policies of the role allow. No user can stream from it.',
        witness:
          'a user who signed in as jdoe cannot stream their own session on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: bounded(allowing('*', 'arn:aws:workspaces:eu-central-1:111122223333:directory/d-9067aaaaaa')),
      },
      {
        name: 'the boundary refuses it',
        severity: 'high',
        says: 'Permissions boundary boundary blocks workspaces:Stream on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4, which the policies of the role allow. No user can stream from it.',
        witness:
          'a user who signed in as jdoe cannot stream their own session on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: bounded({
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: '*', Resource: '*' },
            { Effect: 'Deny', Action: 'workspaces:*', Resource: '*' },
          ],
        }),
      },
      {
        name: 'policy and boundary never allow the same session',
        severity: 'high',
        says: 'Permissions boundary boundary blocks workspaces:Stream on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4, which the policies of the role allow. No user can stream from it.',
        witness:
          'a user who signed in as jdoe cannot stream their own session on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4',
        given: bounded(allowing('*', '*', { StringEquals: { 'workspaces:userId': '&{saml:sub}' } })),
      },
    ],
    notApplicable: [
      {
        name: 'no permissions boundary',
        says: 'The role has no permissions boundary.',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
      {
        name: 'no SAML sign-in can assume the role',
        says: 'No SAML sign-in can assume this role.',
        given: { roles: [{ name: 'Automation', trust: serviceTrust, inline, boundary: allowing('s3:*') }] },
      },
    ],
    unknown: [
      {
        name: 'the boundary cannot be understood',
        says: 'Could not be judged: permissions boundary boundary of role Desktops cannot be understood: statement 1: "Efect" is not an element of the policy language.',
        given: bounded({ Statement: [{ Efect: 'Allow' }] }),
      },
      {
        name: 'the boundary asks a key that this tool does not model',
        says: 'Cannot determine what permissions boundary boundary allows: example:unheardOf is not a condition key this tool models for workspaces:Stream.',
        given: bounded(allowing('*', '*', { StringEquals: { 'example:unheardOf': 'x' } })),
      },
    ],
  },
});
