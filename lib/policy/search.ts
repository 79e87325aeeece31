import type { Statement } from './document.ts';
import { searchDepthFirst } from './search/depth-first.ts';
import type { Answer, Ask, Question } from './search/question.ts';
import { Task } from './search/task.ts';
import { decisionsOf, isAsAsked } from './search/witness.ts';

export { match } from './search/question.ts';
export { slotOf } from './search/session-keys.ts';
export type { Answer, Choices, Question, Resources, Spend, Test } from './search/question.ts';

/** Enough for any policy that people write; the worst ones found take about a second to run into it. */
const defaultBudget = 200_000;

/**
 * Answers "is there a request that …?" about policies, for all values of all condition keys. Nothing else looks through
 * requests. How it works stands in `search/`: `state.ts` (what is left of the policies when some keys are settled),
 * `effects.ts` (which values make others superfluous), `session-keys.ts` (a sign-in and its session as one request), and
 * here:
 *
 * Denies are taken in one by one, each when a witness runs into it. What no Allow lets in needs no look at them, and the
 * fewer keys are compared with each other, the fewer of their values have to be told apart.
 */
export function find(question: Question): Answer {
  const budget = question.budget ?? defaultBudget;
  const denies = question.asks.filter(({ effect }) => effect === 'allowed').flatMap(deniesOf);
  const taken = new Set<Statement>();
  const whole = new Task(question, budget);
  let steps = 0;
  for (;;) {
    const asks = question.asks.map((ask) => (ask.effect === 'allowed' ? withDenies(ask, taken) : ask));
    const answer = searchDepthFirst({ ...question, asks }, budget - steps);
    steps += answer.steps;
    const complete = denies.every((deny) => taken.has(deny));
    if (answer.kind === 'none' || complete) return { ...answer, steps };
    if (answer.kind === 'unclear') {
      if (answer.why === 'budget') return { ...answer, steps };
      for (const deny of denies) taken.add(deny);
      continue;
    }
    // The witness was found without some of the Denies.
    const decisions = decisionsOf(whole, new Map(answer.witness.context), answer.witness.resource);
    if (question.asks.every((ask, at) => isAsAsked(ask, decisions[at]))) {
      return { ...answer, witness: { ...answer.witness, decisions }, steps };
    }
    const refusing = decisions.flatMap((decision) => (decision.effect === 'denied' ? [decision.by.statement] : []));
    const fresh = refusing.filter((deny) => denies.includes(deny) && !taken.has(deny));
    for (const deny of fresh.length > 0 ? fresh : denies) taken.add(deny);
  }
}

const deniesOf = ({ layers }: Ask): readonly Statement[] =>
  layers.flat().flatMap(({ document }) => document.statements.filter(({ effect }) => effect === 'Deny'));

const withDenies = (ask: Ask, taken: ReadonlySet<Statement>): Ask => ({
  ...ask,
  layers: ask.layers.map((documents) =>
    documents.map(({ name, document }) => ({
      name,
      document: {
        ...document,
        statements: document.statements.filter((one) => one.effect === 'Allow' || taken.has(one)),
      },
    })),
  ),
});
