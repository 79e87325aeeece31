import { readInstant } from '../condition.ts';
import type { Shape } from '../domain.ts';
import type { KeyInfo } from '../keys.ts';
import { isPresenceTest } from '../operators.ts';
import { covers, formatAddress, parseCidr } from '../network.ts';
import { representatives, type TextPattern } from '../representatives.ts';
import type { Choices, Spend } from './question.ts';
import type { Compared } from './state.ts';

interface TextsAsked {
  readonly patterns: readonly TextPattern[];
  readonly seeds: readonly string[];
  readonly shape: Shape | undefined;
}

/** Values of a key that stand for all others, as far as the conditions on it can tell: one for each kind. */
export function valuesFor(
  { type }: KeyInfo,
  compared: readonly Compared[],
  texts: () => TextsAsked,
  spend: Spend,
): Choices {
  switch (type) {
    case 'bool':
      return { values: ['true', 'false'], complete: true };
    case 'numeric':
      return { values: around(literalsOf(compared).map(Number), String), complete: true };
    case 'date': {
      const times = literalsOf(compared).map((literal) => readInstant(literal) ?? Number.NaN);
      return { values: around(times, (time) => new Date(time).toISOString()), complete: true };
    }
    case 'ip': {
      const literals = literalsOf(compared);
      return {
        values: addressesAround(literals.slice(0, rangeLimit), spend),
        complete: literals.length <= rangeLimit,
      };
    }
    case 'string':
    case 'arn': {
      const { patterns, seeds, shape } = texts();
      return representatives(patterns, seeds, { apart: seeds, ...(shape === undefined ? {} : { shape }), spend });
    }
  }
}

const literalsOf = (compared: readonly Compared[]): readonly string[] =>
  compared.flatMap(({ condition: { operator, values } }) =>
    operator.base !== undefined && isPresenceTest(operator.base) ? [] : values,
  );

/** On a line cut by some points, each point and a place on either side of it meet every stretch. */
function around(points: readonly number[], write: (value: number) => string): string[] {
  const cuts = points.filter((point) => Number.isFinite(point));
  const values = cuts.length === 0 ? [0] : cuts.flatMap((cut) => [cut - 1, cut, cut + 1]);
  return [...new Set(values)].map(write);
}

/** Each range is held against each. */
const rangeLimit = 500;

/** Every combination of ranges begins at the lowest address, at the start of a range, or right behind the end of one. */
function addressesAround(literals: readonly string[], spend: Spend): string[] {
  const ranges = literals.flatMap((literal) => parseCidr(literal) ?? []);
  const edges = ranges.flatMap(({ family, first, last }) => {
    const top = family === 4 ? (1n << 32n) - 1n : (1n << 128n) - 1n;
    return [formatAddress(family, first), ...(last < top ? [formatAddress(family, last + 1n)] : [])];
  });
  const told = new Map<string, string>();
  for (const text of [...usualAddresses, ...edges, '0.0.0.0', '0:0:0:0:0:0:0:0']) {
    const address = parseCidr(text);
    if (address === undefined) continue;
    spend(ranges.length / 16);
    const within = [address.family, ...ranges.map((range) => covers(range, address))].join();
    if (!told.has(within)) told.set(within, text);
  }
  return [...told.values()];
}

const usualAddresses = ['192.0.2.1', '2001:db8:0:0:0:0:0:1'];

/** Texts and addresses that need no search: those people know, and some that match each pattern. */
export function* likelyValues(
  { type }: KeyInfo,
  seeds: readonly string[],
  patterns: () => readonly TextPattern[],
  compared: readonly Compared[],
): Generator<string> {
  yield* seeds;
  if (type === 'string') {
    yield 'unlisted-value';
    const all = patterns();
    for (const many of ['', 'any']) {
      for (const { tokens } of all) {
        yield tokens.map((token) => (token.kind === 'char' ? token.char : token.kind === 'one' ? 'x' : many)).join('');
      }
    }
  }
  if (type === 'ip') {
    yield* usualAddresses;
    for (const { condition } of compared) {
      const range = parseCidr(condition.values[0] ?? '');
      if (range !== undefined) yield formatAddress(range.family, range.first);
    }
  }
}
