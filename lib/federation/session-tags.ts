import { every, some, unclear, type Truth } from '../policy/truth.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Account } from './account.ts';
import { allowed, triedProviders } from './questions.ts';
import type { StreamRole } from './stream-role.ts';
import { isCorrect, type SignIn } from './trust.ts';

export interface TagAnswer {
  readonly truth: Truth;
  /** The provider that decided; empty when every provider's sign-ins may pass the tags. */
  readonly provider: string;
  /** A sign-in that should get in and does not, because it carries the tags. */
  readonly refused?: SignIn;
}

/** Whether, for every provider, a sign-in that may assume the role may also pass these `PrincipalTag:` names. */
export function mayPassTags(
  role: StreamRole,
  account: Account,
  trust: PolicyDocument,
  tags: readonly string[],
): TagAnswer {
  const answers = triedProviders(role, account).map((provider): TagAnswer => {
    const { signIns, complete } = account.signIns(role.role, trust, provider, tags);
    const correct = signIns.filter(
      (signIn) => isCorrect(signIn) && signIn.assume.effect !== 'not-allowed' && signIn.assume.effect !== 'denied',
    );
    // A role that no correct sign-in can assume is another rule's business; here TagSession must go along with it.
    const tried = correct.length > 0 ? correct : signIns.filter(({ assume }) => assume.effect === 'allowed');
    const truth = some(tried, ({ assume, tag }) => every([assume, tag], allowed));
    const refused = tried[0];
    if (truth === false && !complete)
      return { truth: unclear('its conditions have too many combinations to try them all'), provider };
    return { truth, provider, ...(refused === undefined ? {} : { refused }) };
  });
  return (
    answers.find(({ truth }) => truth === false) ??
    answers.find(({ truth }) => truth !== true) ?? { truth: true, provider: '' }
  );
}
