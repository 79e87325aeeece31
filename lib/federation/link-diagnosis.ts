import type { StepDiagnosis } from '../model/diagnosis.ts';
import { userSees } from '../saml/sign-in-errors.ts';
import type { Account } from './account.ts';
import { providerFacts } from './correct-sign-in.ts';
import { blocked, undetermined, works } from './diagnoses.ts';
import type { Layers } from './limits.ts';
import type { Service, StreamRole } from './stream-role.ts';
import { mentionedKeys } from './trust.ts';
import { findWholeSignIn, keysOf } from './whole-sign-in.ts';

/**
 * Whether some correct sign-in that the trust policy allows brings what the permissions require. It is asked where trust
 * policy and permissions each allow a correct sign-in by themselves.
 */
export function diagnoseLinks(
  role: StreamRole,
  provider: string,
  service: Service,
  target: string,
  account: Account,
  tags: readonly string[],
): StepDiagnosis {
  if (role.trust.state !== 'known' || role.policies.state !== 'known') return works;
  const layers: Layers = [role.policies.value, ...(role.boundary.state === 'known' ? [[role.boundary.value]] : [])];
  const trust = role.trust.value;
  const required = [...keysOf(layers)].filter(isBrought);
  const looksAtUser = mentionedKeys(trust).has('saml:sub');
  if (required.length === 0 && !looksAtUser) return works;

  const answers = providerFacts(account, provider).map((facts) =>
    findWholeSignIn({ account, role, trust, facts, recipients: 'documented', tags, service, target, layers }),
  );
  if (answers.some(({ kind }) => kind === 'found')) return works;
  const doubt = answers.find((answer) => answer.kind === 'unclear');
  const { name } = role.role;
  if (doubt !== undefined) {
    return undetermined(
      `Cannot determine whether a sign-in that the trust policy of role ${name} allows meets its permissions: ${doubt.reason}.`,
    );
  }
  const keys = required.length === 0 ? 'saml:sub' : required.join(', ');
  return blocked({
    cause: { kind: 'trust-and-permissions-exclude-each-other', parameters: { keys } },
    resource: role.role.arn,
    message: `No sign-in that the trust policy of role ${name} allows meets the conditions of its permissions on ${keys}.`,
    userSees: userSees('not-authorized-to-stream'),
    severity: 'high',
  });
}

/** Keys of a session with values that the sign-in brings. */
const isBrought = (key: string): boolean =>
  key.startsWith('aws:principaltag/') || key === 'aws:sourceidentity' || key === 'saml:namequalifier';
