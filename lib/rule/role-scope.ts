import type { StreamRole } from '../federation/stream-role.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Condition } from './scope.ts';
import { need, notApplicable, unknown, type Verdict } from './verdict.ts';

/** Some SAML sign-in can assume the role, as far as what was read tells. */
export const assumableWithSaml: Condition<StreamRole> = {
  is: 'assumable with SAML',
  outside: ({ scope }) => (scope === 'no-saml' ? notApplicable('No SAML sign-in can assume this role.') : undefined),
};

/** No console role, which reaches streaming only through a wildcard or NotAction. */
export const noConsoleRole: Condition<StreamRole> = {
  is: 'more than able to stream through a wildcard',
  outside: ({ scope }) =>
    scope === 'console'
      ? notApplicable('Not a streaming role: its policies reach streaming only through a wildcard or NotAction.')
      : undefined,
};

/** As `assumableWithSaml`, and made for streaming, as a policy says that could be read. */
export const streaming: Condition<StreamRole> = {
  is: 'streaming',
  outside: (role) => {
    if (role.scope === 'undetermined') {
      need(role.trust);
      need(role.policies);
    }
    return assumableWithSaml.outside(role) ?? noConsoleRole.outside(role);
  },
};

/** Made for other work, and able to stream all the same. */
export const consoleRole: Condition<StreamRole> = {
  is: 'able to stream only through a wildcard or NotAction',
  outside: (role) => {
    if (role.scope === 'undetermined') {
      need(role.trust);
      need(role.policies);
    }
    return role.scope === 'console'
      ? undefined
      : notApplicable('The role does not reach streaming through a wildcard or NotAction alone.');
  },
};

/** Judges the trust policy of a role. */
export function withTrust(role: StreamRole, judge: (trust: PolicyDocument) => Verdict): Verdict {
  const trust = need(role.trust);
  return trust === undefined ? unknown('The role has no trust policy.') : judge(trust);
}
