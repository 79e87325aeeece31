import type { Truth } from '../policy/truth.ts';
import { exists, findSignIn, type SignInWish } from './ask.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Account } from './account.ts';
import { looksAtTags, triedProviders } from './questions.ts';
import type { StreamRole } from './stream-role.ts';
import type { SignIn } from './trust.ts';

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
    // A trust policy that looks at no tags answers alike whatever the sign-in carries.
    const carried = looksAtTags(trust) ? tags : [];
    const correct: Pick<SignInWish, 'subjectType' | 'audience' | 'tags'> = {
      subjectType: (type) => type === 'persistent',
      audience: (kind) => kind === 'sign-in',
      tags: carried,
    };
    const correctly = findSignIn(account, role.role, trust, provider, { ...correct, outcome: 'gets in' });
    // A role that no correct sign-in can assume is another rule's business; here TagSession must go along with it.
    const base = correctly.kind === 'none' ? { tags: carried } : correct;
    const truth = exists(findSignIn(account, role.role, trust, provider, { ...base, outcome: 'passes tags' }));
    const refused =
      correctly.kind === 'none'
        ? findSignIn(account, role.role, trust, provider, { ...base, outcome: 'gets in' })
        : correctly;
    return { truth, provider, ...(refused.kind === 'found' ? { refused: refused.found } : {}) };
  });
  return (
    answers.find(({ truth }) => truth === false) ??
    answers.find(({ truth }) => truth !== true) ?? { truth: true, provider: '' }
  );
}
