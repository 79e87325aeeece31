import type { Directory } from '../../lib/model/snapshot.ts';
import { isPool, outsideSaml } from '../../lib/rule/directory-scope.ts';
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

const denied = { DeviceTypeIos: 'DENY', DeviceTypeAndroid: 'DENY', DeviceTypeChromeOs: 'DENY' };
const withAccess = (access: Readonly<Record<string, string>>) => ({ directories: [{ id: 'd-906731a2b4', access }] });

export default defineRule({
  id: 'workspaces-directory-device-types-supported',
  title: 'Devices whose clients do not speak SAML are not offered a sign-in',
  severity: 'low',
  rationale:
    'The clients for iOS, Android, ChromeOS and zero clients do not speak SAML. With SAML on and the fallback off, users who ' +
    'are allowed to use them meet a dead end. It is no way round SAML. Versions of Windows, macOS and Linux clients that are ' +
    'too old cannot be seen from AWS.',
  sources: [workspacesGuide('requirements'), workspacesPage('Control device access', 'control-device-access')],
  statements: ['W16'],
  reads: ['workspaces:DescribeWorkspaceDirectories'],
  userSees: 'The client offers a sign-in with name and password, and refuses it.',
  remediation: {
    summary: 'Deny the device types that the message names, and tell their users which clients to use.',
    cli: 'aws workspaces modify-workspace-access-properties --resource-id DIRECTORY_ID --workspace-access-properties DeviceTypeIos=DENY,DeviceTypeAndroid=DENY,DeviceTypeChromeOs=DENY,DeviceTypeZeroClient=DENY',
    console: 'WorkSpaces → Directories → the directory → Other platforms → Edit.',
  },
  evaluate: { 'workspaces.directory': judge },
  examples: {
    pass: [{ name: 'all four denied', given: withAccess({ ...denied, DeviceTypeZeroClient: 'DENY' }) }],
    fail: [
      { name: 'Android is allowed', given: withAccess({ ...denied, DeviceTypeAndroid: 'ALLOW' }) },
      {
        name: 'as AWS sets a directory up',
        given: withAccess({
          DeviceTypeIos: 'ALLOW',
          DeviceTypeAndroid: 'ALLOW',
          DeviceTypeChromeOs: 'ALLOW',
          DeviceTypeZeroClient: 'ALLOW',
        }),
      },
    ],
    notApplicable: [
      {
        name: 'the fallback lets these clients in',
        given: {
          directories: [{ id: 'd-906731a2b4', saml: { status: 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK' } }],
        },
      },
      {
        name: 'a Pools directory',
        given: { directories: [{ id: 'wsd-4k7m2x9qp', workspaceType: 'POOLS', access: {} }] },
      },
    ],
    unknown: [{ name: 'zero clients are not mentioned', given: withAccess(denied) }],
  },
});

function judge(directory: Directory): Verdict {
  const outside = outsideSaml(directory);
  if (outside !== undefined) return outside;
  if (isPool(directory))
    return notApplicable('AWS documents device access for WorkSpaces Personal only, not for Pools.');
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
