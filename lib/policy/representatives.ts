import type { Shape } from './domain.ts';
import { literalTokens, matchTokens, type Token } from './wildcard.ts';

export interface TextPattern {
  readonly tokens: readonly Token[];
  readonly ignoreCase: boolean;
}

export interface Representatives {
  readonly values: readonly string[];
  /** False when the patterns were too many to tell apart completely; then "none found" proves nothing. */
  readonly complete: boolean;
}

/** More patterns with wildcards are not told apart at all, and the more there are, the fewer of their states are. */
const patternLimit = 200;
const stateLimit = (patterns: number): number => Math.min(4000, 50_000 / patterns);

/** A text that is none of these. */
function unlike(texts: readonly string[]): string {
  const taken = new Set(texts.map((text) => text.toLowerCase()));
  let fresh = 'unlisted-value';
  while (taken.has(fresh)) fresh += '-2';
  return fresh;
}

/**
 * Texts that stand for every possible text, as far as these patterns can tell: for each combination of "matches this
 * one, not that one" that some non-empty text reaches, one such text. Operators compare a key's value with these
 * patterns only, so a search over the representatives is a search over all values.
 *
 * Familiar texts (`seeds`, then the patterns' own literals) are preferred, because people read the result. What they
 * leave out is found by walking all patterns in step, character by character, as one automaton. Texts in `apart` mean
 * something to whoever asks ("persistent", a known URL): being one of them, or none, is told apart like a pattern.
 */
export function representatives(
  patterns: readonly TextPattern[],
  seeds: readonly string[],
  { apart = [], shape, spend = () => undefined }: Limits = {},
): Representatives {
  const key = JSON.stringify([patterns.map(spelled), seeds, apart, shape?.char.source, shape?.least, shape?.most]);
  const found = solved.get(key);
  if (found !== undefined) {
    // As much as it took the first time: an answer must not depend on what was asked before it.
    spend(found.steps);
    return found;
  }
  let steps = 0;
  const answer = solve(patterns, seeds, apart, shape, (more) => {
    steps += more;
    spend(more);
  });
  if (solved.size >= solvedLimit) solved.clear();
  solved.set(key, { ...answer, steps });
  return answer;
}

interface Limits {
  /** Texts that are told apart like patterns. */
  readonly apart?: readonly string[];
  /** Only such texts. */
  readonly shape?: Shape;
  /** Takes the steps of the search off a budget. */
  readonly spend?: (steps: number) => void;
}

/** The roles of an account compare with the same few texts; walking the automaton again for each would be most of the work. */
const solved = new Map<string, Representatives & { readonly steps: number }>();
const solvedLimit = 2000;

const spelled = ({ tokens, ignoreCase }: TextPattern): string =>
  (ignoreCase ? 'i' : 'c') +
  tokens.map((token) => (token.kind === 'char' ? `.${token.char}` : token.kind === 'one' ? '?' : '*')).join('');

export const fits = (text: string, shape: Shape | undefined): boolean => {
  if (shape === undefined) return true;
  const chars = [...text];
  return chars.length >= shape.least && chars.length <= shape.most && chars.every((char) => shape.char.test(char));
};

function solve(
  patterns: readonly TextPattern[],
  seeds: readonly string[],
  apart: readonly string[],
  shape: Shape | undefined,
  spend: (steps: number) => void,
): Representatives {
  // Long enough or not is told apart like a pattern, or the shortest text of a kind would be too short.
  const long: TextPattern[] =
    shape === undefined || shape.least < 2
      ? []
      : [
          {
            tokens: [...Array.from({ length: shape.least }, () => ({ kind: 'one' }) as const), { kind: 'many' }],
            ignoreCase: false,
          },
        ];
  const folded = [
    ...patterns.map(fold),
    ...(literalsOf(patterns) === undefined ? long : []),
    ...apart.map((text) => ({ tokens: literalTokens(text), ignoreCase: false })),
  ];
  const familiar = [...seeds, ...folded.flatMap(instances)];
  const literals = literalsOf(folded);
  if (literals === undefined && folded.length > patternLimit) {
    return { values: [...new Set([...seeds, ...familiar.slice(0, patternLimit), unlike(familiar)])], complete: false };
  }
  const acceptance = acceptanceBy(folded, literals);
  const byAcceptance = new Map<string, string>();
  const offer = (text: string) => {
    const accepted = acceptance(text);
    if (text !== '' && !byAcceptance.has(accepted) && fits(text, shape)) byAcceptance.set(accepted, text);
  };
  for (const text of [...familiar, unlike(familiar)]) offer(text);
  // Literals exclude each other but for letter case, so they, one more spelling of each, and one other text are all.
  const texts = new Set(literals?.map(({ text }) => text));
  for (const text of texts) offer(otherSpelling(text, texts));
  const complete = literals !== undefined || explore(folded, offer, spend, shape);
  return { values: [...byAcceptance.values()], complete };
}

type Acceptance = (text: string) => string;

/** Which of the patterns take a text, in writing: the same for texts that they cannot tell apart. */
export const acceptanceOf = (patterns: readonly TextPattern[]): Acceptance => {
  const folded = patterns.map(fold);
  return acceptanceBy(folded, literalsOf(folded));
};

const acceptanceBy = (folded: readonly TextPattern[], literals: readonly Literal[] | undefined): Acceptance =>
  literals === undefined
    ? (text) => folded.map((pattern) => (acceptsFolded(pattern, text) ? '1' : '0')).join('')
    : acceptanceByText(literals);

/** The same for literals alone, in one look however many they are. */
function acceptanceByText(literals: readonly Literal[]): Acceptance {
  const exact = new Set(literals.filter(({ ignoreCase }) => !ignoreCase).map(({ text }) => text));
  const folded = new Set(literals.filter(({ ignoreCase }) => ignoreCase).map(({ text }) => text));
  return (text) => {
    const lower = text.toLowerCase();
    return JSON.stringify([exact.has(text) ? text : null, folded.has(lower) ? lower : null]);
  };
}

interface Literal {
  readonly text: string;
  readonly ignoreCase: boolean;
}

/** The patterns as texts; `undefined` when one has a wildcard. */
function literalsOf(patterns: readonly TextPattern[]): readonly Literal[] | undefined {
  const literals = patterns.flatMap(({ tokens, ignoreCase }) => {
    const text = literalOf(tokens);
    return text === undefined ? [] : [{ text, ignoreCase }];
  });
  return literals.length < patterns.length ? undefined : literals;
}

/** The text of a pattern without wildcards. */
const literalOf = (tokens: readonly Token[]): string | undefined =>
  tokens.every((token) => token.kind === 'char') ? tokens.map((token) => token.char).join('') : undefined;

const swap = (char: string): string => (char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase());

/** The text in a mix of letter case that none of the literals has, if there is one. */
function otherSpelling(text: string, literals: ReadonlySet<string>): string {
  const chars = [...text];
  for (let mask = 1; mask <= literals.size + 1; mask++) {
    let letter = 0;
    const spelled = chars.map((char) => (swap(char) === char || (mask >> letter++) % 2 === 0 ? char : swap(char)));
    if (!literals.has(spelled.join(''))) return spelled.join('');
  }
  return text;
}

/** Letters of an ignore-case pattern are kept in lower case, and compared so. */
const fold = ({ tokens, ignoreCase }: TextPattern): TextPattern => ({
  ignoreCase,
  tokens: ignoreCase
    ? tokens.map((token) => (token.kind === 'char' ? { kind: 'char', char: token.char.toLowerCase() } : token))
    : tokens,
});

const acceptsFolded = ({ tokens, ignoreCase }: TextPattern, text: string): boolean =>
  matchTokens(tokens, ignoreCase ? text.toLowerCase() : text);

export const accepts = (pattern: TextPattern, text: string): boolean => acceptsFolded(fold(pattern), text);

/** Two readable texts that match the pattern: wildcards empty, and wildcards filled. */
function instances({ tokens }: TextPattern): string[] {
  const fill = (many: string) =>
    tokens.map((token) => (token.kind === 'char' ? token.char : token.kind === 'one' ? 'x' : many)).join('');
  return [fill(''), fill('any')];
}

/** A step of an automaton is that much cheaper than the comparison of a value with a value. */
const stepsPerComparison = 32;

/** Breadth first over the product of all patterns; offers the shortest text of each state. False: limit reached. */
function explore(
  patterns: readonly TextPattern[],
  offer: (text: string) => void,
  spend: (steps: number) => void,
  shape?: Shape,
): boolean {
  const alphabet = alphabetOf(patterns).filter((char) => shape === undefined || shape.char.test(char));
  const most = stateLimit(patterns.length);
  const automata = patterns.map((pattern) => new Automaton(pattern));
  // The start itself counts as new when a text leads back to it: only then is there a text that stands for it.
  const seen = new Set<string>();
  let frontier = [{ state: automata.map(({ start }) => start), text: '' }];
  while (frontier.length > 0) {
    const next: typeof frontier = [];
    for (const { state, text } of frontier) {
      spend((alphabet.length * patterns.length) / stepsPerComparison);
      for (const char of alphabet) {
        const reached = automata.map((automaton, index) => automaton.step(state[index] ?? 0, char));
        const key = reached.join();
        if (seen.has(key)) continue;
        if (seen.size >= most) return false;
        seen.add(key);
        offer(text + char);
        next.push({ state: reached, text: text + char });
      }
    }
    frontier = next;
  }
  return true;
}

/** A pattern's states, numbered as they are met: the positions in the pattern that a text may have led to. */
class Automaton {
  readonly start: number;
  readonly #pattern: TextPattern;
  readonly #positions: (readonly number[])[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #steps: Map<string, number>[] = [];

  constructor(pattern: TextPattern) {
    this.#pattern = pattern;
    this.start = this.#numberOf(closure(pattern.tokens, [0]));
  }

  step(state: number, char: string): number {
    const known = this.#steps[state]?.get(char);
    if (known !== undefined) return known;
    const reached = this.#numberOf(step(this.#pattern, this.#positions[state] ?? [], char));
    this.#steps[state]?.set(char, reached);
    return reached;
  }

  #numberOf(positions: readonly number[]): number {
    const key = positions.join();
    const number = this.#numbers.get(key) ?? this.#positions.length;
    if (number === this.#positions.length) {
      this.#numbers.set(key, number);
      this.#positions.push(positions);
      this.#steps.push(new Map());
    }
    return number;
  }
}

function step(pattern: TextPattern, positions: readonly number[], char: string): number[] {
  const seen = pattern.ignoreCase ? char.toLowerCase() : char;
  const reached = new Set<number>();
  for (const position of positions) {
    const token = pattern.tokens[position];
    if (token === undefined) continue;
    if (token.kind === 'many') reached.add(position);
    else if (token.kind === 'one' || token.char === seen) reached.add(position + 1);
  }
  return closure(pattern.tokens, reached);
}

/** A `*` may also stand for nothing. */
function closure(tokens: readonly Token[], positions: Iterable<number>): number[] {
  const all = new Set(positions);
  for (const position of all) if (tokens[position]?.kind === 'many') all.add(position + 1);
  return [...all].toSorted((a, b) => a - b);
}

/** Every character the patterns name (both cases where one ignores case), and one that none of them names. */
function alphabetOf(patterns: readonly TextPattern[]): string[] {
  const chars = new Set<string>();
  for (const { tokens, ignoreCase } of patterns) {
    for (const token of tokens) {
      if (token.kind !== 'char') continue;
      chars.add(token.char);
      if (ignoreCase) chars.add(token.char.toUpperCase());
    }
  }
  const other = Array.from('zyxwvutsrqponmlkjihgfedcba0123456789~').find(
    (char) => !chars.has(char) && !chars.has(char.toUpperCase()),
  );
  return [...chars, other ?? '\u{10FFFF}'];
}
