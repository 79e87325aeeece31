/** One change of one place in an export. */
export interface Mutant {
  readonly file: string;
  /** Members and positions that lead to the place. */
  readonly path: readonly (string | number)[];
  readonly change: string;
}

const missing = Symbol('missing');

/** What can stand in a place instead; each is a kind of mistake, or of somebody else's answer. */
const changes: Readonly<Record<string, (value: unknown) => unknown>> = {
  'left out': () => missing,
  null: () => null,
  'a number': () => 7,
  'a flag': (value) => value !== true,
  'other text': () => 'something else',
  'empty text': () => '',
  'an empty list': () => [],
  'an empty object': () => ({}),
  'a list around it': (value) => [value],
  'a long text': () => 'a'.repeat(20_000),
};

/** Every change of every place in these files. */
export function mutantsOf(files: ReadonlyMap<string, unknown>): readonly Mutant[] {
  return [...files].flatMap(([file, value]) =>
    [...placesIn(value, [])].flatMap((path) => Object.keys(changes).map((change) => ({ file, path, change }))),
  );
}

function* placesIn(value: unknown, path: readonly (string | number)[]): Generator<readonly (string | number)[]> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  const names = Array.isArray(value) ? value.keys() : Object.keys(value);
  for (const name of names) yield* placesIn((value as Record<string | number, unknown>)[name], [...path, name]);
}

/** The value of the mutant's file; nothing else of the value is changed. */
export function mutated(value: unknown, { path, change }: Mutant): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return changes[change]?.(value);
  const inner = mutated((value as Record<string | number, unknown>)[first], { file: '', path: rest, change });
  if (Array.isArray(value)) {
    return value.flatMap((item, index): unknown[] => (index === first ? (inner === missing ? [] : [inner]) : [item]));
  }
  const members = Object.entries(value as object).flatMap(([name, member]): [string, unknown][] =>
    name === first ? (inner === missing ? [] : [[name, inner]]) : [[name, member]],
  );
  return Object.fromEntries(members);
}

/** The place without positions and names, by which places of one kind are alike. */
export const kindOf = ({ file, path, change }: Mutant): string => {
  const call = file.replace(/^[^/]+\//, '').replace(/^([\w-]+\.[\w-]+)\..*$/, '$1');
  return `${call} ${path.map((step) => (typeof step === 'number' ? '*' : step)).join('.')}: ${change}`;
};

/** Another account rather than a mistake: an item that is not there, a list without items, another setting. */
export function isAnotherAccount({ path, change }: Mutant, value: unknown): boolean {
  const old = path.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown>)[step], value);
  if (change === 'left out') return typeof path.at(-1) === 'number';
  if (change === 'an empty list') return Array.isArray(old);
  if (change === 'other text') return typeof old === 'string';
  return change === 'a flag' && typeof old === 'boolean';
}
