import { isOfIdentityCenter, isPool } from '../model/directory-kind.ts';
import type { Directory } from '../model/snapshot.ts';
import { unclear, type Truth } from '../policy/truth.ts';
import type { Condition, Scope } from './scope.ts';
import { notApplicable, unknown } from './verdict.ts';

const movements: Readonly<Record<string, string>> = {
  REGISTERING: 'The directory is being registered.',
  DEREGISTERING: 'The directory is being deregistered.',
  DEREGISTERED: 'The directory is deregistered.',
  ERROR: 'The registration of the directory with WorkSpaces failed.',
};

/**
 * Users can meet its settings: it neither comes nor goes, and its registration did not fail. Where AWS leaves the state
 * out, workspaces-directory-registered says so, and the other rules judge what is there.
 */
export const registered: Condition<Directory> = {
  is: 'registered',
  outside: ({ state }) => {
    if (state === undefined || state === 'REGISTERED') return undefined;
    const movement = movements[state];
    return movement === undefined
      ? unknown(`State is ${state}, which this tool does not know.`)
      : notApplicable(movement);
  },
};

/** AWS supports SAML 2.0 for it: not for directories whose users sign in with IAM Identity Center. */
export const samlSupported: Condition<Directory> = {
  is: 'not managed by IAM Identity Center',
  outside: (directory) =>
    isOfIdentityCenter(directory)
      ? notApplicable(
          'Users of this directory sign in with IAM Identity Center, which AWS does not combine with SAML 2.0.',
        )
      : undefined,
};

export const samlEnabled: Condition<Directory> = {
  is: 'with SAML authentication enabled',
  outside: (directory) => {
    const on = samlOn(directory);
    if (on === true) return undefined;
    return on === false
      ? notApplicable('SAML authentication is disabled in this directory.')
      : unknown(`${on.unclear}.`);
  },
};

/** A directory of WorkSpaces Personal. */
export const personal: Condition<Directory> = {
  is: 'of WorkSpaces Personal',
  outside: (directory) =>
    undocumentedType(directory) ??
    (isPool(directory) ? notApplicable('This is a WorkSpaces Pools directory.') : undefined),
};

/** A directory of WorkSpaces Pools. */
export const pools: Condition<Directory> = {
  is: 'of WorkSpaces Pools',
  outside: (directory) =>
    undocumentedType(directory) ??
    (isPool(directory) ? undefined : notApplicable('This is not a WorkSpaces Pools directory.')),
};

/** The directories whose users sign in with SAML. */
export const samlDirectories: Scope<Directory> = [registered, samlSupported, samlEnabled];

/** Whether users may sign in with SAML, with or without the fallback to the directory password. */
export function samlOn({ saml: { status } }: Directory): Truth {
  if (status === 'DISABLED') return false;
  if (status === 'ENABLED' || status === 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK') return true;
  return unclear(`SamlProperties.Status is ${status}, which this tool does not know`);
}

const undocumentedType = ({ workspaceType }: Directory) =>
  workspaceType === undefined || workspaceType === 'PERSONAL' || workspaceType === 'POOLS'
    ? undefined
    : unknown(`WorkspaceType is ${workspaceType}, which this tool does not know.`);
