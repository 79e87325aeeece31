import type { Account } from '../../lib/federation/account.ts';
import { associatedAccount, isAssociated } from '../../lib/federation/redirection.ts';
import type { ConnectionAlias } from '../../lib/model/snapshot.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import type { Settings } from '../../lib/rule/settings.ts';
import { workspacesPage } from '../../lib/rule/sources.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

const alias = (status: string, more: Readonly<Record<string, string>> = {}) => ({
  connectionAliases: [{ id: 'wsca-0example1', associations: [{ status, ...more }] }],
});
const shared = alias('ASSOCIATED_WITH_SHARED_ACCOUNT', { accountId: '444455556666', directoryId: 'd-99672f8b1c' });

export default defineRule({
  id: 'workspaces-connection-alias-associated',
  title: "Connection alias leads to a directory of an account of one's own",
  severity: 'low',
  rationale:
    'Users type the connection string as their registration code. One that leads nowhere is a failover that was never ' +
    'finished, or a leftover; while the DNS entry stands and users still have the name, whoever gets hold of the domain can ' +
    'send them elsewhere. One that leads to a directory of an account nobody knows sends them elsewhere already.',
  sources: [
    workspacesPage('Cross-Region redirection, steps 2 and 3 and security considerations', 'cross-region-redirection'),
  ],
  statements: ['X9'],
  reads: ['workspaces:DescribeConnectionAliases'],
  userSees: 'The client does not accept the connection string as registration code.',
  remediation: {
    summary: 'Associate the alias with a directory, or delete it and take its name out of the DNS TXT record.',
    cli: 'aws workspaces associate-connection-alias --alias-id ALIAS_ID --resource-id DIRECTORY_ID\naws workspaces delete-connection-alias --alias-id ALIAS_ID',
    console: 'WorkSpaces → Account settings → Cross-Region redirection associations.',
  },
  evaluate: { 'workspaces.connection-alias': judge },
  examples: {
    pass: [
      {
        name: 'a directory of the same account',
        given: alias('ASSOCIATED_WITH_OWNER_ACCOUNT', { accountId: '111122223333', directoryId: 'd-906731a2b4' }),
      },
      {
        name: 'shared with an account that is configured as own',
        given: shared,
        settings: { ownAccounts: ['444455556666'] },
      },
    ],
    fail: [
      { name: 'not associated', given: alias('NOT_ASSOCIATED') },
      { name: 'without any association', given: { connectionAliases: [{ id: 'wsca-0example1' }] } },
      { name: 'shared with an account that nobody named', given: shared },
    ],
    notApplicable: [
      {
        name: 'the alias is being deleted',
        given: { connectionAliases: [{ id: 'wsca-0example1', state: 'DELETING' }] },
      },
      { name: 'the association is not finished', given: alias('PENDING_ASSOCIATION') },
    ],
    unknown: [
      { name: 'an association that AWS did not document', given: alias('ASSOCIATED_SOMEHOW') },
      { name: 'AWS does not say with whose directory', given: alias('ASSOCIATED_WITH_SHARED_ACCOUNT') },
    ],
  },
});

function judge(alias: ConnectionAlias, account: Account, settings: Settings): Verdict {
  if (alias.state === 'CREATING' || alias.state === 'DELETING') {
    return notApplicable(`The alias is ${alias.state === 'CREATING' ? 'being created' : 'being deleted'}.`);
  }
  const association = alias.associations.find(isAssociated);
  if (association === undefined) {
    return fail(`${alias.connectionString} is not associated with a directory, so it leads nowhere.`, [
      { path: 'Associations.AssociationStatus', actual: 'NOT_ASSOCIATED', expected: 'ASSOCIATED_WITH_OWNER_ACCOUNT' },
    ]);
  }
  const { status = '', directoryId = 'a directory that AWS does not name' } = association;
  if (status.startsWith('PENDING_')) return notApplicable(`The association is in transition: ${status}.`);
  if (status !== 'ASSOCIATED_WITH_OWNER_ACCOUNT' && status !== 'ASSOCIATED_WITH_SHARED_ACCOUNT') {
    return unknown(`AssociationStatus is ${status}, which this tool does not know.`);
  }
  const owner = associatedAccount(alias, association);
  if (owner === undefined) return unknown('AWS does not say to which account the associated directory belongs.');
  const seen = { path: 'Associations.AssociatedAccountId', actual: owner, expected: account.id };
  if (owner === account.id || settings.ownAccounts.includes(owner)) {
    return pass(`${alias.connectionString} leads to ${directoryId} of account ${owner}.`, seen);
  }
  return fail(
    `${alias.connectionString} leads to ${directoryId} of account ${owner}, which is not among the configured ownAccounts.`,
    [seen],
    { remediation: 'Add the account to ownAccounts if it is yours; otherwise disassociate and unshare the alias.' },
  );
}
