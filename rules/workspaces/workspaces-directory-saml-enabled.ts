import type { Account } from '../../lib/federation/account.ts';
import type { StreamRole } from '../../lib/federation/stream-role.ts';
import { parseArn } from '../../lib/model/arn.ts';
import type { Directory } from '../../lib/model/snapshot.ts';
import { hasWildcard, matchGlob } from '../../lib/policy/wildcard.ts';
import { isPool, moving, samlOn } from '../../lib/rule/directory-scope.ts';
import { guideWorkspacesPolicy } from '../../lib/rule/example.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide } from '../../lib/rule/sources.ts';
import { fail, list, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

const off = [{ id: 'd-906731a2b4', saml: { status: 'DISABLED' } }];
const roles = [{ name: 'Desktops', inline: { Stream: guideWorkspacesPolicy } }];
const everyDirectory = {
  ...guideWorkspacesPolicy,
  Statement: [{ ...guideWorkspacesPolicy.Statement[0], Resource: 'arn:aws:workspaces:*:111122223333:directory/*' }],
};

export default defineRule({
  id: 'workspaces-directory-saml-enabled',
  title: 'SAML is on in a directory that a streaming role names',
  severity: 'high',
  rationale:
    'A role made for SAML sign-in to a directory says that users are meant to come through the identity provider. While SAML ' +
    'is off in the directory they sign in with the directory password instead: without the multi-factor authentication, the ' +
    'device checks and the log of the identity provider, and everybody believes otherwise.',
  sources: [workspacesGuide('Step 7.3 to 7.6 and 7.10')],
  statements: ['W19'],
  reads: ['workspaces:DescribeWorkspaceDirectories', 'iam:GetAccountAuthorizationDetails'],
  userSees: 'The client asks for the directory password instead of opening the identity provider.',
  remediation: {
    summary: 'Turn SAML 2.0 authentication on in the directory, or take the directory out of the role.',
    cli: "aws workspaces modify-saml-properties --resource-id DIRECTORY_ID --saml-properties 'Status=ENABLED,UserAccessUrl=URL'",
    console: 'WorkSpaces → Directories → the directory → Authentication → Edit → Edit SAML 2.0 identity provider.',
  },
  evaluate: { 'workspaces.directory': judge },
  examples: {
    pass: [{ name: 'SAML is on', given: { roles, directories: [{ id: 'd-906731a2b4' }] } }],
    fail: [{ name: 'a role names the directory, and SAML is off', given: { roles, directories: off } }],
    notApplicable: [
      { name: 'SAML is off, and no role names the directory', given: { directories: off } },
      {
        name: 'a role reaches the directory by a wildcard only',
        given: { roles: [{ name: 'Desktops', inline: { Stream: everyDirectory } }], directories: off },
      },
      {
        name: 'a Pools directory',
        given: { directories: [{ id: 'wsd-4k7m2x9qp', workspaceType: 'POOLS', saml: { status: 'DISABLED' } }] },
      },
    ],
    unknown: [
      {
        name: 'SAML is off, and the roles could not be read',
        given: { directories: off, unread: ['iam:GetAccountAuthorizationDetails'] },
      },
      {
        name: 'a policy that may name the directory is not JSON',
        given: { roles: [{ name: 'Desktops', inline: { Stream: null } }], directories: off },
      },
      {
        name: 'a status that AWS did not document',
        given: { roles, directories: [{ id: 'd-906731a2b4', saml: { status: 'ENABLED_SOMEHOW' } }] },
      },
    ],
  },
});

function judge(directory: Directory, account: Account): Verdict {
  const seen = { path: 'SamlProperties.Status', actual: directory.saml.status, expected: 'ENABLED' };
  const transition = moving(directory);
  if (transition !== undefined) return transition;
  if (isPool(directory)) {
    return notApplicable('A Pools directory: workspaces-pool-directory-ready says whether its sign-in is set up.');
  }
  const on = samlOn(directory);
  if (on === true) return pass('SAML is on.', seen);
  if (on !== false) return unknown(`${on.unclear}.`);

  const roles = list(account.streamRoles).filter((role) => role.scope !== 'no-saml');
  const naming = roles.filter((role) => role.scope === 'stream' && names(role, directory.arn));
  if (naming.length > 0) {
    const who = naming.map(({ role }) => role.name).join(', ');
    return fail(
      `SAML is off, although streaming role ${who} names the directory: users sign in with the directory password.`,
      [seen],
    );
  }
  for (const role of roles) {
    need(role.policies);
    if (names(role, directory.arn)) need(role.trust);
  }
  return notApplicable('SAML is off, and no streaming role names the directory.');
}

/** The id is written out: a wildcard over all directories does not say that this one is meant. */
const names = (role: StreamRole, arn: string): boolean =>
  role.grants.some(
    ({ service, statement: { resources } }) =>
      service === 'workspaces' &&
      resources?.negated === false &&
      resources.patterns.some((pattern) => matchGlob(pattern, arn) && !hasWildcard(parseArn(pattern)?.resource ?? '*')),
  );
