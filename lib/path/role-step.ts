import type { StepDiagnosis } from '../model/diagnosis.ts';
import { known, mapFact, type Fact } from '../model/fact.ts';
import type { Account } from '../federation/account.ts';
import { missing } from '../federation/diagnoses.ts';
import { tagsNeededByStack } from '../federation/needed-tags.ts';
import { looksAtTags } from '../federation/questions.ts';
import type { Service, StreamRole } from '../federation/stream-role.ts';
import { diagnoseTrust } from '../federation/trust-diagnosis.ts';
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
  // Where any tag will do, it does not matter which ones the sign-in carries.
  if (trust.state === 'known' && !looksAtTags(trust.value)) {
    const tagged = diagnoseTrust(role, provider, account, ['tag']);
    if (tagged.status === 'works' || tagged.status === 'limited') return tagged;
  }
  const tags = neededTags(service, target, account);
  if (tags.state !== 'unreadable')
    return diagnoseTrust(role, provider, account, tags.state === 'known' ? tags.value : []);
  // Which tags are needed is no question where not even a sign-in without any is allowed.
  const plain = diagnoseTrust(role, provider, account, []);
  return plain.status === 'blocked' ? plain : missing(tags);
}

/** WorkSpaces sign-ins carry the email address; AppStream sign-ins what the configuration of the stack needs. */
export function neededTags(service: Service, target: string, account: Account): Fact<readonly string[]> {
  if (service === 'workspaces') return known(['Email']);
  const stack = findStack(target, account);
  return stack.state === 'known' ? mapFact(tagsNeededByStack(stack.value, account), ({ tags }) => tags) : known([]);
}
