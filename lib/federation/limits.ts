import type { Condition, PolicyVersion, Statement } from '../policy/document.ts';
import type { Context } from '../policy/context.ts';
import type { NamedDocument } from '../policy/evaluate.ts';
import type { Answer } from '../policy/search.ts';

/** Policies that each have to allow a request: identity policies and boundary, or the one trust policy. */
export type Layers = readonly (readonly NamedDocument[])[];

/** A condition that refuses requests which are right otherwise. */
export interface Limit {
  readonly policy: string;
  readonly statement: Statement;
  readonly condition: Condition;
}

export interface LimitQuestion {
  readonly layers: Layers;
  /** Is there a correct request that these policies refuse? */
  readonly refused: (layers: Layers) => Answer;
  readonly holds: (condition: Condition, version: PolicyVersion | undefined, context: Context) => boolean;
  /** The statement is about the request, its conditions aside. */
  readonly isAbout: (statement: Statement, document: NamedDocument) => boolean;
  /** An Allow statement that allows some correct request. */
  readonly isLive: (statement: Statement, document: NamedDocument, layer: number) => boolean;
}

const roundLimit = 12;

/**
 * Conditions because of which policies that allow some correct requests refuse others. Takes a request that is
 * refused, notes what refuses it, and looks for the next one that is refused although that were gone.
 */
export function limitsOf(question: LimitQuestion): { readonly limits: readonly Limit[]; readonly doubt?: string } {
  const limits: Limit[] = [];
  let { layers } = question;
  for (let round = 0; round < roundLimit; round += 1) {
    const refused = question.refused(layers);
    if (refused.kind === 'none') return { limits };
    if (refused.kind === 'unclear') return { limits, doubt: refused.reason };
    const blamed = blame(question, layers, refused.witness.context);
    if (blamed === undefined) return { limits, doubt: 'what refuses some requests is not one condition' };
    limits.push(...blamed.limits);
    layers = without(layers, blamed);
  }
  return { limits, doubt: 'its conditions are too many to name them' };
}

interface Blamed {
  readonly limits: readonly Limit[];
  readonly statement: Statement;
  /** What is left of the statement; nothing of a Deny. */
  readonly rest?: Statement;
}

/** The Deny that refuses the request, or the conditions of the statement that comes nearest to allowing it. */
function blame(question: LimitQuestion, layers: Layers, context: Context): Blamed | undefined {
  for (const [at, documents] of layers.entries()) {
    const about = documents.flatMap((one) =>
      one.document.statements
        .filter((statement) => question.isAbout(statement, one))
        .map((statement) => {
          const { version } = one.document;
          const unmet = statement.conditions.filter((condition) => !question.holds(condition, version, context));
          return { one, statement, unmet };
        }),
    );
    const deny = about.find(({ statement, unmet }) => statement.effect === 'Deny' && unmet.length === 0);
    if (deny !== undefined) {
      const { statement, one } = deny;
      const limits = statement.conditions.map((condition) => ({ policy: one.name, statement, condition }));
      return limits.length === 0 ? undefined : { limits, statement };
    }
    const allows = about.filter(({ statement }) => statement.effect === 'Allow');
    if (allows.some(({ unmet }) => unmet.length === 0)) continue;
    const [nearest] = allows
      .filter(({ statement, one }) => question.isLive(statement, one, at))
      .toSorted((a, b) => a.unmet.length - b.unmet.length);
    if (nearest === undefined) return undefined;
    const { statement, one, unmet } = nearest;
    return {
      limits: unmet.map((condition) => ({ policy: one.name, statement, condition })),
      statement,
      rest: { ...statement, conditions: statement.conditions.filter((condition) => !unmet.includes(condition)) },
    };
  }
  return undefined;
}

const without = (layers: Layers, { statement, rest }: Blamed): Layers =>
  layers.map((documents) =>
    documents.map(({ name, document }) => ({
      name,
      document: {
        ...document,
        statements: document.statements.flatMap((one) => (one === statement ? (rest ?? []) : [one])),
      },
    })),
  );
