import type { Account } from '../../lib/federation/account.ts';
import { isAssociated, redirectionSides } from '../../lib/federation/redirection.ts';
import type { Evidence } from '../../lib/model/finding.ts';
import type { ConnectionAlias, Directory } from '../../lib/model/snapshot.ts';
import { samlOn } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide, workspacesPage } from '../../lib/rule/sources.ts';
import { fail, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

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

export default defineRule({
  id: 'workspaces-redirection-directories-saml-enabled',
  title: 'Every directory behind a connection string has SAML on',
  severity: 'high',
  rationale:
    'After a failover the same connection string leads to the directory of another Region. When only one of them has SAML ' +
    'on, the failover either refuses everybody who signs in through the identity provider, or lets them in with a directory ' +
    'password that the other Region no longer accepts. It shows on the day of the outage.',
  sources: [
    workspacesGuide('Step 6, cross-Region redirection'),
    workspacesPage('Cross-Region redirection', 'cross-region-redirection'),
  ],
  statements: ['W28'],
  reads: ['workspaces:DescribeConnectionAliases', 'workspaces:DescribeWorkspaceDirectories'],
  userSees: 'After a failover, the client asks for the directory password, or the sign-in ends with an error.',
  remediation: {
    summary:
      'Turn SAML on in the directory that the message names, with an application of its own at the identity provider.',
    cli: "aws workspaces modify-saml-properties --region REGION --resource-id DIRECTORY_ID --saml-properties 'Status=ENABLED,UserAccessUrl=URL'",
    console: 'WorkSpaces, in the Region that the message names → Directories → the directory → Authentication → Edit.',
  },
  evaluate: { 'workspaces.connection-alias': judge },
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

function judge(alias: ConnectionAlias, account: Account): Verdict {
  if (!alias.associations.some(isAssociated)) return notApplicable('The alias is not associated with a directory.');
  const sides = redirectionSides(account, alias.connectionString);
  const directories = sides.flatMap((side) => ('directory' in side ? [side.directory] : []));
  const on = directories.filter((directory) => samlOn(directory) === true);
  const [off, ...othersOff] = directories.filter((directory) => samlOn(directory) === false);
  if (off !== undefined && on.length > 0) {
    return fail(
      `${alias.connectionString} leads to ${names(on)} with SAML on, and to ${names([off, ...othersOff])} with SAML off.`,
      [statusOf(off), ...[...othersOff, ...on].map(statusOf)],
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
