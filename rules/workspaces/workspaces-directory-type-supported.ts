import type { Account } from '../../lib/federation/account.ts';
import { absent } from '../../lib/model/fact.ts';
import type { Directory } from '../../lib/model/snapshot.ts';
import { personal, registered, samlEnabled } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide, workspacesPage } from '../../lib/rule/sources.ts';
import { fail, need, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

export default defineRule({
  id: 'workspaces-directory-type-supported',
  title: 'WorkSpaces directory with SAML is an AD Connector or AWS Managed Microsoft AD',
  severity: 'medium',
  effect: 'locked-out',
  sources: [
    workspacesGuide('requirements and prerequisite 3'),
    workspacesPage('Integrate SAML 2.0 with WorkSpaces', 'amazon-workspaces-saml'),
  ],
  statements: ['W13', 'W14'],
  reads: ['workspaces:DescribeWorkspaceDirectories', 'ds:DescribeDirectories'],
  remediation:
    'Serve SAML users from a directory behind an AD Connector or AWS Managed Microsoft AD that the identity provider is in step with.',
  evaluate: { 'workspaces.directory': { scope: [registered, personal, samlEnabled], judge } },
});

const supported: Readonly<Record<string, string>> = {
  ADConnector: 'AD Connector',
  MicrosoftAD: 'AWS Managed Microsoft AD',
  SharedMicrosoftAD: 'AWS Managed Microsoft AD, shared by another account',
};

function judge(directory: Directory, account: Account): Verdict {
  const { id, region, type = 'missing', userIdentityType = 'missing' } = directory;
  const managed = [
    { path: 'UserIdentityType', actual: userIdentityType, expected: 'AWS_DIRECTORY_SERVICE' },
    { path: 'DirectoryType', actual: type, expected: 'AD_CONNECTOR or SIMPLE_AD' },
  ].find(({ actual }) => actual === 'AWS_IAM_IDENTITY_CENTER');
  if (managed !== undefined) {
    return fail(
      'The directory is managed by WorkSpaces, with users of IAM Identity Center, for which AWS does not support SAML 2.0 federation.',
      [managed],
      { cause: { kind: 'saml-not-supported', parameters: {} } },
    );
  }
  if (type === 'AD_CONNECTOR')
    return pass('The directory is an AD Connector.', { path: 'DirectoryType', actual: type });
  const description = need(account.snapshot.byRegion[region]?.directoryService[id] ?? absent());
  const actual = description?.type;
  const seen = {
    path: 'ds:DescribeDirectories.Type',
    actual: actual ?? 'missing',
    expected: 'ADConnector or MicrosoftAD',
  };
  if (actual === 'SimpleAD') {
    return fail('The directory is a Simple AD: SAML works with it, but AWS advises against it.', [seen], {
      effect: 'advice',
    });
  }
  const name = supported[actual ?? ''];
  if (name !== undefined) return pass(`The directory is ${name}.`, seen);
  return unknown(
    `DirectoryType is ${type}, which may stand for several kinds, and Directory Service does not say which this is.`,
  );
}
