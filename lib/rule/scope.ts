import type { StreamRole } from '../federation/stream-role.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { need, notApplicable, unknown, type Verdict } from './verdict.ts';

/**
 * Why a rule about streaming permissions does not judge a role; `undefined` when it does.
 * @throws {Unread} when what would tell whether it is a streaming role could not be read
 */
export function outsideScope(role: StreamRole): Verdict | undefined {
  if (role.scope === 'no-saml') return notApplicable('No SAML sign-in can assume this role.');
  if (role.scope === 'console') {
    return notApplicable('Not a streaming role: its policies reach streaming only through a wildcard or NotAction.');
  }
  if (role.scope === 'undetermined') {
    need(role.trust);
    need(role.policies);
  }
  return undefined;
}

/**
 * Judges the trust policy of a streaming role, where there is one to judge.
 * @throws {Unread} as `outsideScope`
 */
export function withTrust(role: StreamRole, judge: (trust: PolicyDocument) => Verdict): Verdict {
  const outside = outsideScope(role);
  if (outside !== undefined) return outside;
  const trust = need(role.trust);
  return trust === undefined ? unknown('The role has no trust policy.') : judge(trust);
}
