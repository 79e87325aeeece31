import type { Account } from '../../lib/federation/account.ts';
import type { Directory } from '../../lib/model/snapshot.ts';
import { brokenTrust, guideTrustWith, guideWorkspacesPolicy } from '../../lib/rule/example.ts';
import { judgeArrival } from '../../lib/rule/arrival.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide } from '../../lib/rule/sources.ts';
import { notApplicable, type Verdict } from '../../lib/rule/verdict.ts';

const inline = { Stream: guideWorkspacesPolicy };
const directory = { id: 'd-906731a2b4' };

export default defineRule({
  id: 'workspaces-directory-served-by-stream-role',
  title: 'WorkSpaces directory with SAML is reached by a streaming role from end to end',
  severity: 'high',
  rationale:
    'With SAML on, users sign in through a role that names the directory. Without one that works from provider to directory, ' +
    'nobody can sign in, however right each part looks by itself.',
  sources: [workspacesGuide('Step 2 and Step 3')],
  statements: ['W25'],
  reads: ['workspaces:DescribeWorkspaceDirectories', 'iam:GetAccountAuthorizationDetails', 'iam:ListSAMLProviders'],
  userSees: 'Signing in at the identity provider works, then access is denied.',
  remediation: {
    summary:
      'Give the role of these users an inline policy that allows workspaces:Stream on the ARN of this directory, and mend the first cause named above.',
    cli: 'aws iam put-role-policy --role-name ROLE --policy-name Stream --policy-document file://stream.json',
    console: 'IAM → Roles → the role → Permissions → Add inline policy.',
  },
  evaluate: { 'workspaces.directory': judge },
  examples: {
    pass: [
      { name: "the guide's role names it", given: { roles: [{ name: 'Desktops', inline }], directories: [directory] } },
    ],
    fail: [
      { name: 'no role names it', given: { directories: [directory] } },
      {
        name: 'the role that names it lets nobody in',
        given: {
          roles: [{ name: 'Desktops', trust: guideTrustWith({ Action: 'sts:AssumeRoleWithSAML' }), inline }],
          directories: [directory],
        },
      },
      {
        name: 'the provider was deleted',
        given: { providers: [], roles: [{ name: 'Desktops', inline }], directories: [directory] },
      },
    ],
    notApplicable: [{ name: 'SAML is off', given: { directories: [{ ...directory, saml: { status: 'DISABLED' } }] } }],
    unknown: [
      {
        name: 'the roles could not be read',
        given: { directories: [directory], unread: ['iam:GetAccountAuthorizationDetails'] },
      },
      {
        name: 'a policy of the only role that SAML users may assume cannot be understood',
        given: { roles: [{ name: 'Desktops', inline: { Stream: brokenTrust } }], directories: [directory] },
      },
      {
        name: 'the providers could not be listed',
        given: { roles: [{ name: 'Desktops', inline }], directories: [directory], unread: ['iam:ListSAMLProviders'] },
      },
    ],
  },
});

function judge({ id, arn, saml }: Directory, account: Account): Verdict {
  if (saml.status === 'DISABLED') return notApplicable('SAML is off in this directory.');
  return judgeArrival(arn, `directory ${id}`, account);
}
