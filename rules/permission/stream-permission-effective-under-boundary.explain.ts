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
      { name: 'the boundary allows the services', given: bounded(allowing(['workspaces:*', 'appstream:*'])) },
      {
        name: 'the boundary narrows a wide grant to one stack',
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
      { name: 'the boundary allows other services only', given: bounded(allowing(['s3:*', 'logs:*'])) },
      {
        name: 'the boundary allows another directory',
        given: bounded(allowing('*', 'arn:aws:workspaces:eu-central-1:111122223333:directory/d-9067aaaaaa')),
      },
      {
        name: 'the boundary refuses it',
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
        given: bounded(allowing('*', '*', { StringEquals: { 'workspaces:userId': '&{saml:sub}' } })),
      },
    ],
    notApplicable: [
      { name: 'no permissions boundary', given: { roles: [{ name: 'Desktops', inline }] } },
      {
        name: 'no SAML sign-in can assume the role',
        given: { roles: [{ name: 'Automation', trust: serviceTrust, inline, boundary: allowing('s3:*') }] },
      },
    ],
    unknown: [
      { name: 'the boundary cannot be understood', given: bounded({ Statement: [{ Efect: 'Allow' }] }) },
      {
        name: 'the boundary asks a key that this tool does not model',
        given: bounded(allowing('*', '*', { StringEquals: { 'example:unheardOf': 'x' } })),
      },
    ],
  },
});
