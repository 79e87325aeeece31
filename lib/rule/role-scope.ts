import type { StreamRole } from '../federation/stream-role.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Condition } from './scope.ts';
import { need, notApplicable, unknown, type Verdict } from './verdict.ts';

/** Some SAML sign-in can assume the role, as far as what was read tells. */
export const assumableWithSaml: Condition<StreamRole> = {
  is: 'assumable with SAML',
  outside: ({ scope }) => (scope === 'no-saml' ? notApplicable('No SAML sign-in can assume this role.') : undefined),
};

/** As `assumableWithSaml`, and made for streaming, as a policy says that could be read. */
export const streaming: Condition<StreamRole> = {
  is: 'streaming',
  outside: (role) => {
    if (role.scope === 'undetermined') {
      need(role.trust);
      need(role.policies);
    }
    return role.scope === 'console'
      ? notApplicable('Not a streaming role: its policies reach streaming only through a wildcard or NotAction.')
      : assumableWithSaml.outside(role);
  },
};

/** Judges the trust policy of a role. */
export function withTrust(role: StreamRole, judge: (trust: PolicyDocument) => Verdict): Verdict {
  const trust = need(role.trust);
  return trust === undefined ? unknown('The role has no trust policy.') : judge(trust);
}
