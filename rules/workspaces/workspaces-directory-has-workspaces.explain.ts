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
    pass: [
      {
        name: 'desktops',
        says: 'The directory has 12 WorkSpaces.',
        given: { directories: [{ id }], workspaces: { [id]: { total: 12, pcoip: 0 } } },
      },
    ],
    fail: [
      {
        name: 'none',
        severity: 'informational',
        says: 'SAML is on, but the directory has no WorkSpaces: whoever signs in finds no desktop.',
        given: { directories: [{ id }], workspaces: { [id]: { total: 0, pcoip: 0 } } },
      },
    ],
    notApplicable: [
      {
        name: 'SAML is off',
        says: 'SAML authentication is disabled in this directory.',
        given: { directories: [{ id, saml: { status: 'DISABLED' } }] },
      },
      {
        name: 'a Pools directory',
        says: 'This is a WorkSpaces Pools directory.',
        given: { directories: [{ id: 'wsd-4k7m2x9qp', workspaceType: 'POOLS' }] },
      },
    ],
    unknown: [
      {
        name: 'WorkSpaces could not be counted',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call workspaces:DescribeWorkspaces.',
        given: { directories: [{ id }], unread: ['workspaces:DescribeWorkspaces'] },
      },
    ],
  },
});
