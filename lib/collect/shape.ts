/** An answer that does not look like the operation's documented answer. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';

  constructor(path: string, expected: string, came: unknown) {
    super(`${path === '' ? 'the answer' : path}: expected ${expected}, got ${kindOf(came)}`);
  }
}

/** More than any name, URL or message of AWS has; whoever looks through such a text can then count on it. */
const longestText = 10_000;

/** An object of an answer, read member by member. `null` counts as missing, but not for a list. Every method throws {@link ShapeError}. */
export class Shape {
  readonly #members: Readonly<Record<string, unknown>>;
  readonly #path: string;

  constructor(value: unknown, path = '') {
    if (!isRecord(value)) throw new ShapeError(path, 'an object', value);
    this.#members = value;
    this.#path = path;
  }

  text(name: string, longest = longestText): string {
    return this.maybeText(name, longest) ?? this.#missing(name, 'text');
  }

  maybeText(name: string, longest = longestText): string | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') throw new ShapeError(this.#at(name), 'text', value);
    if (value.length > longest) throw new ShapeError(this.#at(name), `text of at most ${longest} characters`, value);
    return value;
  }

  maybeNumber(name: string): number | undefined {
    const value = this.raw(name);
    if (value === undefined || typeof value === 'number') return value;
    throw new ShapeError(this.#at(name), 'a number', value);
  }

  maybeFlag(name: string): boolean | undefined {
    const value = this.raw(name);
    if (value === undefined || typeof value === 'boolean') return value;
    throw new ShapeError(this.#at(name), 'true or false', value);
  }

  /** ISO 8601 in UTC with milliseconds, from ISO text or (as older AWS CLIs print some) seconds since 1970. */
  maybeDate(name: string): string | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    const date = new Date(typeof value === 'number' ? value * 1000 : typeof value === 'string' ? value : NaN);
    if (Number.isNaN(date.getTime())) throw new ShapeError(this.#at(name), 'a date', value);
    return date.toISOString();
  }

  shape(name: string): Shape {
    return this.maybeShape(name) ?? this.#missing(name, 'an object');
  }

  maybeShape(name: string): Shape | undefined {
    const value = this.raw(name);
    return value === undefined ? undefined : new Shape(value, this.#at(name));
  }

  /** A missing list is an empty one. */
  shapes(name: string): readonly Shape[] {
    return this.#list(name).map((item, index) => new Shape(item, `${this.#at(name)}[${index}]`));
  }

  /** A missing list is an empty one. */
  texts(name: string): readonly string[] {
    return this.#list(name).map((item, index) => {
      if (typeof item === 'string' && item.length <= longestText) return item;
      throw new ShapeError(`${this.#at(name)}[${index}]`, 'text', item);
    });
  }

  /** The members whose value is text. */
  textMembers(): Readonly<Record<string, string>> {
    const members = Object.entries(this.#members).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    return Object.fromEntries(members.toSorted(([a], [b]) => compare(a, b)));
  }

  raw(name: string): unknown {
    return Object.hasOwn(this.#members, name) ? (this.#members[name] ?? undefined) : undefined;
  }

  /**
   * Checks that this is an answer about the list `name`. Some services leave an empty list out and answer with nothing
   * at all; any other answer without the list is the answer of another call.
   */
  about(name: string): this {
    if (Object.keys(this.#members).length > 0) this.demandList(name);
    return this;
  }

  demandList(name: string): void {
    if (!Object.hasOwn(this.#members, name)) this.#missing(name, 'a list');
    this.#list(name);
  }

  #list(name: string): readonly unknown[] {
    const value = Object.hasOwn(this.#members, name) ? this.#members[name] : [];
    if (Array.isArray(value)) return value;
    throw new ShapeError(this.#at(name), 'a list', value);
  }

  #at(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }

  #missing(name: string, expected: string): never {
    throw new ShapeError(this.#at(name), expected, undefined);
  }
}

/** The list that an answer is all about, see {@link Shape.about}. */
export const listOf = (answer: Shape, name: string): readonly Shape[] => answer.about(name).shapes(name);

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** By UTF-16 code units: the same order everywhere, whatever the locale. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Sorted by what `key` gives, which should tell all items apart. */
export const sortedBy = <T>(items: Iterable<T>, key: (item: T) => string): readonly T[] =>
  [...items].toSorted((a, b) => compare(key(a), key(b)));

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Without the members that are `undefined`, so that a snapshot and its JSON are equal. */
export function present<T extends object>(record: T): Present<T>;
export function present(record: object): object {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
