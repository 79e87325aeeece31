import type { StreamRole } from '../federation/stream-role.ts';
import { need, notApplicable, type Verdict } from './verdict.ts';

/**
 * Why a rule about streaming permissions does not judge a role; `undefined` when it does.
 * @throws {Unread} when what would tell whether it is a streaming role could not be read
 */
export function outsideScope(role: StreamRole): Verdict | undefined {
  if (role.scope === 'no-saml') return notApplicable('No SAML sign-in can assume this role.');
  if (role.scope === 'undetermined') {
    need(role.trust);
    need(role.policies);
  }
  return undefined;
}
