import { defineExplanation } from '../../lib/explain/explanation.ts';

const denied = { DeviceTypeIos: 'DENY', DeviceTypeAndroid: 'DENY', DeviceTypeChromeOs: 'DENY' };

const withAccess = (access: Readonly<Record<string, string>>) => ({ directories: [{ id: 'd-906731a2b4', access }] });

export default defineExplanation({
  rationale:
    'The clients for iOS, Android, ChromeOS and zero clients do not speak SAML. With SAML on and the fallback off, users who ' +
    'are allowed to use them meet a dead end. It is no way round SAML. Versions of Windows, macOS and Linux clients that are ' +
    'too old cannot be seen from AWS.',
  cli: 'aws workspaces modify-workspace-access-properties --resource-id DIRECTORY_ID --workspace-access-properties DeviceTypeIos=DENY,DeviceTypeAndroid=DENY,DeviceTypeChromeOs=DENY,DeviceTypeZeroClient=DENY',
  console: 'WorkSpaces → Directories → the directory → Other platforms → Edit.',
  examples: {
    pass: [
      {
        name: 'all four denied',
        says: 'Devices whose clients do not speak SAML are denied.',
        given: withAccess({ ...denied, DeviceTypeZeroClient: 'DENY' }),
      },
    ],
    fail: [
      {
        name: 'Android is allowed',
        severity: 'low',
        says: 'Allowed, although the client does not speak SAML and the fallback is off: Android.',
        given: withAccess({ ...denied, DeviceTypeAndroid: 'ALLOW' }),
      },
      {
        name: 'as AWS sets a directory up',
        severity: 'low',
        says: 'Allowed, although the client does not speak SAML and the fallback is off: iOS, Android, ChromeOS, zero client.',
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
        says: 'The fallback lets clients that do not speak SAML in with the directory password.',
        given: {
          directories: [{ id: 'd-906731a2b4', saml: { status: 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK' } }],
        },
      },
      {
        name: 'a Pools directory',
        says: 'This is a WorkSpaces Pools directory.',
        given: { directories: [{ id: 'wsd-4k7m2x9qp', workspaceType: 'POOLS', access: {} }] },
      },
    ],
    unknown: [
      {
        name: 'zero clients are not mentioned',
        says: 'AWS does not say whether it allows these devices: zero client.',
        given: withAccess(denied),
      },
    ],
  },
});
