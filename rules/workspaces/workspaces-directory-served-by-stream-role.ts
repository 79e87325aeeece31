import type { Account } from '../../lib/federation/account.ts';
import type { Directory } from '../../lib/model/snapshot.ts';
import { judgeArrival } from '../../lib/rule/arrival.ts';
import { samlDirectories } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide } from '../../lib/rule/sources.ts';
import { type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'workspaces-directory-served-by-stream-role',
  title: 'WorkSpaces directory with SAML is reached by a streaming role from end to end',
  severity: 'high',
  effect: 'locked-out',
  sources: [workspacesGuide('Step 2 and Step 3')],
  statements: ['W25'],
  reads: [
    'workspaces:DescribeWorkspaceDirectories',
    'iam:GetAccountAuthorizationDetails',
    'iam:ListSAMLProviders',
    'iam:GetSAMLProvider',
    'ds:DescribeDirectories',
    'workspaces:DescribeIpGroups',
  ],
  userSees: 'Signing in at the identity provider works, then access is denied.',
  remediation:
    'Add an inline policy that allows workspaces:Stream on the ARN of this directory to the role of its users.',
  evaluate: { 'workspaces.directory': { scope: samlDirectories, judge } },
});

function judge({ id, arn }: Directory, account: Account): Verdict {
  return judgeArrival(arn, `directory ${id}`, account);
}
