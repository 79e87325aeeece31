import type { Diagnosis } from '../model/diagnosis.ts';

/**
 * What to change in a trust policy so that correct sign-ins are allowed again, with real names. It replaces what never
 * matches and tightens nothing.
 */
export function trustFix({ cause, statement, suggestion }: Diagnosis, role: string): string {
  const { kind, parameters } = cause;
  const key = parameters['key'] ?? '';
  const where =
    statement === undefined
      ? `In the trust policy of role ${role}`
      : `In statement ${statement.index + 1} of the trust policy of role ${role}`;
  switch (kind) {
    case 'wildcard-in-exact-comparison':
      return `${where}, compare ${key} with StringLike instead, because only StringLike has wildcards.`;
    case 'trust-variable-is-plain-text':
      return `In the trust policy of role ${role}, set "Version": "2012-10-17".`;
    case 'condition-key-misspelled':
      return `${where}, replace the condition key ${key} with ${suggestion ?? 'the one that was meant'}.`;
    case 'condition-key-never-present':
      return `${where}, replace the condition on ${key} with one on a key that SAML sign-ins have, such as SAML:sub_type.`;
    case 'audience-excludes-encrypted-assertions':
      return `${where}, add ${suggestion ?? 'the URL of the provider'} to the values of SAML:aud.`;
    case 'source-identity-not-allowed':
      return `${where}, add sts:SetSourceIdentity to the actions.`;
    case 'trust-denies-sign-in':
      return `${where}, change the Deny statement so that it does not match sign-ins with a persistent NameID at an AWS sign-in URL.`;
    case 'tag-session-not-allowed':
      return `${where}, add "sts:TagSession" next to "sts:AssumeRoleWithSAML".`;
    case 'trust-conditions-contradict':
      return `${where}, remove the one of these conditions that is not meant: ${parameters['conditions'] ?? ''}.`;
    default:
      return suggestion === undefined
        ? `${where}, compare ${key === '' ? 'each key' : key} with a value that a correct sign-in has.`
        : `${where}, replace the value of ${key} with ${suggestion}.`;
  }
}
