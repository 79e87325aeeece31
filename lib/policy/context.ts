/** Condition key (lower case) → its values; a key without an entry is not in the request. A Map will do. */
export interface Context extends Iterable<[string, readonly string[]]> {
  get(key: string): readonly string[] | undefined;
  has(key: string): boolean;
  keys(): IterableIterator<string>;
}

/** No key at all. */
export const emptyContext: Context = new Map<string, readonly string[]>();

/**
 * A context with one more key. Thousands of contexts differ in a key or two, so each holds its own key and points at
 * the one it was made from.
 */
export const extended = (parent: Context, key: string, values: readonly string[]): Context =>
  new ExtendedContext(parent, key, values);

class ExtendedContext implements Context {
  readonly #parent: Context;
  readonly #key: string;
  readonly #values: readonly string[];
  constructor(parent: Context, key: string, values: readonly string[]) {
    this.#parent = parent;
    this.#key = key;
    this.#values = values;
  }
  get(key: string): readonly string[] | undefined {
    return key === this.#key ? this.#values : this.#parent.get(key);
  }
  has(key: string): boolean {
    return key === this.#key || this.#parent.has(key);
  }
  *[Symbol.iterator](): IterableIterator<[string, readonly string[]]> {
    for (const entry of this.#parent) if (entry[0] !== this.#key) yield entry;
    yield [this.#key, this.#values];
  }
  *keys(): IterableIterator<string> {
    for (const [key] of this) yield key;
  }
}
