import { guideAppstreamPolicy, guideWorkspacesPolicy, serviceTrust } from '../../lib/explain/example.ts';
import { defineExplanation } from '../../lib/explain/explanation.ts';

const inline = { Stream: guideWorkspacesPolicy };

const apps = { Stream: guideAppstreamPolicy };

const directories = [{ id: 'd-906731a2b4' }];

const on = (resource: unknown) => ({
  name: 'Desktops',
  inline: {
    Stream: { Version: '2012-10-17', Statement: [{ ...guideWorkspacesPolicy.Statement[0], Resource: resource }] },
  },
});

export default defineExplanation({
  rationale:
    'A permission for a directory or stack that is not there lets nobody in. It is mostly a slip in the Region, the id or ' +
    'the letter case of a name; or what is left of something deleted, which comes back to life when a stack of that ' +
    'name is made again.',
  cli: "aws workspaces describe-workspace-directories --query 'Directories[].DirectoryId'\naws appstream describe-stacks --query 'Stacks[].Arn'",
  console: 'IAM → Roles → the role → Permissions → the policy → Edit.',
  examples: {
    pass: [
      {
        name: 'a directory and a stack that are there',
        says: 'All 2 resources that are named exist.',
        given: {
          roles: [{ name: 'Everything', inline: { ...inline, Apps: guideAppstreamPolicy } }],
          directories,
          stacks: [{ name: 'Design' }],
        },
      },
    ],
    fail: [
      {
        name: 'no such directory',
        severity: 'medium',
        says: 'Role Desktops allows streaming on arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4, which does not exist in eu-central-1.',
        given: { roles: [{ name: 'Desktops', inline }] },
      },
      {
        name: 'the stack has the same name in other letter case',
        severity: 'medium',
        says: 'Role Apps allows streaming on arn:aws:appstream:eu-central-1:111122223333:stack/Design, but the stack is called design: names are case-sensitive.',
        given: { roles: [{ name: 'Apps', inline: apps }], stacks: [{ name: 'design' }] },
      },
      {
        name: 'the stack is in another Region',
        severity: 'medium',
        says: 'Role Apps allows streaming on arn:aws:appstream:eu-central-1:111122223333:stack/Design, but the stack is in eu-west-1.',
        given: {
          roles: [{ name: 'Apps', inline: apps }],
          elsewhere: { region: 'eu-west-1', stacks: [{ name: 'Design' }] },
        },
      },
      {
        name: 'another account',
        severity: 'medium',
        says: 'Role Desktops allows streaming on arn:aws:workspaces:eu-central-1:444455556666:directory/d-906731a2b4, which belongs to account 444455556666; this is account 111122223333.',
        given: { roles: [on('arn:aws:workspaces:eu-central-1:444455556666:directory/d-906731a2b4')], directories },
      },
      {
        name: 'one of two is not there, the Region of the other was not scanned',
        severity: 'medium',
        says: 'Role Desktops allows streaming on arn:aws:workspaces:eu-central-1:111122223333:directory/d-9067ffffff, which does not exist in eu-central-1.',
        given: {
          roles: [
            on([
              'arn:aws:workspaces:us-east-1:111122223333:directory/d-906731a2b4',
              'arn:aws:workspaces:eu-central-1:111122223333:directory/d-9067ffffff',
            ]),
          ],
          directories,
        },
      },
    ],
    notApplicable: [
      {
        name: 'no directory is named',
        says: 'No grant names a single directory or stack.',
        given: { roles: [on('*')], directories },
      },
      {
        name: 'another partition, which federation-arn-partition-correct reports',
        says: 'No grant names a single directory or stack.',
        given: { roles: [on('arn:aws-cn:workspaces:cn-northwest-1:111122223333:directory/d-906731a2b4')], directories },
      },
      {
        name: 'no SAML sign-in can assume the role',
        says: 'No SAML sign-in can assume this role.',
        given: { roles: [{ name: 'Automation', trust: serviceTrust, inline }] },
      },
    ],
    unknown: [
      {
        name: 'directories could not be listed',
        says: 'Could not check whether arn:aws:workspaces:eu-central-1:111122223333:directory/d-906731a2b4 exists.',
        given: { roles: [{ name: 'Desktops', inline }], unread: ['workspaces:DescribeWorkspaceDirectories'] },
      },
      {
        name: 'a Region that was not scanned',
        says: 'Could not check whether arn:aws:workspaces:us-east-1:111122223333:directory/d-906731a2b4 exists.',
        given: { roles: [on('arn:aws:workspaces:us-east-1:111122223333:directory/d-906731a2b4')], directories },
      },
      {
        name: 'the directory depends on who signs in',
        says: 'What arn:aws:workspaces:eu-central-1:111122223333:directory/${aws:PrincipalTag/Directory} names depends on who signs in.',
        given: {
          roles: [on('arn:aws:workspaces:eu-central-1:111122223333:directory/${aws:PrincipalTag/Directory}')],
          directories,
        },
      },
    ],
  },
});
