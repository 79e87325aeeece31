import { defineExplanation } from '../../lib/explain/explanation.ts';

const id = 'd-906731a2b4';

export default defineExplanation({
  rationale:
    'Who is allowed to use the application at the identity provider does not get a WorkSpace by that. In a directory without ' +
    'any, every sign-in ends without a desktop, or the directory is a leftover that still has to be watched. Whether each ' +
    'user has one cannot be told: who may sign in is known to the identity provider only.',
  cli: 'aws workspaces create-workspaces --workspaces DirectoryId=DIRECTORY_ID,UserName=USER,BundleId=BUNDLE_ID',
  console: 'WorkSpaces → WorkSpaces → Personal → Create WorkSpaces.',
  examples: {
    pass: [{ name: 'desktops', given: { directories: [{ id }], workspaces: { [id]: { total: 12, pcoip: 0 } } } }],
    fail: [{ name: 'none', given: { directories: [{ id }], workspaces: { [id]: { total: 0, pcoip: 0 } } } }],
    notApplicable: [
      { name: 'SAML is off', given: { directories: [{ id, saml: { status: 'DISABLED' } }] } },
      { name: 'a Pools directory', given: { directories: [{ id: 'wsd-4k7m2x9qp', workspaceType: 'POOLS' }] } },
    ],
    unknown: [
      {
        name: 'WorkSpaces could not be counted',
        given: { directories: [{ id }], unread: ['workspaces:DescribeWorkspaces'] },
      },
    ],
  },
});
