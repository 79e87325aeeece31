import { guideAppstreamPolicy, guideWorkspacesPolicy, serviceTrust } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

const offices = ['192.0.2.0/24'];

const denyElsewhere = (resource: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Action: '*',
      Resource: resource,
      Condition: { NotIpAddress: { 'aws:SourceIp': offices } },
    },
  ],
});

export default defineExplanation({
  rationale:
    'WorkSpaces does not support source-IP conditions on workspaces:Stream: such a condition does not protect what it seems ' +
    'to protect, and can refuse people it should not. IP access control groups, or the identity provider, do the job. ' +
    '(AppStream does support them, so AppStream permissions are not judged.)',
  cli: 'aws workspaces create-ip-group --group-name offices --user-rules ipRule=192.0.2.0/24\naws workspaces associate-ip-groups --directory-id DIRECTORY_ID --group-ids GROUP_ID',
  console: 'WorkSpaces → IP access controls → Create IP group; then Directories → the directory → Edit.',
  examples: {
    pass: [
      {
        name: 'the policy of the guide',
        says: 'No statement for workspaces:Stream uses a source IP condition.',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
      {
        name: 'a Deny by source IP that does not reach any directory',
        says: 'No statement for workspaces:Stream uses a source IP condition.',
        given: {
          roles: [
            {
              name: 'Desktops',
              inline: { ...inline, Guard: denyElsewhere('arn:aws:workspaces:*:*:workspaceipgroup/*') },
            },
          ],
        },
      },
    ],
    fail: [
      {
        name: 'on the Stream statement',
        severity: 'medium',
        says: 'Statement 1 of policy Stream uses aws:SourceIp, but AWS does not support source IP conditions for workspaces:Stream.',
        given: {
          roles: [
            {
              name: 'Desktops',
              inline: {
                Stream: {
                  Version: '2012-10-17',
                  Statement: [
                    {
                      ...guideWorkspacesPolicy.Statement[0],
                      Condition: {
                        ...guideWorkspacesPolicy.Statement[0].Condition,
                        IpAddress: { 'aws:SourceIp': offices },
                      },
                    },
                  ],
                },
              },
            },
          ],
        },
      },
      {
        name: 'a Deny of everything from elsewhere',
        severity: 'medium',
        says: 'Statement 1 of policy Guard uses aws:SourceIp, but AWS does not support source IP conditions for workspaces:Stream.',
        given: { roles: [{ name: 'Desktops', inline: { ...inline, Guard: denyElsewhere('*') } }] },
      },
      {
        name: 'in the permissions boundary',
        severity: 'medium',
        says: 'Statement 1 of policy boundary uses aws:VpcSourceIp, but AWS does not support source IP conditions for workspaces:Stream.',
        given: {
          roles: [
            {
              name: 'Desktops',
              inline,
              boundary: {
                Version: '2012-10-17',
                Statement: [
                  {
                    Effect: 'Allow',
                    Action: '*',
                    Resource: '*',
                    Condition: { IpAddress: { 'aws:VpcSourceIp': offices } },
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
        name: 'AppStream supports source-IP conditions',
        says: 'The role does not allow workspaces:Stream. AppStream supports source IP conditions.',
        given: {
          roles: [
            {
              name: 'Apps',
              inline: {
                Stream: {
                  Version: '2012-10-17',
                  Statement: [
                    {
                      ...guideAppstreamPolicy.Statement[0],
                      Condition: { IpAddress: { 'aws:SourceIp': offices } },
                    },
                  ],
                },
              },
            },
          ],
        },
      },
      {
        name: 'no SAML sign-in can assume the role',
        says: 'No SAML sign-in can assume this role.',
        given: { roles: [{ name: 'Automation', trust: serviceTrust, inline }] },
      },
    ],
    unknown: [
      {
        name: 'one attached policy cannot be read',
        says: 'Could not be judged: policy Guard is not JSON.',
        given: { roles: [{ name: 'Desktops', inline: { ...inline, Guard: null } }] },
      },
      {
        name: 'the permissions boundary cannot be understood',
        says: 'Could not be judged: permissions boundary boundary of role Desktops cannot be understood: statement 1: "Efect" is not an element of the policy language.',
        given: { roles: [{ name: 'Desktops', inline, boundary: { Statement: [{ Efect: 'Allow' }] } }] },
      },
    ],
  },
});
