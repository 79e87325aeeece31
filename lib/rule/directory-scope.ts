import type { Directory } from '../model/snapshot.ts';
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

/** Why a rule about SAML sign-in does not judge a directory, or cannot; `undefined`: SAML is on, judge it. */
export function outsideSaml(directory: Directory): Verdict | undefined {
  const { status } = directory.saml;
  switch (status) {
    case 'ENABLED':
    case 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK':
      return moving(directory);
    case 'DISABLED':
      return moving(directory) ?? notApplicable('SAML is off in this directory.');
    default:
      return moving(directory) ?? unknown(`SamlProperties.Status is ${status}, which this tool does not know.`);
  }
}

/**
 * A directory of WorkSpaces Pools. Ids that start with `wsd-` are shared with personal directories that WorkSpaces
 * manages itself; where AWS leaves the type out, only those are known to sign in with IAM Identity Center.
 */
export const isPool = ({ id, workspaceType, userIdentityType }: Directory): boolean =>
  workspaceType === undefined
    ? id.startsWith('wsd-') && userIdentityType !== 'AWS_IAM_IDENTITY_CENTER'
    : workspaceType === 'POOLS';
