import { defineExplanation } from '../../lib/explain/explanation.ts';

const id = 'd-906731a2b4';

export default defineExplanation({
  rationale:
    'Data on a volume without encryption is readable wherever a copy of it is. AWS Security Hub (WorkSpaces.1 and ' +
    'WorkSpaces.2) and the CIS AWS End User Compute Services Benchmark ask for encryption of both volumes, which is chosen ' +
    'when a WorkSpace is created.',
  cli:
    'aws workspaces create-workspaces --workspaces "DirectoryId=DIRECTORY_ID,UserName=USER,BundleId=BUNDLE_ID,' +
    'VolumeEncryptionKey=alias/aws/workspaces,UserVolumeEncryptionEnabled=true,RootVolumeEncryptionEnabled=true"',
  console: 'WorkSpaces → Create WorkSpaces → Encryption.',
  examples: {
    pass: [
      {
        name: 'all are encrypted',
        says: 'AWS reports encrypted volumes for all WorkSpaces.',
        given: { directories: [{ id }], workspaces: { [id]: { total: 12, pcoip: 0, withoutEncryption: 0 } } },
      },
    ],
    fail: [
      {
        name: 'some are not',
        severity: 'low',
        says: 'AWS reports no encryption of a volume for 3 of 12 WorkSpaces.',
        given: { directories: [{ id }], workspaces: { [id]: { total: 12, pcoip: 0, withoutEncryption: 3 } } },
      },
    ],
    notApplicable: [
      { name: 'no WorkSpaces', says: 'The directory has no WorkSpaces.', given: { directories: [{ id }] } },
    ],
    unknown: [
      {
        name: 'WorkSpaces could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call workspaces:DescribeWorkspaces.',
        given: { directories: [{ id }], unread: ['workspaces:DescribeWorkspaces'] },
      },
    ],
  },
});
