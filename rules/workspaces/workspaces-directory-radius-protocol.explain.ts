import { defineExplanation } from '../../lib/explain/explanation.ts';

const id = 'd-906731a2b4';
const radius = (radiusProtocol?: string) => ({
  [id]: { radiusStatus: 'Completed', ...(radiusProtocol === undefined ? {} : { radiusProtocol }) },
});

export default defineExplanation({
  rationale:
    'Where users sign in with the directory password, a RADIUS server is the second factor. PAP sends what the user types ' +
    'hardly protected; MS-CHAPv2 is the strongest of the four protocols that AWS supports, and the one that the CIS AWS ' +
    'End User Compute Services Benchmark recommends.',
  console: 'Directory Service → Directories → the directory → Networking & security → Multi-factor authentication.',
  examples: {
    pass: [
      {
        name: 'MS-CHAPv2',
        says: 'The RADIUS server uses MS-CHAPv2.',
        given: { directories: [{ id }], directoryService: radius('MS-CHAPv2') },
      },
    ],
    fail: [
      {
        name: 'PAP',
        severity: 'low',
        says: 'The RADIUS server uses PAP, which protects one-time passwords less than MS-CHAPv2.',
        given: { directories: [{ id }], directoryService: radius('PAP') },
      },
    ],
    notApplicable: [
      { name: 'no RADIUS server', says: 'The directory uses no RADIUS server.', given: { directories: [{ id }] } },
    ],
    unknown: [
      {
        name: 'AWS does not say',
        says: 'AWS did not say which protocol the RADIUS server uses.',
        given: { directories: [{ id }], directoryService: radius() },
      },
      {
        name: 'Directory Service could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call ds:DescribeDirectories.',
        given: { directories: [{ id }], unread: ['ds:DescribeDirectories'] },
      },
    ],
  },
});
