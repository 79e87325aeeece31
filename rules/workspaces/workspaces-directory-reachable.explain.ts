import { defineExplanation } from '../../lib/explain/explanation.ts';

const denied = (...types: readonly string[]) => Object.fromEntries(types.map((type) => [`DeviceType${type}`, 'DENY']));
const directory = { id: 'd-906731a2b4' };
const streamingEndpoint = { vpcEndpointIds: ['vpce-0a1b2c3d4e5f60718'], internetFallback: [] };
const pcoip = (count: number) => ({ workspaces: { 'd-906731a2b4': { total: 4, pcoip: count } } });

export default defineExplanation({
  rationale:
    'A SAML sign-in that succeeds is worth nothing when the client then does not connect: every client type that supports ' +
    'SAML is denied, the domain behind the directory is down, or sessions go through a streaming VPC endpoint that does ' +
    'not carry PCoIP and excludes FIPS endpoints.',
  cli: 'aws workspaces modify-workspace-access-properties --resource-id DIRECTORY_ID --workspace-access-properties DeviceTypeWindows=ALLOW',
  console: 'WorkSpaces → Directories → the directory → Access control options, or VPC endpoints for streaming.',
  examples: {
    pass: [
      {
        name: 'the Windows and macOS clients are allowed',
        says: 'A client type that supports SAML is allowed, and nothing that AWS shows keeps it from the WorkSpaces.',
        given: { directories: [directory] },
      },
      {
        name: 'a streaming endpoint, and no WorkSpace uses PCoIP',
        says: 'A client type that supports SAML is allowed, and nothing that AWS shows keeps it from the WorkSpaces.',
        given: { directories: [{ ...directory, streamingEndpoint }], ...pcoip(0) },
      },
    ],
    fail: [
      {
        name: 'every client type that supports SAML is denied',
        severity: 'high',
        says: 'Directory d-906731a2b4 denies every client type that supports SAML: Windows, macOS, Linux, Web Access.',
        given: { directories: [{ ...directory, access: denied('Windows', 'Osx', 'Linux', 'Web') }] },
      },
      {
        name: 'the AD Connector does not work',
        severity: 'high',
        says: 'AWS Directory Service reports that directory d-906731a2b4 is Inoperable, so no user can sign in to its domain.',
        given: {
          directories: [directory],
          directoryService: { 'd-906731a2b4': { type: 'ADConnector', stage: 'Inoperable' } },
        },
      },
      {
        name: 'all WorkSpaces use PCoIP behind a streaming endpoint',
        severity: 'high',
        says: 'Directory d-906731a2b4 streams through VPC endpoint vpce-0a1b2c3d4e5f60718 only, which does not carry PCoIP: 4 of 4 WorkSpaces use it.',
        given: { directories: [{ ...directory, streamingEndpoint }], ...pcoip(4) },
      },
      {
        name: 'some WorkSpaces use PCoIP behind a streaming endpoint',
        severity: 'medium',
        says: 'Directory d-906731a2b4 streams through VPC endpoint vpce-0a1b2c3d4e5f60718 only, which does not carry PCoIP: 1 of 4 WorkSpaces use it.',
        given: { directories: [{ ...directory, streamingEndpoint }], ...pcoip(1) },
      },
      {
        name: 'a streaming endpoint together with FIPS endpoints',
        severity: 'high',
        says: 'Directory d-906731a2b4 streams through VPC endpoint vpce-0a1b2c3d4e5f60718 and requires FIPS endpoints, which AWS does not support together.',
        given: { directories: [{ ...directory, streamingEndpoint, encryptionMode: 'FIPS_VALIDATED' }], ...pcoip(0) },
      },
      {
        name: 'Web Access only, and all WorkSpaces use PCoIP',
        severity: 'high',
        says: 'Directory d-906731a2b4 allows Web Access only, which does not support PCoIP after a SAML sign-in: 4 of 4 WorkSpaces use it.',
        given: {
          directories: [{ ...directory, access: { ...denied('Windows', 'Osx', 'Linux'), DeviceTypeWeb: 'ALLOW' } }],
          ...pcoip(4),
        },
      },
    ],
    notApplicable: [
      {
        name: 'SAML authentication is disabled',
        says: 'SAML authentication is disabled in this directory.',
        given: { directories: [{ ...directory, saml: { status: 'DISABLED' } }] },
      },
    ],
    unknown: [
      {
        name: 'what AWS does not say of client types',
        says: 'Cannot determine whether directory d-906731a2b4 allows Windows, macOS, Linux, Web Access: AWS does not say.',
        given: { directories: [{ ...directory, access: {} }] },
      },
      {
        name: 'the WorkSpaces behind a streaming endpoint could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call workspaces:DescribeWorkspaces.',
        given: {
          directories: [{ ...directory, streamingEndpoint }],
          unread: ['workspaces:DescribeWorkspaces'],
        },
      },
    ],
  },
});
