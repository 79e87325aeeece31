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
    pass: [{ name: 'SAML is on in both Regions', given: { ...here, elsewhere: there('ENABLED') } }],
    fail: [{ name: 'SAML is off in the other Region', given: { ...here, elsewhere: there('DISABLED') } }],
    notApplicable: [
      { name: 'one Region only', given: here },
      { name: 'not associated', given: { connectionAliases: [{ id: 'wsca-0example1' }] } },
      {
        name: 'SAML is off in both Regions',
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
        given: { ...here, unread: ['workspaces:DescribeWorkspaceDirectories'] },
      },
    ],
  },
});
