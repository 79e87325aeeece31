import { conditionHolds } from './condition.ts';
import type { Context } from './context.ts';
import { optionsFor } from './contexts.ts';
import type { Condition, PolicyVersion, Statement } from './document.ts';
import type { Domain, Shape } from './domain.ts';
import { evaluate, hasVariables, resourceMatches, speaksAbout } from './evaluate.ts';
import type { Decision, NamedDocument, Target } from './evaluate.ts';
import { openKey, type Phase } from './keys.ts';
import { linkedPatterns } from './links.ts';
import { patternsOf, tagPrefix, type Compared, type Mentions } from './mentions.ts';
import { formatAddress, parseCidr } from './network.ts';
import { fits, representatives } from './representatives.ts';
import { resourceVariableSeeds, type VariableSeeds } from './resource-variables.ts';
import type { Request } from './request.ts';
import type { Truth } from './truth.ts';
import { variableKeys } from './variables.ts';

/*
 * TRIAL. Asks "is there a request that …?" by branching on one condition key after the other, depth first. Policies are
 * evaluated while the request is still incomplete: a statement with one false condition is dropped, a branch ends as
 * soon as its answer is fixed or cannot beat what is known already, and a key that no remaining statement looks at is
 * never given a value. Three ideas keep the branches few:
 *
 * 1. Values are judged by what they do to the conditions that are left, not by which patterns take them: a list of 400
 *    address ranges in one condition makes two kinds of address.
 * 2. A value that serves the question at least as well in every condition makes the other superfluous (dominance): an
 *    Allow only gains by a true condition, a Deny only loses. A key without links mostly keeps one value.
 * 3. Keys of a condition without which nothing can be allowed come first.
 */

/** What one set of policies is asked about one action; the layers (identity policies, boundary) have to agree. */
interface Ask {
  readonly target: Target;
  readonly layers: readonly (readonly NamedDocument[])[];
  readonly effect: 'allowed' | 'refused';
}

/** A demand on the request itself. It is asked as soon as its keys are settled (`undefined`: not in the request). */
export interface Test {
  /** Lower case. */
  readonly keys: readonly string[];
  readonly holds: (context: Context) => Truth;
}

export interface Choices {
  readonly values: readonly string[];
  readonly complete: boolean;
}

export interface Question {
  readonly phase: Phase;
  /** All have to come out so, for the same request. */
  readonly asks: readonly Ask[];
  readonly tests: readonly Test[];
  readonly domains: ReadonlyMap<string, Domain>;
  /** What the names of tags look like. */
  readonly tagNames?: Shape;
  /** Resources to try, for asks whose target names none; all are only worked out when the first do not settle it. */
  readonly resources?: { readonly first: readonly string[]; readonly all: () => Choices };
  /** Comparisons of one value with one value of the policies. */
  readonly budget?: number;
}

export type Answer = (
  | { readonly kind: 'found'; readonly witness: Found }
  /** Proven: no request is like that. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unclear'; readonly reason: string; readonly why: 'undecided' | 'untried' | 'budget' }
) & { readonly steps: number };

interface Found {
  readonly context: Context;
  readonly resource: string | undefined;
  /** As `evaluate` gives them, one for each ask: the identity policies', unless another layer says less. */
  readonly decisions: readonly Decision[];
}

const defaultBudget = 200_000;

/**
 * Denies are taken in one by one, each when a witness runs into it. What nothing lets in without them needs no look at
 * them, and the fewer keys hang together, the fewer of their values have to be told apart.
 */
export function find(question: Question): Answer {
  const budget = question.budget ?? defaultBudget;
  const taken = new Set<Statement>();
  let steps = 0;
  for (;;) {
    const asks = question.asks.map((ask) =>
      ask.effect === 'allowed' ? withDenies(ask, (deny) => taken.has(deny)) : ask,
    );
    const answer = new Search({ ...question, asks, budget: budget - steps }).run();
    steps += answer.steps;
    const left = question.asks.filter(({ effect }) => effect === 'allowed').flatMap(deniesOf);
    const all = left.every((deny) => taken.has(deny));
    if (answer.kind === 'none' || all || (answer.kind === 'unclear' && answer.why === 'budget'))
      return { ...answer, steps };
    if (answer.kind === 'unclear') {
      for (const deny of left) taken.add(deny);
      continue;
    }
    const { context, resource } = answer.witness;
    const decisions = question.asks.map((ask) => decided(ask, context, resource));
    const denied = decisions.flatMap((decision, at) =>
      question.asks[at]?.effect === 'allowed' && decision.effect === 'denied' ? [decision.by.statement] : [],
    );
    const fine = decisions.every(
      (decision, at) => question.asks[at]?.effect === 'refused' || decision.effect === 'allowed',
    );
    if (fine) return { ...answer, witness: { ...answer.witness, decisions }, steps };
    for (const deny of denied.length > 0 ? denied : left) taken.add(deny);
  }
}

const deniesOf = ({ layers }: Ask): Statement[] =>
  layers.flat().flatMap(({ document }) => document.statements.filter(({ effect }) => effect === 'Deny'));

const withDenies = (ask: Ask, counts: (deny: Statement) => boolean): Ask => ({
  ...ask,
  layers: ask.layers.map((documents) =>
    documents.map(({ name, document }) => ({
      name,
      document: { ...document, statements: document.statements.filter((one) => one.effect === 'Allow' || counts(one)) },
    })),
  ),
});

/** The first layer's decision, unless another one says less. */
function decided({ target, layers }: Ask, context: Context, resource: string | undefined): Decision {
  const all = layers.map((documents) =>
    evaluate(documents, {
      ...target,
      ...(target.resource === undefined && resource !== undefined ? { resource } : {}),
      context,
    }),
  );
  return (
    all.find(({ effect }) => effect === 'denied' || effect === 'not-allowed') ??
    all.find(({ effect }) => effect === 'unclear') ??
    all[0] ?? { effect: 'not-allowed' }
  );
}

// ------------------------------------------------------------------------------------------------- the residual

const resourceKey = '@resource';
const tagKeys = 'aws:tagkeys';

/** A condition, or a Resource element, that is not decided yet. */
interface Clause {
  readonly needs: readonly string[];
  readonly compared?: Compared[number];
  readonly weight: number;
  readonly holds: (request: Request) => Truth;
}

interface Living {
  readonly allow: boolean;
  readonly clauses: readonly Clause[];
  /** Something in it is unclear: it cannot hold any more, but it can still turn out false. */
  readonly doubt?: string;
}

/** One layer of one ask, as far as the request is known. */
interface Side {
  readonly living: readonly Living[];
  readonly allowed: boolean;
  readonly allowDoubt?: string;
  readonly denied: boolean;
  readonly denyDoubt?: string;
}

interface State {
  readonly known: ReadonlyMap<string, readonly string[] | null>;
  readonly resource: string | undefined;
  /** Tags in the request: key → name as spelled. */
  readonly tags: ReadonlyMap<string, string>;
  /** By ask, by layer. */
  readonly sides: readonly (readonly Side[])[];
  readonly tests: readonly Test[];
  readonly testDoubt?: string;
  /** A test has failed. */
  readonly dead?: true;
}

type Values = readonly string[] | null;

/** Two bounds: what the answer is at least and at most. 0 no, 1 unclear, 2 yes. */
type Rank = 0 | 1 | 2;
const rank = (truth: Truth): Rank => (truth === true ? 2 : truth === false ? 0 : 1);
const lower = (a: Rank, b: Rank): Rank => (a < b ? a : b);
const opposite = (a: Rank): Rank => (a === 2 ? 0 : a === 0 ? 2 : 1);

class Budget extends Error {}

class Settled implements Context {
  readonly #known: ReadonlyMap<string, Values>;
  constructor(known: ReadonlyMap<string, Values>) {
    this.#known = known;
  }
  get(key: string): readonly string[] | undefined {
    return this.#known.get(key) ?? undefined;
  }
  has(key: string): boolean {
    return this.get(key) !== undefined;
  }
  *[Symbol.iterator](): IterableIterator<[string, readonly string[]]> {
    for (const [key, values] of this.#known) if (values !== null) yield [key, values];
  }
  *keys(): IterableIterator<string> {
    for (const [key] of this) yield key;
  }
}

class Search {
  readonly #question: Question;
  readonly #budget: number;
  #steps = 0;
  #doubt: { reason: string; why: 'undecided' | 'untried' } | undefined;
  readonly #tagNames = new Map<string, string>();
  readonly #solved = new Map<string, VariableSeeds>();

  constructor(question: Question) {
    this.#question = question;
    this.#budget = question.budget ?? defaultBudget;
  }

  run(): Answer {
    try {
      const witness = this.#visit(this.#begin());
      if (witness !== undefined) return { kind: 'found', witness, steps: this.#steps };
    } catch (error) {
      if (!(error instanceof Budget)) throw error;
      return { kind: 'unclear', reason: 'its conditions are too many to look into', why: 'budget', steps: this.#steps };
    }
    if (this.#doubt !== undefined) return { kind: 'unclear', ...this.#doubt, steps: this.#steps };
    return { kind: 'none', steps: this.#steps };
  }

  // ---------------------------------------------------------------------------------------------- depth first

  #visit(state: State): Found | undefined {
    const { least, most } = this.#bounds(state);
    if (most === 0 || (most === 1 && this.#doubt !== undefined)) return undefined;
    if (least === most) {
      if (most === 2) return this.#witness(state);
      this.#doubt ??= { reason: doubtOf(state), why: 'undecided' };
      return undefined;
    }
    const key = this.#nextKey(state);
    const { options, untried } = this.#options(state, key);
    for (const option of options) {
      const found = this.#visit(this.#with(state, key, option));
      if (found !== undefined) return found;
    }
    if (untried !== undefined) this.#doubt ??= { reason: untried, why: 'untried' };
    return undefined;
  }

  #bounds({ sides, tests, testDoubt, dead }: State): { least: Rank; most: Rank } {
    if (dead) return { least: 0, most: 0 };
    let least: Rank = testDoubt === undefined ? 2 : 1;
    let most: Rank = least;
    if (tests.length > 0) least = 0;
    for (const [at, layers] of sides.entries()) {
      let low: Rank = 2;
      let high: Rank = 2;
      for (const side of layers) {
        low = lower(low, leastAllowed(side));
        high = lower(high, mostAllowed(side));
      }
      const wantsAllowed = this.#question.asks[at]?.effect === 'allowed';
      least = lower(least, wantsAllowed ? low : opposite(high));
      most = lower(most, wantsAllowed ? high : opposite(low));
    }
    return { least, most };
  }

  /** A key is ready when all that its values depend on has been settled. */
  #nextKey(state: State): string {
    const scores = new Map<string, number>();
    const add = (key: string, score: number) => {
      if (!isKnown(state, key)) scores.set(key, (scores.get(key) ?? 0) + score);
    };
    for (const { keys } of state.tests) for (const key of keys) add(key, 50);
    for (const [at, layers] of state.sides.entries()) {
      const wantsAllowed = this.#question.asks[at]?.effect === 'allowed';
      for (const side of layers) {
        const hopes = side.allowed ? 0 : side.living.filter(({ allow }) => allow).length;
        for (const { allow, clauses } of side.living) {
          const score = allow && wantsAllowed && hopes === 1 ? 100 : 1;
          for (const { needs } of clauses) for (const key of needs) add(key, key === resourceKey ? score / 10 : score);
        }
      }
    }
    const [best] = [...scores].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    if (best === undefined) throw new Error('nothing is left to ask, and yet nothing is decided');
    return this.#readyBefore(state, best[0], []);
  }

  #readyBefore(state: State, key: string, above: readonly string[]): string {
    for (const before of this.#prerequisites(state, key)) {
      if (before === key || isKnown(state, before) || above.includes(before)) continue;
      return this.#readyBefore(state, before, [...above, key]);
    }
    return key;
  }

  #prerequisites(state: State, key: string): ReadonlySet<string> {
    const before = new Set<string>();
    for (const { needs, compared } of clausesOf(state)) {
      if (compared?.condition.key === key) for (const other of needs) before.add(other);
      if (compared === undefined && needs.includes(key) && this.#question.resources !== undefined)
        before.add(resourceKey);
      if (key === tagKeys) for (const other of needs) if (other.startsWith(tagPrefix)) before.add(other);
    }
    if (key === tagKeys) {
      for (const other of this.#question.domains.keys()) if (other.startsWith(tagPrefix)) before.add(other);
      for (const { keys } of state.tests) for (const other of keys) if (other.startsWith(tagPrefix)) before.add(other);
    }
    if (key === resourceKey) return new Set();
    const compared = this.#question.domains.get(key)?.comparedWith;
    if (compared !== undefined) before.add(compared);
    return before;
  }

  // -------------------------------------------------------------------------------------------------- options

  #options(state: State, key: string): { options: readonly Values[]; untried?: string } {
    if (key === resourceKey) {
      const first = (this.#question.resources?.first ?? []).map((value) => [value]);
      const perfect = isSource(state, key) ? undefined : this.#perfect(state, key, first);
      if (perfect !== undefined) return { options: [perfect] };
      const { values, complete } = this.#question.resources?.all() ?? { values: [], complete: false };
      const options = values.map((value) => [value]);
      return this.#useful(state, key, options, complete ? undefined : 'its resources have too many patterns');
    }
    if (key === tagKeys) return this.#tagOptions(state);
    const { phase, domains } = this.#question;
    const info = openKey(phase, key);
    if (info === undefined) return { options: [null] };
    const mentions = this.#mentions(state, key);
    const given = domains.get(key);
    const solved = this.#seedsByResource(state, key);
    const domain: Domain = { ...given, seeds: [...(given?.seeds ?? []), ...solved.values] };
    const context = new Settled(state.known);

    if (!isSource(state, key) && !info.multivalued) {
      const quick = this.#quickOptions(mentions, key, domain, context);
      const perfect = this.#perfect(state, key, quick);
      if (perfect !== undefined) return { options: [perfect] };
    }
    const settled = mentions.variables.has(key) ? withSettled(domains, state.known) : domains;
    const linked = linkedPatterns(
      key,
      mentions,
      this.#withResourceSeeds(state, mentions, new Map([...settled, [key, domain]])),
    );
    const made = optionsFor(key, phase, mentions, domain, linked, context);
    const complete = made.complete || (info.multivalued && linked.complete);
    const untried = complete && solved.complete ? undefined : `the values of ${key} are too many to try them all`;
    if (info.multivalued) return this.#multivalued(state, key, made.options, untried);
    const mayBeEmpty = domain.always !== true && info.type === 'string' && fits('', domain.shape);
    const empty: Values[] = mayBeEmpty ? [['']] : [];
    if (!isSource(state, key)) return this.#useful(state, key, [...made.options, ...empty], untried);
    const circular = [...this.#prerequisites(state, key)].some((other) => other !== key && !isKnown(state, other));
    // A key that waits for this one may be empty too, and then they are the same.
    const all = made.options.some((values) => values?.[0] === '') ? made.options : [...made.options, ...empty];
    const options = all.filter((values) => this.#passesTests(state, key, values));
    return {
      options,
      ...(circular ? { untried: 'its variables refer to each other' } : untried === undefined ? {} : { untried }),
    };
  }

  /** Values that need no automaton: those people know, and one that each pattern takes. */
  #quickOptions(mentions: Mentions, key: string, domain: Domain, context: Context): Values[] {
    const { phase } = this.#question;
    const patterns = openKey(phase, key) && patternsOf(mentions.byKey.get(key) ?? [], context, phase);
    const fill = (many: string) =>
      (patterns ?? []).map(({ tokens }) =>
        tokens.map((token) => (token.kind === 'char' ? token.char : token.kind === 'one' ? 'x' : many)).join(''),
      );
    const info = openKey(phase, key);
    const texts = info?.type === 'string' ? [...fill(''), ...fill('any')] : [];
    const addresses =
      info?.type === 'ip'
        ? (mentions.byKey.get(key) ?? []).flatMap(({ condition }) => {
            const range = parseCidr(condition.values[0] ?? '');
            return ['192.0.2.1', ...(range === undefined ? [] : [formatAddress(range.family, range.first)])];
          })
        : [];
    const values = [
      ...(domain.seeds ?? []),
      ...texts,
      ...addresses,
      ...(info?.type === 'string' ? ['unlisted-value'] : []),
    ];
    const single = [...new Set(values)]
      .filter((value) => value !== '' && fits(value, domain.shape))
      .map((value) => [value]);
    return [...single, ...(domain.always === true ? [] : [null])];
  }

  /** What the values of a key do to everything that hangs on this key alone. */
  #judges(state: State, key: string): ((values: Values) => number)[] {
    const judges: ((values: Values) => number)[] = [];
    for (const [at, layers] of state.sides.entries()) {
      for (const { living } of layers) {
        for (const { allow, clauses } of living) {
          const sign = (this.#question.asks[at]?.effect === 'allowed') === allow ? 1 : -1;
          for (const clause of clauses) {
            if (!hangsOn(state, clause.needs, key)) continue;
            judges.push((values) => sign * this.#ask(clause, at, this.#with(state, key, values, false)));
          }
        }
      }
    }
    for (const test of state.tests) {
      if (!hangsOn(state, test.keys, key)) continue;
      judges.push((values) => rank(test.holds(new Settled(this.#with(state, key, values, false).known))));
    }
    return judges;
  }

  #perfect(state: State, key: string, options: readonly Values[]): Values | undefined {
    if (this.#presenceMatters(state, key)) return undefined;
    const judges = this.#judges(state, key);
    return options.find((values) => judges.every((judge) => isBest(judge(values))));
  }

  /** One value for each effect, without those that another one beats. */
  #useful(
    state: State,
    key: string,
    options: readonly Values[],
    untried: string | undefined,
  ): { options: readonly Values[]; untried?: string } {
    if (isSource(state, key)) return { options, ...(untried === undefined ? {} : { untried }) };
    const judges = this.#judges(state, key);
    const presence = this.#presenceMatters(state, key);
    const byEffect = new Map<string, { values: Values; effect: readonly number[]; present: boolean }>();
    for (const values of options) {
      const effect = judges.map((judge) => judge(values));
      const present = presence && values !== null;
      const known = `${present} ${effect.join()}`;
      if (!byEffect.has(known)) byEffect.set(known, { values, effect, present });
    }
    const kinds = [...byEffect.values()];
    const kept = kinds.filter(
      (one) =>
        !kinds.some(
          (other) =>
            other !== one &&
            other.present === one.present &&
            other.effect.every((mark, i) => mark >= (one.effect[i] ?? 0)),
        ),
    );
    const perfect = (present: boolean) => kept.some((one) => one.present === present && one.effect.every(isBest));
    const sure = perfect(false) && (!presence || perfect(true));
    return { options: kept.map(({ values }) => values), ...(sure || untried === undefined ? {} : { untried }) };
  }

  #passesTests(state: State, key: string, values: Values): boolean {
    return state.tests.every(
      ({ keys, holds }) =>
        !hangsOn(state, keys, key) || holds(new Settled(this.#with(state, key, values, false).known)) !== false,
    );
  }

  /** A tag's presence shows in `aws:TagKeys`. */
  #presenceMatters = (state: State, key: string): boolean =>
    key.startsWith(tagPrefix) && [...clausesOf(state)].some(({ needs }) => needs.includes(tagKeys));

  /** Set operators see which kinds of values are there, so sets are built kind by kind until no new effect comes. */
  #multivalued(state: State, key: string, made: readonly Values[], untried: string | undefined) {
    const singles = made.flatMap((values) => (values?.length === 1 ? values : []));
    const missing = made.includes(null) ? [null] : [];
    return this.#useful(state, key, [...missing, ...this.#sets(state, key, [], singles).sets], untried);
  }

  #sets(
    state: State,
    key: string,
    base: readonly string[],
    texts: readonly string[],
    apart?: (text: string) => string,
  ) {
    const judges = this.#judges(state, key);
    const effect = (values: Values) => judges.map((judge) => judge(values)).join();
    const kinds = new Map<string, string>();
    for (const text of texts) {
      const kind = effect([text]);
      if (!kinds.has(kind)) kinds.set(kind, text);
    }
    const sets = new Map<string, readonly string[]>();
    let frontier: (readonly string[])[] = [base];
    let clash = false;
    while (frontier.length > 0) {
      const next: (readonly string[])[] = [];
      for (const set of frontier) {
        for (const text of kinds.values()) {
          if (set.includes(text)) continue;
          if (apart !== undefined && set.some((other) => apart(other) === apart(text))) {
            clash = true;
            continue;
          }
          const grown = [...set, text];
          const kind = `${grown.length === 1} ${effect(grown)}`;
          if (sets.has(kind)) continue;
          sets.set(kind, grown);
          next.push(grown);
        }
      }
      frontier = next;
    }
    return { sets: [...sets.values()], clash };
  }

  /** `aws:TagKeys` lists the names of the tags that are there; names that nothing else looks at are free to come or not. */
  #tagOptions(state: State) {
    const { phase } = this.#question;
    const compared = this.#mentions(state, tagKeys).byKey.get(tagKeys) ?? [];
    const context = new Settled(state.known);
    const { values, complete } = representatives(patternsOf(compared, context, phase), ['UnlistedTag']);
    const free = values.filter((name) => !state.known.has(keyOf(name)) && fits(name, this.#question.tagNames));
    // `aws:RequestTag/…` ignores the letter case of a tag's name, `aws:TagKeys` shows it.
    const spellings = [...state.tags].map(([tag, name]) =>
      this.#question.domains.get(tag)?.tagName === undefined
        ? [...new Set([name, ...values.filter((other) => keyOf(other) === tag), otherCase(name)])]
        : [name],
    );
    const bases = spellings.reduce<readonly (readonly string[])[]>(
      (sets, names) => sets.flatMap((set) => names.map((name) => [...set, name])).slice(0, spellingLimit),
      [[]],
    );
    const grown = bases.map((base) => this.#sets(state, tagKeys, base, free, keyOf));
    const untried =
      !complete || bases.length === spellingLimit
        ? 'the tag names are too many to try them all'
        : grown.some(({ clash }) => clash)
          ? 'its conditions tell tag names apart by letter case'
          : undefined;
    const options = bases.flatMap((base, at) => [base.length === 0 ? null : base, ...(grown[at]?.sets ?? [])]);
    return this.#useful(state, tagKeys, options, untried);
  }

  #seedsByResource(state: State, key: string): { values: readonly string[]; complete: boolean } {
    const values: string[] = [];
    let complete = true;
    for (const [at, layers] of state.sides.entries()) {
      const ask = this.#question.asks[at];
      const looks = layers.some(({ living }) =>
        living.some(({ clauses }) => clauses.some((one) => one.compared === undefined && one.needs.includes(key))),
      );
      const resource = ask?.target.resource ?? state.resource;
      if (!looks || ask === undefined || resource === undefined) continue;
      const memo = `${at} ${resource}`;
      const solved = this.#solved.get(memo) ?? resourceVariableSeeds(ask.layers.flat(), ask.target.action, resource);
      this.#solved.set(memo, solved);
      values.push(...(solved.seeds.get(key) ?? []));
      complete &&= solved.complete;
    }
    return { values, complete };
  }

  #withResourceSeeds(state: State, mentions: Mentions, domains: Map<string, Domain>): ReadonlyMap<string, Domain> {
    for (const key of mentions.variables) {
      const { values } = this.#seedsByResource(state, key);
      const domain = domains.get(key);
      if (values.length > 0)
        domains.set(key, { ...domain, seeds: [...new Set([...(domain?.seeds ?? []), ...values])] });
    }
    return domains;
  }

  // ------------------------------------------------------------------------------------------------ the state

  #begin(): State {
    const { asks, domains, phase, tests } = this.#question;
    for (const [key, { tagName }] of domains) if (tagName !== undefined) this.#tagNames.set(key, tagName);
    const known = new Map<string, Values>();
    for (const [key, { fixed }] of domains) if (fixed !== undefined) known.set(key, fixed);
    const sides = asks.map(({ target, layers }) =>
      layers.map((documents): Side => {
        const side = { living: [] as Living[], allowed: false, denied: false };
        for (const { document } of documents) {
          for (const statement of document.statements) {
            const open = target.resource === undefined && phase === 'stream';
            const about = speaksAbout(
              open ? withoutResources(statement) : statement,
              document,
              open ? { ...target, resource: '*' } : target,
            );
            if (about === false) continue;
            const clauses = statement.conditions.map((condition) => this.#clause(condition, document.version));
            const variables = hasVariables(statement.resources, document);
            if (statement.resources !== undefined && (open || variables)) {
              const patterns = variables ? statement.resources.patterns : [];
              clauses.push({
                needs: [
                  ...(open ? [resourceKey] : []),
                  ...patterns.flatMap((pattern) => this.#refs(pattern, document.version)),
                ],
                weight: statement.resources.patterns.length,
                holds: (request) => resourceMatches(statement.resources, document, request),
              });
            }
            side.living.push({
              allow: statement.effect === 'Allow',
              clauses,
              ...(about === true ? {} : { doubt: about.unclear }),
            });
          }
        }
        return side;
      }),
    );
    return this.#settle({ known, resource: undefined, tags: new Map(), sides, tests });
  }

  #clause(condition: Condition, version: PolicyVersion | undefined): Clause {
    const { key, keyAsWritten, values } = condition;
    if (key.startsWith(tagPrefix) && !this.#tagNames.has(key)) {
      this.#tagNames.set(key, keyAsWritten.slice(tagPrefix.length));
    }
    const own = isModelled(this.#question.phase, key) ? [key] : [];
    return {
      needs: [...new Set([...own, ...values.flatMap((value) => this.#refs(value, version))])],
      compared: { condition, version },
      weight: Math.max(1, values.length),
      holds: (request) => conditionHolds(condition, version, request),
    };
  }

  /** Keys whose values a text waits for. What is no variable in this phase is unclear without waiting. */
  #refs(text: string, version: PolicyVersion | undefined): string[] {
    return variableKeys(text, version).filter((key) => {
      const info = openKey(this.#question.phase, key);
      return info !== undefined && !info.multivalued;
    });
  }

  #with(state: State, key: string, values: Values, settle = true): State {
    if (key === resourceKey) {
      const next = { ...state, resource: values?.[0] };
      return settle ? this.#settle(next) : next;
    }
    const known = new Map(state.known).set(key, values);
    const tags = new Map(state.tags);
    if (key === tagKeys) {
      // Names that only `aws:TagKeys` looks at are tags with some value.
      for (const name of values ?? []) {
        const tag = tagPrefix + name.toLowerCase();
        if (!known.has(tag)) known.set(tag, ['unlisted-value']);
        tags.set(tag, name);
      }
    } else if (key.startsWith(tagPrefix) && values !== null) {
      tags.set(key, this.#tagNames.get(key) ?? key.slice(tagPrefix.length));
    }
    const next = { ...state, known, tags };
    return settle ? this.#settle(next) : next;
  }

  /** Decides what can be decided by now. */
  #settle(state: State): State {
    const context = new Settled(state.known);
    const sides = state.sides.map((layers, at) =>
      layers.map((side): Side => {
        const living: Living[] = [];
        let { allowed, allowDoubt, denied, denyDoubt } = side;
        for (const statement of side.living) {
          const clauses: Clause[] = [];
          let { doubt } = statement;
          let dead = false;
          for (const clause of statement.clauses) {
            if (clause.needs.some((key) => !isKnown(state, key))) clauses.push(clause);
            else {
              this.#count(clause.weight);
              const truth = clause.holds(this.#request(at, state, context));
              if (truth === false) dead = true;
              else if (truth !== true) doubt ??= truth.unclear;
            }
            if (dead) break;
          }
          if (dead) continue;
          if (clauses.length > 0) living.push({ ...statement, clauses, ...(doubt === undefined ? {} : { doubt }) });
          else if (statement.allow) {
            if (doubt === undefined) allowed = true;
            else allowDoubt ??= doubt;
          } else if (doubt === undefined) denied = true;
          else denyDoubt ??= doubt;
        }
        return {
          living: denied ? [] : living,
          allowed,
          denied,
          ...(allowDoubt === undefined ? {} : { allowDoubt }),
          ...(denyDoubt === undefined ? {} : { denyDoubt }),
        };
      }),
    );
    let { testDoubt } = state;
    let refused = false;
    const tests = state.tests.filter(({ keys, holds }) => {
      if (keys.some((key) => !isKnown(state, key))) return true;
      this.#count(1);
      const truth = holds(context);
      if (truth === false) refused = true;
      else if (truth !== true) testDoubt ??= truth.unclear;
      return false;
    });
    if (refused) return { ...state, dead: true };
    return { ...state, sides, tests, ...(testDoubt === undefined ? {} : { testDoubt }) };
  }

  #request(at: number, state: State, context: Context): Request {
    const target = this.#question.asks[at]?.target;
    if (target === undefined) throw new Error('no such ask');
    return { ...target, ...(state.resource === undefined ? {} : { resource: state.resource }), context };
  }

  #ask(clause: Clause, at: number, state: State): Rank {
    this.#count(clause.weight);
    return rank(clause.holds(this.#request(at, state, new Settled(state.known))));
  }

  #count(weight: number): void {
    this.#steps += weight;
    if (this.#steps > this.#budget) throw new Budget();
  }

  #mentions(state: State, key: string): Mentions {
    const byKey = new Map<string, Compared[number][]>();
    const variables = new Set<string>();
    const seen = new Set<Condition>();
    for (const { compared, needs } of clausesOf(state)) {
      if (compared === undefined) for (const other of needs) variables.add(other);
      if (compared === undefined || seen.has(compared.condition)) continue;
      seen.add(compared.condition);
      byKey.set(compared.condition.key, [...(byKey.get(compared.condition.key) ?? []), compared]);
      for (const value of compared.condition.values)
        for (const other of variableKeys(value, compared.version)) variables.add(other);
    }
    for (const [one, { comparedWith }] of this.#question.domains) {
      if (comparedWith === undefined) continue;
      // In a circle of variables the other one may come first.
      const [later, earlier] = isKnown(state, one) && one !== key ? [comparedWith, one] : [one, comparedWith];
      variables.add(earlier);
      const condition = equality(later, earlier);
      byKey.set(later, [...(byKey.get(later) ?? []), { condition, version: '2012-10-17' }]);
    }
    return { byKey, variables, tagNames: this.#tagNames };
  }

  // ---------------------------------------------------------------------------------------------- the witness

  /** What was left open does not matter: keys that are always there get a usual value, the others stay out. */
  #witness(state: State): Found {
    const { asks, domains, phase, tests } = this.#question;
    const known = new Map(state.known);
    const tags = new Map(state.tags);
    for (const [key, { always, seeds }] of domains) {
      if (known.has(key) || (always !== true && !(phase === 'assume' && seeds !== undefined))) continue;
      known.set(key, seeds?.slice(0, 1) ?? ['unlisted-value']);
      if (key.startsWith(tagPrefix)) tags.set(key, this.#tagNames.get(key) ?? key.slice(tagPrefix.length));
    }
    if (phase === 'assume' && !known.has(tagKeys) && tags.size > 0) known.set(tagKeys, [...tags.values()]);
    const resource =
      state.resource ??
      (asks.some((ask) => ask.target.resource === undefined)
        ? (this.#question.resources?.first[0] ?? this.#question.resources?.all().values[0])
        : undefined);
    const context = new Map([...known].flatMap(([key, values]) => (values === null ? [] : [[key, values] as const])));
    const decisions = asks.map((ask) => decided(ask, context, resource));
    const right = asks.every(({ effect }, at) => {
      const said = decisions[at]?.effect;
      return effect === 'allowed' ? said === 'allowed' : said === 'denied' || said === 'not-allowed';
    });
    if (!right || tests.some(({ holds }) => holds(context) !== true)) {
      throw new Error(`the witness is none: ${JSON.stringify({ context: [...context], resource, decisions })}`);
    }
    return { context, resource: resource ?? asks[0]?.target.resource, decisions };
  }
}

const keyOf = (name: string): string => tagPrefix + name.toLowerCase();

const isModelled = (phase: Phase, key: string): boolean => openKey(phase, key) !== undefined;

const isKnown = (state: State, key: string): boolean =>
  key === resourceKey ? state.resource !== undefined : state.known.has(key);

/** Everything else that a clause or a test waits for is settled. */
const hangsOn = (state: State, needs: readonly string[], key: string): boolean =>
  needs.includes(key) && needs.every((other) => other === key || isKnown(state, other));

/** Something waits for this key and for another one, so its values may not be judged by what they do now. */
const isSource = (state: State, key: string): boolean =>
  [...clausesOf(state), ...state.tests.map(({ keys }) => ({ needs: keys }))].some(
    ({ needs }) => needs.includes(key) && !hangsOn(state, needs, key),
  );

function* clausesOf(state: State): Generator<Clause> {
  for (const layers of state.sides) for (const { living } of layers) for (const { clauses } of living) yield* clauses;
}

const isBest = (mark: number): boolean => mark === 2 || Object.is(mark, -0);

/** The least and the most that may come of a layer: 2 allowed, 1 unclear, 0 refused. */
function mostAllowed({ living, allowed, allowDoubt, denied, denyDoubt }: Side): Rank {
  if (denied) return 0;
  const sure = allowed || living.some(({ allow, doubt }) => allow && doubt === undefined);
  if (sure) return denyDoubt === undefined ? 2 : 1;
  return allowDoubt !== undefined || living.some(({ allow }) => allow) ? 1 : 0;
}

function leastAllowed({ living, allowed, allowDoubt, denied, denyDoubt }: Side): Rank {
  if (denied || living.some(({ allow, doubt }) => !allow && doubt === undefined)) return 0;
  if (!allowed) return allowDoubt === undefined ? 0 : 1;
  return denyDoubt !== undefined || living.some(({ allow }) => !allow) ? 1 : 2;
}

const doubtOf = ({ sides, testDoubt }: State): string =>
  sides
    .flat()
    .map(
      ({ allowed, allowDoubt, denyDoubt, living }) =>
        (allowed ? undefined : allowDoubt) ?? denyDoubt ?? living.find(({ doubt }) => doubt !== undefined)?.doubt,
    )
    .find((reason) => reason !== undefined) ??
  testDoubt ??
  'it cannot be told';

const withoutResources = <T extends { readonly resources?: unknown }>(statement: T): T => {
  return statement.resources === undefined
    ? statement
    : { ...statement, resources: { negated: false, patterns: ['*'] } };
};

const withSettled = (domains: ReadonlyMap<string, Domain>, known: ReadonlyMap<string, Values>) =>
  new Map<string, Domain>([
    ...domains,
    ...[...known].map(([key, fixed]): [string, Domain] => [key, { ...domains.get(key), fixed }]),
  ]);

const spellingLimit = 64;

const otherCase = (name: string): string =>
  [...name].map((char) => (char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase())).join('');

const equality = (key: string, other: string): Condition => ({
  operator: { asWritten: 'StringEqualsIgnoreCase', base: 'StringEqualsIgnoreCase', ifExists: false },
  key,
  keyAsWritten: key,
  values: [`\${${other}}`],
});
