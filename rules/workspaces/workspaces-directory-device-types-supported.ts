import type { Directory } from '../../lib/model/snapshot.ts';
import { personal, samlDirectories } from '../../lib/rule/directory-scope.ts';
import { defineRule } from '../../lib/rule/rule.ts';
import { workspacesGuide, workspacesPage } from '../../lib/rule/sources.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '../../lib/rule/verdict.ts';

/** Devices whose clients do not speak SAML. */
const withoutSaml: Readonly<Record<string, string>> = {
  DeviceTypeIos: 'iOS',
  DeviceTypeAndroid: 'Android',
  DeviceTypeChromeOs: 'ChromeOS',
  DeviceTypeZeroClient: 'zero client',
};

export default defineRule({
  id: 'workspaces-directory-device-types-supported',
  title: 'Devices whose clients do not speak SAML are not offered a sign-in',
  severity: 'low',
  effect: 'advice',
  sources: [workspacesGuide('requirements'), workspacesPage('Control device access', 'control-device-access')],
  statements: ['W16'],
  reads: ['workspaces:DescribeWorkspaceDirectories'],
  userSees: 'The client offers a sign-in with name and password, and refuses it.',
  remediation: 'Deny the device types that the message names, and tell their users which clients to use.',
  evaluate: { 'workspaces.directory': { scope: [...samlDirectories, personal], judge } },
});

function judge(directory: Directory): Verdict {
  if (directory.saml.status !== 'ENABLED') {
    return notApplicable('The fallback lets clients that do not speak SAML in with the directory password.');
  }
  const seen = Object.entries(withoutSaml).map(([name, device]) => ({
    device,
    evidence: {
      path: `WorkspaceAccessProperties.${name}`,
      actual: directory.access[name] ?? 'missing',
      expected: 'DENY',
    },
  }));
  const [first, ...others] = seen.filter(({ evidence }) => evidence.actual === 'ALLOW');
  if (first !== undefined) {
    const devices = [first, ...others].map(({ device }) => device).join(', ');
    return fail(`Allowed, although the client does not speak SAML and the fallback is off: ${devices}.`, [
      first.evidence,
      ...others.map(({ evidence }) => evidence),
    ]);
  }
  const open = seen.filter(({ evidence }) => evidence.actual !== 'DENY');
  if (open.length > 0) {
    return unknown(`AWS does not say whether it allows these devices: ${open.map(({ device }) => device).join(', ')}.`);
  }
  return pass('Devices whose clients do not speak SAML are denied.', ...seen.map(({ evidence }) => evidence));
}
