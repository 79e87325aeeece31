import type { Directory } from '../model/snapshot.ts';
import { unclear, type Truth } from '../policy/truth.ts';
import { notApplicable, unknown, type Verdict } from './verdict.ts';

const movements: Readonly<Record<string, string>> = {
  REGISTERING: 'is being registered',
  DEREGISTERING: 'is being deregistered',
  DEREGISTERED: 'is deregistered',
};

/** A directory that comes or goes: its settings are not what users meet. */
export function moving(directory: Directory): Verdict | undefined {
  const movement = movements[directory.state ?? ''];
  return movement === undefined ? undefined : notApplicable(`The directory ${movement}.`);
}

/** Whether users may sign in with SAML, with or without the fallback to the directory password. */
export function samlOn({ saml: { status } }: Directory): Truth {
  if (status === 'DISABLED') return false;
  if (status === 'ENABLED' || status === 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK') return true;
  return unclear(`SamlProperties.Status is ${status}, which this tool does not know`);
}

/** Why a rule about SAML sign-in does not judge a directory, or cannot; `undefined`: SAML is on, judge it. */
export function outsideSaml(directory: Directory): Verdict | undefined {
  const transition = moving(directory);
  if (transition !== undefined) return transition;
  const on = samlOn(directory);
  if (on === true) return undefined;
  return on === false ? notApplicable('SAML is off in this directory.') : unknown(`${on.unclear}.`);
}

/**
 * A directory of WorkSpaces Pools. Ids that start with `wsd-` are shared with personal directories that WorkSpaces
 * manages itself; where AWS leaves the type out, only those are known to sign in with IAM Identity Center.
 */
export const isPool = ({ id, workspaceType, userIdentityType }: Directory): boolean =>
  workspaceType === undefined
    ? id.startsWith('wsd-') && userIdentityType !== 'AWS_IAM_IDENTITY_CENTER'
    : workspaceType === 'POOLS';
