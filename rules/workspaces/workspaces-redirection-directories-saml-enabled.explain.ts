import { defineExplanation } from '../../lib/explain/explanation.ts';

const associated = (directoryId: string, more: Readonly<Record<string, string>> = {}) => [
  { status: 'ASSOCIATED_WITH_OWNER_ACCOUNT', accountId: '111122223333', directoryId, ...more },
];

const here = {
  directories: [{ id: 'd-906731a2b4' }],
  connectionAliases: [{ id: 'wsca-0example1', associations: associated('d-906731a2b4') }],
};

const there = (status: string) => ({
  region: 'us-east-1',
  directories: [{ id: 'd-99672f8b1c', saml: { status } }],
  connectionAliases: [{ id: 'wsca-0example2', associations: associated('d-99672f8b1c') }],
});

export default defineExplanation({
  rationale:
    'After a failover the same connection string leads to the directory of another Region. When only one of them has SAML ' +
    'on, the failover either refuses everybody who signs in through the identity provider, or lets them in with a directory ' +
    'password that the other Region no longer accepts. It shows on the day of the outage.',
  cli: "aws workspaces modify-saml-properties --region REGION --resource-id DIRECTORY_ID --saml-properties 'Status=ENABLED,UserAccessUrl=URL'",
  console: 'WorkSpaces, in the Region that the message names → Directories → the directory → Authentication → Edit.',
  examples: {
    pass: [
      {
        name: 'SAML is on in both Regions',
        says: 'SAML is on in every directory behind the connection string: d-906731a2b4 (eu-central-1), d-99672f8b1c (us-east-1).',
        given: { ...here, elsewhere: there('ENABLED') },
      },
    ],
    fail: [
      {
        name: 'SAML is off in the other Region',
        severity: 'high',
        says: 'desktop.example.com leads to d-906731a2b4 (eu-central-1) with SAML on, and to d-99672f8b1c (us-east-1) with SAML off.',
        given: { ...here, elsewhere: there('DISABLED') },
      },
    ],
    notApplicable: [
      {
        name: 'one Region only',
        says: 'The connection string leads to one directory only, in all Regions scanned.',
        given: here,
      },
      {
        name: 'not associated',
        says: 'The alias is not associated with a directory.',
        given: { connectionAliases: [{ id: 'wsca-0example1' }] },
      },
      {
        name: 'SAML is off in both Regions',
        says: 'SAML is off in every directory behind the connection string.',
        given: {
          ...here,
          directories: [{ id: 'd-906731a2b4', saml: { status: 'DISABLED' } }],
          elsewhere: there('DISABLED'),
        },
      },
    ],
    unknown: [
      {
        name: 'the other association is not finished',
        says: 'Whether all ends of desktop.example.com have SAML on cannot be told: in us-east-1 the association is PENDING_ASSOCIATION.',
        given: {
          ...here,
          elsewhere: {
            ...there('ENABLED'),
            connectionAliases: [
              { id: 'wsca-0example2', associations: associated('d-99672f8b1c', { status: 'PENDING_ASSOCIATION' }) },
            ],
          },
        },
      },
      {
        name: "the other directory is another account's",
        says: 'Whether all ends of desktop.example.com have SAML on cannot be told: in us-east-1 the directory belongs to account 444455556666.',
        given: {
          ...here,
          elsewhere: {
            ...there('ENABLED'),
            connectionAliases: [
              {
                id: 'wsca-0example2',
                associations: associated('d-99672f8b1c', {
                  status: 'ASSOCIATED_WITH_SHARED_ACCOUNT',
                  accountId: '444455556666',
                }),
              },
            ],
          },
        },
      },
      {
        name: 'the directories could not be read',
        says: 'Could not be judged: AccessDeniedException: the scanning role may not call workspaces:DescribeWorkspaceDirectories.',
        given: { ...here, unread: ['workspaces:DescribeWorkspaceDirectories'] },
      },
    ],
  },
});
