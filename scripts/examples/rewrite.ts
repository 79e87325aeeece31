import MagicString from 'magic-string';
import { parseSync, Visitor, type ArrayExpression, type ObjectExpression } from 'oxc-parser';
import type { Expected, Kind } from './expected.ts';

/** The members that `rewrite` keeps, in their order after `name`. */
const members = ['severity', 'says', 'witness'] as const;

/**
 * The source of an explanation with what the rule says of each example written into it; examples for which `expected`
 * has nothing stay as they are. Layout is left to the formatter.
 */
export function rewrite(source: string, expected: (kind: Kind, name: string) => Expected | undefined): string {
  const edited = new MagicString(source);
  for (const { kind, example } of examplesIn(source)) {
    const name = valueOf(example, 'name');
    if (name?.value.type !== 'Literal') throw new Error('The name of an example is a string, written out.');
    const now = expected(kind, String(name.value.value));
    if (now === undefined) continue;
    for (const member of members) {
      const there = valueOf(example, member);
      if (there !== undefined) edited.remove(startOf(source, there.start), endOf(source, there.end));
    }
    const text = members.flatMap((member) =>
      now[member] === undefined ? [] : [`${member}: ${JSON.stringify(now[member])},`],
    );
    edited.appendLeft(endOf(source, name.end), text.join('\n'));
  }
  return edited.toString();
}

function examplesIn(source: string): readonly { readonly kind: Kind; readonly example: ObjectExpression }[] {
  const found: { kind: Kind; example: ObjectExpression }[] = [];
  const visitor = new Visitor({
    Property({ key, value }) {
      if (key.type !== 'Identifier' || key.name !== 'examples' || value.type !== 'ObjectExpression') return;
      for (const kind of ['pass', 'fail', 'notApplicable', 'unknown'] as const) {
        const list = valueOf(value, kind)?.value;
        if (list?.type === 'ArrayExpression') found.push(...objectsIn(list).map((example) => ({ kind, example })));
      }
    },
  });
  visitor.visit(parseSync('explanation.ts', source).program);
  return found;
}

const objectsIn = ({ elements }: ArrayExpression): readonly ObjectExpression[] =>
  elements.filter((element) => element?.type === 'ObjectExpression');

const valueOf = ({ properties }: ObjectExpression, name: string) =>
  properties
    .filter((property) => property.type === 'Property')
    .find(({ key }) => key.type === 'Identifier' && key.name === name);

/** Behind what stands before a member: its line break goes with it. */
const startOf = (source: string, start: number): number => source.slice(0, start).trimEnd().length;

/** Behind the comma that ends a member, if there is one. */
const endOf = (source: string, end: number): number => (source[end] === ',' ? end + 1 : end);
