import type { Diagnosis } from '../model/diagnosis.ts';
import type { Unreadable } from '../model/fact.ts';
import { unclear, type Truth } from '../policy/truth.ts';
import type { Account } from './account.ts';
import { findAllowedSignIn, type AllowedSignIn } from './any-sign-in.ts';
import { triedProviders } from './questions.ts';
import { refusal } from './role-entry.ts';
import type { StreamRole } from './stream-role.ts';
import { diagnoseTrust } from './trust-diagnosis.ts';

export interface TagAnswer {
  readonly truth: Truth;
  /** The provider that decided; empty when every provider's sign-ins can pass the tags. */
  readonly provider: string;
  /** Why they cannot. */
  readonly diagnosis?: Diagnosis;
  /** A sign-in that is allowed, and denied once it carries the tags. */
  readonly refused?: AllowedSignIn;
  /** What would have told. */
  readonly unread?: Unreadable;
}

/**
 * Whether, for every provider whose correct sign-ins can assume the role, they can pass these `PrincipalTag:` names too;
 * `locked out` where there is none: tags are no question then.
 */
export function canPassTags(role: StreamRole, account: Account, tags: readonly string[]): TagAnswer | 'locked out' {
  const providers = triedProviders(role, account).filter((provider) => refusal(role, provider, account) === undefined);
  if (providers.length === 0) return 'locked out';
  const answers = providers.map((provider) => answerOf(role, account, provider, tags));
  return (
    answers.find(({ truth }) => truth === false) ??
    answers.find(({ truth }) => truth !== true) ?? { truth: true, provider: '' }
  );
}

function answerOf(role: StreamRole, account: Account, provider: string, tags: readonly string[]): TagAnswer {
  const { status, causes, uncertainties } = diagnoseTrust(role, provider, account, tags);
  if (status === 'works' || status === 'limited') return { truth: true, provider };
  const [doubt] = uncertainties;
  if (status === 'unknown') {
    const truth = unclear((doubt?.message ?? '').replace(/[.\s]+$/, ''));
    return { truth, provider, ...(doubt?.unread === undefined ? {} : { unread: doubt.unread }) };
  }
  const [diagnosis] = causes;
  const trust = role.trust.state === 'known' ? role.trust.value : undefined;
  const sample =
    trust === undefined ? undefined : findAllowedSignIn(role, trust, provider, account, { recipients: 'documented' });
  return {
    truth: false,
    provider,
    ...(diagnosis === undefined ? {} : { diagnosis }),
    ...(sample?.kind === 'found' ? { refused: sample.found } : {}),
  };
}
