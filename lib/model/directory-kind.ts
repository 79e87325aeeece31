import type { Directory } from './snapshot.ts';

/**
 * A directory of WorkSpaces Pools. Ids that start with `wsd-` are shared with personal directories that WorkSpaces
 * manages itself; where AWS leaves the type out, only those are known to sign in with IAM Identity Center.
 */
export const isPool = ({ id, workspaceType, userIdentityType }: Directory): boolean =>
  workspaceType === undefined
    ? id.startsWith('wsd-') && userIdentityType !== 'AWS_IAM_IDENTITY_CENTER'
    : workspaceType === 'POOLS';

/** Its users are those of IAM Identity Center: AWS supports no SAML 2.0 federation there, and no directory password. */
export const isOfIdentityCenter = ({ userIdentityType, type }: Directory): boolean =>
  userIdentityType === 'AWS_IAM_IDENTITY_CENTER' || type === 'AWS_IAM_IDENTITY_CENTER';
