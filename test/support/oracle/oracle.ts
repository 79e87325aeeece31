import type { Context } from '../../../lib/policy/context.ts';
import type { Domain } from '../../../lib/policy/domain.ts';
import { decider, type Decision } from '../../../lib/policy/evaluate.ts';
import { resourceVariableSeeds } from '../../../lib/policy/resource-variables.ts';
import type { Question } from '../../../lib/policy/search.ts';
import { every, some, unclear, type Truth } from '../../../lib/policy/truth.ts';
import { contextSpace, type ContextSpace } from './contexts.ts';
import { passes } from './questions.ts';

export interface OracleAnswer {
  readonly kind: 'found' | 'none' | 'unclear';
  /** False: there were too many combinations to try them all. */
  readonly complete: boolean;
}

/** Questions that share their domains differ in nothing but what is asked of each request. */
const spaces = new WeakMap<Question['domains'], ContextSpace>();

function spaceOf({ domains }: Question, make: () => ContextSpace): ContextSpace {
  const space = spaces.get(domains) ?? make();
  spaces.set(domains, space);
  return space;
}

/** Answers a question by writing out every request that the policies can tell apart. */
export function oracleAnswer(question: Question, actions: readonly string[]): OracleAnswer {
  const { phase, asks } = question;
  const documents = asks[0]?.layers.flat() ?? [];
  const domains = new Map<string, Domain>(question.domains);
  let complete = true;
  for (const { target } of asks) {
    if (target.resource === undefined) continue;
    const solved = resourceVariableSeeds(documents, target.action, target.resource);
    complete &&= solved.complete;
    for (const [key, values] of solved.seeds) {
      const domain = domains.get(key);
      domains.set(key, { ...domain, seeds: [...(domain?.seeds ?? []), ...values] });
    }
  }
  const space = spaceOf(question, () =>
    contextSpace(documents, phase, phase === 'assume' ? assumeActions : actions, domains),
  );
  complete &&= space.complete;
  const deciders = asks.map(({ layers, target }) => layers.map((layer) => decider(layer, target)));
  const holds = (context: Context): Truth =>
    every<() => Truth>(
      [
        () => passes(question, context),
        ...asks.map(({ effect }, at) => (): Truth => {
          const allowed = every(deciders[at] ?? [], (decide) => allows(decide(context)));
          return effect === 'allowed' || typeof allowed !== 'boolean' ? allowed : !allowed;
        }),
      ],
      (one) => one(),
    );
  const truth = some(space.contexts, holds);
  if (truth === true) return { kind: 'found', complete };
  return { kind: truth === false && complete ? 'none' : 'unclear', complete };
}

const assumeActions = ['sts:AssumeRoleWithSAML', 'sts:TagSession'];

const allows = (decision: Decision): Truth =>
  decision.effect === 'allowed' ? true : decision.effect === 'unclear' ? unclear(decision.reason) : false;
