import type { Context } from '../context.ts';
import { evaluate, type Decision } from '../evaluate.ts';
import type { Ask, Found } from './question.ts';
import { Settled, type Values } from './session-keys.ts';
import { tagNameOf } from './settle.ts';
import { tagKeysSlot, tagPrefix, type State } from './state.ts';
import type { Task } from './task.ts';

/**
 * The request of a state in which the answer is yes. What was left open makes no difference: keys that are always there
 * get a usual value, the others stay out.
 * @throws where the policies do not decide it as asked: a witness is shown to people, so it must be true
 */
export function witnessOf(task: Task, state: State): Found {
  const { domains, phase, tests, resources, session } = task.question;
  const known = new Map<string, Values>(state.known);
  const tags = new Map(state.tags);
  for (const [slot, { always, seeds, unknown }] of domains) {
    if (known.has(slot) || unknown !== undefined) continue;
    if (always !== true && !(phase === 'assume' && seeds !== undefined && seeds.length > 0)) continue;
    known.set(slot, seeds?.slice(0, 1) ?? ['unlisted-value']);
    if (slot.startsWith(tagPrefix)) tags.set(slot, tagNameOf(task, slot));
  }
  if (phase === 'assume' && !known.has(tagKeysSlot) && tags.size > 0) known.set(tagKeysSlot, [...tags.values()]);
  const open = task.question.asks.some(({ target }) => target.phase === 'stream' && target.resource === undefined);
  const resource = state.resource ?? (open ? (resources?.first[0] ?? resources?.all(task.spend).values[0]) : undefined);
  const decisions = decisionsOf(task, known, resource);
  const right = task.question.asks.every((ask, at) => isAsAsked(ask, decisions[at]));
  const context = plain(new Settled(known));
  if (!right || tests.some(({ holds }) => holds(context) !== true)) {
    throw new Error(`the witness is none: ${JSON.stringify({ context: [...context], resource, decisions })}`);
  }
  const named = task.question.asks.find(({ target }) => target.resource !== undefined)?.target.resource;
  return {
    context,
    resource: resource ?? named,
    decisions,
    ...(session === undefined ? {} : { session: plain(task.contextOf('stream', known)) }),
  };
}

const plain = (context: Context): Context => new Map(context);

export const isAsAsked = ({ effect }: Ask, decision: Decision | undefined): boolean =>
  effect === 'allowed'
    ? decision?.effect === 'allowed'
    : decision?.effect === 'denied' || decision?.effect === 'not-allowed';

/** What the policies of each ask say to a request. */
export const decisionsOf = (
  task: Task,
  known: ReadonlyMap<string, Values>,
  resource: string | undefined,
): readonly Decision[] =>
  task.question.asks.map(({ layers }, at) =>
    decided(layers.map((documents) => evaluate(documents, task.request(at, known, resource)))),
  );

/** The first layer's decision, unless another one says less. */
const decided = (all: readonly Decision[]): Decision =>
  all.find(({ effect }) => effect === 'denied' || effect === 'not-allowed') ??
  all.find(({ effect }) => effect === 'unclear') ??
  all[0] ?? { effect: 'not-allowed' };
