import type { Domain } from '../policy/domain.ts';
import { variableKeys } from '../policy/variables.ts';
import { find, slotOf, type Answer, type Question } from '../policy/search.ts';
import { actionsFor, correctSignIn, everythingBrought, type Brings, type SignInQuestion } from './correct-sign-in.ts';
import type { Layers } from './limits.ts';
import { findInRegion, ownSession, type OwnSessionQuestion } from './own-session.ts';
import { roleTags } from './session-domains.ts';

/** A correct sign-in through one provider, and the user's own session on one directory or stack after it. */
export type WholeSignInQuestion = Omit<OwnSessionQuestion, 'outcome'> &
  Pick<SignInQuestion, 'trust' | 'facts' | 'recipients' | 'tags'>;

/**
 * Is there a correct sign-in that the trust policy allows, and whose session the permissions allow? Each can be met by
 * itself where both together cannot: permissions can require a session tag that the trust policy refuses.
 */
export function findWholeSignIn(question: WholeSignInQuestion): Answer {
  let doubt: Answer | undefined;
  let steps = 0;
  for (const brings of everythingBrought) {
    const answer = findInRegion((region) => find(wholeSignIn(question, brings, region)), {
      target: question.target,
      outcome: 'allowed',
    });
    steps += answer.steps;
    if (answer.kind === 'found') return { ...answer, steps };
    if (answer.kind === 'unclear') doubt ??= answer;
  }
  return { ...(doubt ?? { kind: 'none' }), steps };
}

const requestTag = 'aws:requesttag/';

function wholeSignIn(question: WholeSignInQuestion, brings: Brings, region: Domain): Question {
  const { account, role, trust, facts, recipients, tags, layers } = question;
  const signIn = correctSignIn({
    account,
    role: role.role,
    trust,
    facts,
    recipients,
    tags,
    ...brings,
    actions: actionsFor(tags, brings),
    outcome: 'allowed',
  });
  const own = ownSession({ ...question, outcome: 'allowed' }, region);
  const session = { roleTags: roleTags(role.role.tags) };
  const domains = new Map<string, Domain>(signIn.domains);
  for (const [key, domain] of own.domains) {
    const slot = slotOf('stream', key, session);
    // A role's own tag is there where the sign-in brings none; the issuer of the provider makes the name qualifier.
    if (slot.startsWith(requestTag) || (slot === 'saml:namequalifier' && domains.has(slot))) continue;
    domains.set(slot, domain);
  }
  for (const key of keysOf(layers)) {
    const slot = slotOf('stream', key, session);
    if (slot.startsWith(requestTag) && !domains.has(slot) && !brings.otherTags) domains.set(slot, { fixed: null });
  }
  return { ...signIn, domains, session, tests: [...signIn.tests, ...own.tests], asks: [...signIn.asks, ...own.asks] };
}

/** Keys (lower case) that the policies compare, or refer to. */
export const keysOf = (layers: Layers): ReadonlySet<string> =>
  new Set(
    layers
      .flat()
      .flatMap(({ document }) =>
        document.statements.flatMap(({ conditions, resources }) => [
          ...conditions.map(({ key }) => key),
          ...[...conditions.flatMap(({ values }) => values), ...(resources?.patterns ?? [])].flatMap((text) =>
            variableKeys(text, document.version),
          ),
        ]),
      ),
  );
