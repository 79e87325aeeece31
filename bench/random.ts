/** A repeatable source of choices: the same seed makes the same choices in the same order. */
export interface Random {
  /** From 0 to `below` - 1. */
  int(below: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** `count` different items, or all of them when there are fewer. */
  some<T>(items: readonly T[], count: number): readonly T[];
  text(alphabet: string, length: number): string;
}

export function seededRandom(seed: number): Random {
  const next = mulberry32(seed);
  const int = (below: number): number => Math.floor(next() * below);
  return {
    int,
    chance: (probability) => next() < probability,
    pick(items) {
      const item = items[int(items.length)];
      if (item === undefined) throw new RangeError('expected something to pick from, got an empty list');
      return item;
    },
    some(items, count) {
      const start = int(items.length);
      return [...items.slice(start), ...items.slice(0, start)].slice(0, count);
    },
    text: (alphabet, length) => Array.from({ length }, () => alphabet.charAt(int(alphabet.length))).join(''),
  };
}

/** Tommy Ettinger's Mulberry32: a 32-bit generator, good enough for made-up data. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
