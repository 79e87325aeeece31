import { defineExplanation } from '../../lib/explain/explanation.ts';

const id = 'd-906731a2b4';

const settings = { endpointEncryptionMode: 'FIPS_VALIDATED' } as const;

export default defineExplanation({
  rationale:
    'FedRAMP and DoD SRG ask for FIPS-validated endpoint encryption, which is set per directory, and only as long as it has ' +
    'no WorkSpaces with the standard one. Which one is right depends on the organization, so the rule is off until ' +
    'endpointEncryptionMode is configured. The FIPS relay state host is chosen at the identity provider and cannot be seen.',
  cli: 'aws workspaces modify-endpoint-encryption-mode --directory-id DIRECTORY_ID --endpoint-encryption-mode FIPS_VALIDATED',
  console: 'WorkSpaces → Directories → the directory → Endpoint encryption → Edit.',
  examples: {
    pass: [
      {
        name: 'as configured',
        says: 'Endpoint encryption is FIPS_VALIDATED, as configured.',
        given: { directories: [{ id, encryptionMode: 'FIPS_VALIDATED' }] },
        settings,
      },
    ],
    fail: [
      {
        name: 'standard, where FIPS is asked for',
        severity: 'informational',
        says: 'Endpoint encryption is STANDARD_TLS; FIPS_VALIDATED is configured.',
        given: { directories: [{ id }] },
        settings,
      },
    ],
    notApplicable: [
      {
        name: 'nothing is configured',
        says: 'endpointEncryptionMode is not configured.',
        given: { directories: [{ id }] },
      },
      {
        name: 'the directory is being registered',
        says: 'The directory is being registered.',
        given: { directories: [{ id, state: 'REGISTERING' }] },
        settings,
      },
    ],
    unknown: [
      {
        name: 'directories could not be listed',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call workspaces:DescribeWorkspaceDirectories.',
        given: { unread: ['workspaces:DescribeWorkspaceDirectories'] },
        settings,
      },
    ],
  },
});
