import type { Account } from '../../lib/federation/account.ts';
import { associatedAccount, isAssociated } from '../../lib/federation/redirection.ts';
import type { ConnectionAlias } from '../../lib/model/snapshot.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import type { Settings } from '../../lib/rule/settings.ts';
import { workspacesPage } from '../../lib/rule/sources.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'workspaces-connection-alias-associated',
  title: "Connection alias leads to a directory of an account of one's own",
  severity: 'low',
  effect: 'at-risk',
  sources: [
    workspacesPage('Cross-Region redirection, steps 2 and 3 and security considerations', 'cross-region-redirection'),
  ],
  statements: ['X9'],
  reads: ['workspaces:DescribeConnectionAliases'],
  userSees: 'The client does not accept the connection string as registration code.',
  remediation: 'Associate the alias with a directory, or delete it and take its name out of the DNS TXT record.',
  evaluate: { 'workspaces.connection-alias': { scope: [], judge } },
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
