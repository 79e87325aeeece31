import type { Context } from '../context.ts';
import type { NamedDocument } from '../evaluate.ts';
import type { KeyInfo, Phase } from '../keys.ts';
import { resourceVariableSeeds, type VariableSeeds } from '../resource-variables.ts';
import type { Request } from '../request.ts';
import type { Ask, Question, Spend } from './question.ts';
import { SessionContext, Settled, slotInfo, slotOf, type Values } from './session-keys.ts';
import type { State } from './state.ts';

/** Nothing is left of the budget. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

/** One run of the search: the question, what is left of the budget, and what is worked out once for all branches. */
export class Task {
  readonly question: Question;
  /** Slot of a tag → its name as people write it. */
  readonly tagNames = new Map<string, string>();
  steps = 0;
  readonly #budget: number;
  readonly #unknown: Readonly<Record<Phase, Request['unknown']>>;
  readonly #resourceSeeds = new Map<string, VariableSeeds>();

  constructor(question: Question, budget: number) {
    this.question = question;
    this.#budget = budget;
    const { domains } = question;
    const some = [...domains.values()].some(({ unknown }) => unknown !== undefined);
    const lookUp = (phase: Phase) =>
      some ? { get: (key: string) => domains.get(this.slotOf(phase, key))?.unknown } : undefined;
    this.#unknown = { assume: lookUp('assume'), stream: lookUp('stream') };
  }

  readonly spend: Spend = (steps) => {
    this.steps += steps;
    if (this.steps > this.#budget) throw new BudgetSpent();
  };

  slotOf(phase: Phase, key: string): string {
    return slotOf(phase, key, this.question.session);
  }

  /** `undefined`: no value of the slot is tried. */
  infoOf(slot: string): KeyInfo | undefined {
    if (this.question.domains.get(slot)?.unknown !== undefined) return undefined;
    return slotInfo(this.question.phase, slot, this.question.session);
  }

  /** The settled values as the policies of a phase see them. */
  contextOf(phase: Phase, known: ReadonlyMap<string, Values>): Context {
    const story = new Settled(known);
    const { session } = this.question;
    return session === undefined || phase === 'assume' ? story : new SessionContext(story, session);
  }

  askAt(at: number): Ask {
    const ask = this.question.asks[at];
    if (ask === undefined) throw new Error('there is no such ask');
    return ask;
  }

  request(at: number, known: ReadonlyMap<string, Values>, resource: string | undefined): Request {
    const { target } = this.askAt(at);
    const unknown = this.#unknown[target.phase];
    return {
      ...target,
      ...(target.phase === 'assume' || resource === undefined ? {} : { resource: target.resource ?? resource }),
      ...(unknown === undefined ? {} : { unknown }),
      context: this.contextOf(target.phase, known),
    };
  }

  /** Values of a slot with which Resource elements that refer to it cover the resource. */
  seedsByResource(state: State, slot: string): { readonly values: readonly string[]; readonly complete: boolean } {
    const values: string[] = [];
    let complete = true;
    for (const [at, layers] of state.sides.entries()) {
      const ask = this.askAt(at);
      const resource = ask.target.resource ?? state.resource;
      const looks = layers.some(({ living }) =>
        living.some(({ clauses }) => clauses.some((one) => one.compared === undefined && one.needs.includes(slot))),
      );
      if (!looks || resource === undefined) continue;
      const solved = this.#solve(at, ask.layers.flat(), ask.target.action, resource);
      for (const [key, found] of solved.seeds) if (this.slotOf(ask.target.phase, key) === slot) values.push(...found);
      complete &&= solved.complete;
    }
    return { values, complete };
  }

  #solve(at: number, documents: readonly NamedDocument[], action: string, resource: string): VariableSeeds {
    const memo = `${at} ${resource}`;
    const solved = this.#resourceSeeds.get(memo) ?? resourceVariableSeeds(documents, action, resource);
    this.#resourceSeeds.set(memo, solved);
    return solved;
  }
}
