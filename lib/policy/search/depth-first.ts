import { nextSlot } from './order.ts';
import { optionsOf } from './options.ts';
import type { Answer, Found, Question, Why } from './question.ts';
import { begin, place, settle } from './settle.ts';
import { boundsOf, doubtOf, type State } from './state.ts';
import { BudgetSpent, Task } from './task.ts';
import { witnessOf } from './witness.ts';

/**
 * Branches on one key after the other, depth first. A branch ends as soon as its answer is fixed, or cannot be better
 * than what is known already.
 */
export function searchDepthFirst(question: Question, budget: number): Answer {
  const task = new Task(question, budget);
  let doubt: { reason: string; why: Why } | undefined;

  const visit = (state: State): Found | undefined => {
    const { least, most } = boundsOf(state, question.asks);
    if (most === 0 || (most === 1 && doubt !== undefined)) return undefined;
    if (least === most) {
      if (most === 2) return witnessOf(task, state);
      doubt ??= { reason: doubtOf(state), why: 'undecided' };
      return undefined;
    }
    const slot = nextSlot(task, state);
    const { options, untried } = optionsOf(task, state, slot);
    for (const option of options) {
      const found = visit(settle(task, place(task, state, slot, option)));
      if (found !== undefined) return found;
    }
    if (untried !== undefined) doubt ??= { reason: untried, why: 'untried' };
    return undefined;
  };

  try {
    const witness = visit(begin(task));
    if (witness !== undefined) return { kind: 'found', witness, steps: task.steps };
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error;
    return { kind: 'unclear', reason: 'its conditions are too many to look into', why: 'budget', steps: task.steps };
  }
  return doubt === undefined ? { kind: 'none', steps: task.steps } : { kind: 'unclear', ...doubt, steps: task.steps };
}
