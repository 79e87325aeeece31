import { defineExplanation } from '../../lib/explain/explanation.ts';

const alias = (status: string, more: Readonly<Record<string, string>> = {}) => ({
  connectionAliases: [{ id: 'wsca-0example1', associations: [{ status, ...more }] }],
});

const shared = alias('ASSOCIATED_WITH_SHARED_ACCOUNT', { accountId: '444455556666', directoryId: 'd-99672f8b1c' });

export default defineExplanation({
  rationale:
    'Users type the connection string as their registration code. One that leads nowhere is a failover that was never ' +
    'finished, or a leftover; while the DNS entry stands and users still have the name, whoever gets hold of the domain can ' +
    'send them elsewhere. One that leads to a directory of an account nobody knows sends them elsewhere already.',
  cli: 'aws workspaces associate-connection-alias --alias-id ALIAS_ID --resource-id DIRECTORY_ID\naws workspaces delete-connection-alias --alias-id ALIAS_ID',
  console: 'WorkSpaces → Account settings → Cross-Region redirection associations.',
  examples: {
    pass: [
      {
        name: 'a directory of the same account',
        says: 'desktop.example.com leads to d-906731a2b4 of account 111122223333.',
        given: alias('ASSOCIATED_WITH_OWNER_ACCOUNT', { accountId: '111122223333', directoryId: 'd-906731a2b4' }),
      },
      {
        name: 'shared with an account that is configured as own',
        says: 'desktop.example.com leads to d-99672f8b1c of account 444455556666.',
        given: shared,
        settings: { ownAccounts: ['444455556666'] },
      },
    ],
    fail: [
      {
        name: 'not associated',
        severity: 'low',
        says: 'desktop.example.com is not associated with a directory, so it leads nowhere.',
        given: alias('NOT_ASSOCIATED'),
      },
      {
        name: 'without any association',
        severity: 'low',
        says: 'desktop.example.com is not associated with a directory, so it leads nowhere.',
        given: { connectionAliases: [{ id: 'wsca-0example1' }] },
      },
      {
        name: 'shared with an account that nobody named',
        severity: 'low',
        says: 'desktop.example.com leads to d-99672f8b1c of account 444455556666, which is not among the configured ownAccounts.',
        given: shared,
      },
    ],
    notApplicable: [
      {
        name: 'the alias is being deleted',
        says: 'The alias is being deleted.',
        given: { connectionAliases: [{ id: 'wsca-0example1', state: 'DELETING' }] },
      },
      {
        name: 'the association is not finished',
        says: 'The association is in transition: PENDING_ASSOCIATION.',
        given: alias('PENDING_ASSOCIATION'),
      },
    ],
    unknown: [
      {
        name: 'an association that AWS did not document',
        says: 'AssociationStatus is ASSOCIATED_SOMEHOW, which this tool does not know.',
        given: alias('ASSOCIATED_SOMEHOW'),
      },
      {
        name: 'AWS does not say with whose directory',
        says: 'AWS does not say to which account the associated directory belongs.',
        given: alias('ASSOCIATED_WITH_SHARED_ACCOUNT'),
      },
    ],
  },
});
