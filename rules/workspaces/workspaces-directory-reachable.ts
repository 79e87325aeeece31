import type { Account } from '../../lib/federation/account.ts';
import { diagnoseDomain } from '../../lib/federation/directory-diagnosis.ts';
import { together } from '../../lib/federation/diagnoses.ts';
import { diagnoseClients, diagnoseEndpoint } from '../../lib/federation/network-diagnosis.ts';
import type { Directory } from '../../lib/model/snapshot.ts';
import { failAs, unknownAs } from '../../lib/rule/diagnosed.ts';
import { personal, samlDirectories } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide, workspacesPage } from '../../lib/rule/sources.ts';
import { pass, unread, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'workspaces-directory-reachable',
  title: 'Users can connect to the WorkSpaces of a directory after a SAML sign-in',
  severity: 'high',
  effect: 'locked-out',
  step: 'network',
  sources: [
    workspacesGuide('requirements'),
    workspacesPage('Control device access', 'control-device-access'),
    workspacesPage('Stream from interface VPC endpoints', 'creating-streaming-vpc-endpoints'),
  ],
  statements: ['X11'],
  reads: ['workspaces:DescribeWorkspaceDirectories', 'workspaces:DescribeWorkspaces', 'ds:DescribeDirectories'],
  userSees: 'The sign-in succeeds, and the client does not connect to the desktop.',
  remediation: 'Allow a client type that supports SAML, and a connection that carries the protocol of the WorkSpaces.',
  evaluate: { 'workspaces.directory': { scope: [...samlDirectories, personal], judge } },
});

const fixes: Readonly<Record<string, (id: string) => string>> = {
  'client-types-denied': (id) =>
    `In the device access settings of directory ${id}, allow a client type that supports SAML: Windows, macOS, Linux, or Web Access.`,
  'web-access-without-pcoip': (id) =>
    `In the device access settings of directory ${id}, allow the Windows, macOS, or Linux client, or change the WorkSpaces to DCV.`,
  'fips-with-streaming-endpoint': (id) =>
    `Choose one for directory ${id}: the streaming VPC endpoint, or FIPS endpoint encryption.`,
  'pcoip-behind-streaming-endpoint': (id) =>
    `For directory ${id}, enable the internet fallback for PCoIP, or change the WorkSpaces to DCV.`,
  'directory-not-active': (id) =>
    `In the AWS Directory Service console, check why directory ${id} is not active, and restore the connection to its domain controllers.`,
};

function judge(directory: Directory, account: Account): Verdict {
  const found = together(
    diagnoseDomain(directory, account),
    diagnoseClients(directory, account),
    diagnoseEndpoint(directory, account),
  );
  const [first, ...others] = found.causes;
  if (first !== undefined) {
    const fix = fixes[first.cause.kind];
    return failAs(
      first,
      [{ path: 'DirectoryId', actual: first.cause.kind, expected: 'a connection for all WorkSpaces' }],
      {
        otherCauses: others.map(({ cause }) => cause),
        ...(found.status === 'blocked' ? {} : { effect: 'at-risk', severity: 'medium' }),
        ...(fix === undefined ? {} : { remediation: fix(directory.id) }),
      },
    );
  }
  const [uncertainty] = found.uncertainties;
  if (uncertainty?.unread !== undefined) return unread(uncertainty.unread);
  if (uncertainty !== undefined) return unknownAs(uncertainty);
  return pass('A client type that supports SAML is allowed, and nothing that AWS shows keeps it from the WorkSpaces.', {
    path: 'WorkspaceAccessProperties',
    actual: Object.entries(directory.access)
      .filter(([, access]) => access === 'ALLOW')
      .map(([type]) => type)
      .join(', '),
  });
}
