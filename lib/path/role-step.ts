import type { StepDiagnosis } from '../model/diagnosis.ts';
import { known, mapFact, type Fact } from '../model/fact.ts';
import type { Account } from '../federation/account.ts';
import { exists, findSignIn } from '../federation/ask.ts';
import { blocked, missing, undetermined, works } from '../federation/diagnoses.ts';
import { tagsNeededByStack } from '../federation/needed-tags.ts';
import { looksAtTags } from '../federation/questions.ts';
import type { Service, StreamRole } from '../federation/stream-role.ts';
import type { AudienceKind } from '../federation/trust.ts';
import type { Truth } from '../policy/truth.ts';
import { userSees } from '../saml/sign-in-errors.ts';
import { findStack } from './find-target.ts';

/** Whether a correct sign-in through the provider can assume the role, with the session tags that the target needs. */
export function roleStep(
  provider: string,
  role: StreamRole,
  service: Service,
  target: string,
  account: Account,
): StepDiagnosis {
  const { trust } = role;
  if (trust.state === 'unreadable') return missing(trust);
  if (trust.state === 'absent') return undetermined('The role has no trust policy.');
  const correct = {
    subjectType: (type: string | undefined) => type === 'persistent',
    audience: (kind: AudienceKind) => kind === 'sign-in',
  };
  const admitted = exists(
    findSignIn(account, role.role, trust.value, provider, { ...correct, tags: [], outcome: 'gets in' }),
  );
  if (admitted === false) {
    return blocked({
      cause: { kind: 'trust-policy-unsatisfiable', parameters: {} },
      resource: role.role.arn,
      message: 'No correct sign-in meets the conditions of the trust policy.',
      userSees: userSees('not-authorized'),
    });
  }
  if (typeof admitted === 'object') return undetermined(admitted.unclear);
  const passes = (names: readonly string[]): Truth =>
    exists(findSignIn(account, role.role, trust.value, provider, { ...correct, tags: names, outcome: 'passes tags' }));
  // Where any tag will do, it does not matter which ones the sign-in carries.
  if (!looksAtTags(trust.value) && passes(['tag']) === true) return works;
  const tags = neededTags(service, target, account);
  if (tags.state === 'unreadable') return missing(tags);
  const names = tags.state === 'known' ? tags.value : [];
  const tagged = names.length === 0 || passes(names);
  if (tagged === true) return works;
  if (tagged !== false) return undetermined(tagged.unclear);
  const carried = names.map((name) => `PrincipalTag:${name}`).join(', ');
  return blocked({
    cause: { kind: 'session-tags-refused', parameters: { tags: names.join(',') } },
    resource: role.role.arn,
    message: `The trust policy does not allow sts:TagSession with ${carried}.`,
    userSees: userSees('not-authorized'),
  });
}

/** WorkSpaces sign-ins carry the email address; AppStream sign-ins what the configuration of the stack needs. */
function neededTags(service: Service, target: string, account: Account): Fact<readonly string[]> {
  if (service === 'workspaces') return known(['Email']);
  const stack = findStack(target, account);
  return stack.state === 'known' ? mapFact(tagsNeededByStack(stack.value, account), ({ tags }) => tags) : known([]);
}
