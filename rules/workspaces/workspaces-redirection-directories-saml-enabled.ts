import type { Account } from '../../lib/federation/account.ts';
import { isAssociated, redirectionSides } from '../../lib/federation/redirection.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import type { ConnectionAlias, Directory } from '../../lib/model/snapshot.ts';
import { registered, samlOn } from '../../lib/rule/directory-scope.ts';
import { isOfIdentityCenter } from '../../lib/model/directory-kind.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { within } from '../../lib/rule/scope.ts';
import { workspacesGuide, workspacesPage } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'workspaces-redirection-directories-saml-enabled',
  title: 'Every directory behind a connection string has SAML on',
  severity: 'high',
  effect: 'at-risk',
  sources: [
    workspacesGuide('Step 6, cross-Region redirection'),
    workspacesPage('Cross-Region redirection', 'cross-region-redirection'),
  ],
  statements: ['W28'],
  reads: ['workspaces:DescribeConnectionAliases', 'workspaces:DescribeWorkspaceDirectories'],
  userSees: 'After a failover, the client asks for the directory password, or the sign-in ends with an error.',
  remediation:
    'Turn SAML on in the directory that the message names, with an application of its own at the identity provider.',
  evaluate: { 'workspaces.connection-alias': { scope: [], judge } },
});

function judge(alias: ConnectionAlias, account: Account): Verdict {
  if (!alias.associations.some(isAssociated)) return notApplicable('The alias is not associated with a directory.');
  const sides = redirectionSides(account, alias.connectionString);
  const { inside: directories, doubt } = within(
    [registered],
    sides.flatMap((side) => ('directory' in side ? [side.directory] : [])),
  );
  const on = directories.filter((directory) => samlOn(directory) === true);
  const [off, ...othersOff] = directories.filter((directory) => samlOn(directory) === false);
  if (off !== undefined && on.length > 0) {
    return fail(
      `${alias.connectionString} leads to ${names(on)} with SAML on, and to ${names([off, ...othersOff])} with SAML off.`,
      [statusOf(off), ...[...othersOff, ...on].map(statusOf)],
      [off, ...othersOff].some(isOfIdentityCenter)
        ? { remediation: 'Associate the connection string only with directories for which AWS supports SAML 2.0.' }
        : {},
    );
  }
  // All that is known agrees, so whatever is not known could disagree.
  for (const side of sides) {
    if ('directory' in side) continue;
    if (side.unread !== undefined) need(side.unread);
    return unknown(`Whether all ends of ${alias.connectionString} have SAML on cannot be told: ${side.doubt}.`);
  }
  const strange = directories.find((directory) => typeof samlOn(directory) !== 'boolean');
  if (strange !== undefined) {
    return unknown(`SamlProperties.Status of ${strange.id} is ${strange.saml.status}, which this tool does not know.`);
  }
  if (doubt !== undefined) return doubt;
  if (off !== undefined) return notApplicable('SAML is off in every directory behind the connection string.');
  if (on.length < 2) return notApplicable('The connection string leads to one directory only, in all Regions scanned.');
  return pass(`SAML is on in every directory behind the connection string: ${names(on)}.`, ...on.map(statusOf));
}

const names = (directories: readonly Directory[]): string =>
  directories.map(({ id, region }) => `${id} (${region})`).join(', ');

const statusOf = ({ id, region, saml }: Directory): Evidence => ({
  path: `${region} ${id} SamlProperties.Status`,
  actual: saml.status,
  expected: 'ENABLED',
});
