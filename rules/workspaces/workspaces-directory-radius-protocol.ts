import type { Account } from '../../lib/federation/account.ts';
import type { Directory } from '../../lib/model/snapshot.ts';
import { absent } from '../../lib/model/fact.ts';
import { personal, samlDirectories } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { fail, need, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'workspaces-directory-radius-protocol',
  title: 'RADIUS server of a WorkSpaces directory uses the protocol MS-CHAPv2',
  severity: 'low',
  effect: 'advice',
  sources: [
    {
      title: 'AWS Directory Service, Enable multi-factor authentication for AD Connector',
      url: 'https://docs.aws.amazon.com/directoryservice/latest/admin-guide/ad_connector_mfa.html',
    },
  ],
  statements: ['X14'],
  reads: ['workspaces:DescribeWorkspaceDirectories', 'ds:DescribeDirectories'],
  remediation: 'Let the RADIUS server and the directory use MS-CHAPv2.',
  evaluate: { 'workspaces.directory': { scope: [...samlDirectories, personal], judge } },
});

function judge({ id, region }: Directory, account: Account): Verdict {
  const described = need(account.snapshot.byRegion[region]?.directoryService[id] ?? absent());
  if (described?.radiusStatus === undefined) return notApplicable('The directory uses no RADIUS server.');
  const actual = described.radiusProtocol;
  if (actual === undefined) return unknown('AWS did not say which protocol the RADIUS server uses.');
  const seen = { path: 'RadiusSettings.AuthenticationProtocol', actual, expected: 'MS-CHAPv2' };
  return actual === 'MS-CHAPv2'
    ? pass('The RADIUS server uses MS-CHAPv2.', seen)
    : fail(`The RADIUS server uses ${actual}, which protects one-time passwords less than MS-CHAPv2.`, [seen], {
        remediation: `Let the RADIUS server of directory ${id} and the directory use MS-CHAPv2.`,
      });
}
