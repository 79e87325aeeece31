import type { Condition, PolicyVersion } from './document.ts';
import type { Uncertain } from './domain.ts';
import type { KeyType } from './keys.ts';
import {
  factsOf,
  isPresenceTest,
  type BaseOperator,
  type Comparison,
  type Family,
  type Operator,
} from './operators.ts';
import { infoOf, uncertaintyOf, type Request } from './request.ts';
import { every, not, some, unclear, type Truth, type Unclear } from './truth.ts';
import { resolveParts, splitVariables } from './variables.ts';
import { matchTokens, type Token } from './wildcard.ts';
import { covers, parseCidr } from './network.ts';

/**
 * Whether one condition (operator, key, values) holds for a request.
 *
 * Missing keys decide by themselves: a plain operator is false, a negated one true, `IfExists` true, `ForAllValues`
 * true, `ForAnyValue` false. Sources: IAM User Guide "Condition operators" and "Single-valued vs. multivalued context
 * keys" (domain-facts 3.5).
 */
export function conditionHolds(condition: Condition, version: PolicyVersion | undefined, request: Request): Truth {
  const { operator, keyAsWritten } = condition;
  if (operator.base === undefined) return unclear(unknownOperator(operator));
  if (condition.values.length === 0) return unclear(`${operator.asWritten} ${keyAsWritten} lists no value`);
  const info = infoOf(request, condition.key);
  if (info === undefined)
    return unclear(`${keyAsWritten} is not a condition key this tool models for ${request.action}`);
  const uncertain = uncertaintyOf(request, condition.key, info);
  if (uncertain !== undefined) return holdsForUnknown(condition, uncertain);

  const present = info.availability.kind === 'never' ? [] : (request.context.get(condition.key) ?? []);
  if (isPresenceTest(operator.base)) return nullHolds(condition, present);

  const { negated, family } = factsOf(operator.base);
  // An empty text is an empty data set to the set operators.
  const values = operator.quantifier === undefined ? present : present.filter((value) => value !== '');
  if (values.length === 0) {
    if (operator.quantifier === 'ForAllValues') return true;
    if (operator.ifExists && present.length === 0) return true;
    if (operator.ifExists) return unclear(`whether an empty ${keyAsWritten} exists for ${operator.asWritten}`);
    return operator.quantifier === 'ForAnyValue' ? false : negated;
  }
  if (!familiesOf[info.type].includes(family)) return unclear(`${operator.asWritten} does not fit ${keyAsWritten}`);
  const tests = testsOf(condition, operator.base, version);
  const matches = (actual: string): Truth => {
    const found = some(tests, (test) => test(actual, request));
    return negated ? not(found) : found;
  };
  if (operator.quantifier === 'ForAllValues') return every(values, matches);
  if (operator.quantifier === 'ForAnyValue') return some(values, matches);
  const [only] = values;
  if (values.length > 1 || only === undefined) return unclear(`${keyAsWritten} has several values but no set operator`);
  return matches(only);
}

/** AWS says "the key exists and its value is not null" for false, and only "the key doesn't exist" for true. */
function nullHolds(
  { values, keyAsWritten }: Pick<Condition, 'values' | 'keyAsWritten'>,
  present: readonly string[],
): Truth {
  return some(values, (value) => {
    if (value === 'false') return present.some((actual) => actual !== '');
    if (value !== 'true') return unclear(`Null compares with "true" or "false", not "${value}"`);
    if (present.length === 0) return true;
    return present.every((actual) => actual === '') ? unclear(`whether an empty ${keyAsWritten} is null`) : false;
  });
}

const unknownOperator = ({ asWritten, meant }: Operator): string =>
  meant === undefined
    ? `${asWritten} is not a condition operator this tool models`
    : `IAM refuses the operator ${asWritten}: it is spelled ${meant}`;

/** Only the presence of a key may be known, and only Null asks for no more. */
function holdsForUnknown({ operator, values, keyAsWritten }: Condition, { present, because }: Uncertain): Truth {
  if (operator.base !== undefined && isPresenceTest(operator.base) && present !== undefined) {
    return nullHolds({ values, keyAsWritten }, present ? ['any'] : []);
  }
  return unclear(`${keyAsWritten} is unknown: ${because}`);
}

/** Operators that compare values of a type (IAM User Guide, "Condition operators"). */
const familiesOf: Readonly<Record<KeyType, readonly Family[]>> = {
  string: ['string'],
  arn: ['string', 'arn'],
  bool: ['string', 'bool'],
  numeric: ['numeric'],
  date: ['date', 'numeric'],
  ip: ['ip'],
};

/** Compares a request's value with one value of the policy. */
type Test = (actual: string, request: Request) => Truth;
type Comparer = (expected: string, version: PolicyVersion | undefined) => Test;

/** A search asks the same condition thousands of times, so what only depends on the policy is worked out once. */
const testsByCondition = new WeakMap<
  Condition,
  { readonly version: PolicyVersion | undefined; readonly tests: readonly Test[] }
>();

function testsOf(condition: Condition, base: BaseOperator, version: PolicyVersion | undefined): readonly Test[] {
  const made = testsByCondition.get(condition);
  if (made !== undefined && made.version === version) return made.tests;
  const compare = comparer(base);
  const tests = condition.values.map((expected) => compare(expected, version));
  testsByCondition.set(condition, { version, tests });
  return tests;
}

/** The positive form of each operator; negation is the caller's. */
function comparer(operator: BaseOperator): Comparer {
  const { family, wildcards, ignoreCase, compare } = factsOf(operator);
  switch (family) {
    case 'string':
      return text(wildcards, ignoreCase ? matchIgnoringCase : matchTokens);
    case 'arn':
      return text(wildcards, matchArnTokens);
    case 'numeric':
      return ordered(operator, compare, readNumber);
    case 'date':
      return ordered(operator, compare, readInstant);
    case 'bool':
      return (expected) => (actual) =>
        isBoolean(expected)
          ? expected.toLowerCase() === actual.toLowerCase()
          : unclear(`Bool compares with true or false, not "${expected}"`);
    case 'ip':
      return inRange;
    case 'binary':
    case 'presence':
      return () => () => unclear(`${operator} is not modelled here`);
  }
}

const isBoolean = (value: string): boolean => /^(true|false)$/i.test(value);

const lower = (token: Token): Token =>
  token.kind === 'char' ? { kind: 'char', char: token.char.toLowerCase() } : token;

const matchIgnoringCase: Matcher = (tokens, actual) => matchTokens(tokens.map(lower), actual.toLowerCase());

type Matcher = (tokens: readonly Token[], actual: string) => Truth;

const text =
  (wildcards: boolean, matches: Matcher): Comparer =>
  (expected, version) => {
    const parts = splitVariables(expected, version);
    if (parts.some(({ kind }) => kind === 'variable')) {
      return (actual, request) => against(resolveParts(parts, request, wildcards), actual, matches);
    }
    const tokens = resolveParts(parts, undefined, wildcards);
    return (actual) => against(tokens, actual, matches);
  };

function against(tokens: readonly Token[] | null | Unclear, actual: string, matches: Matcher): Truth {
  if (tokens === null) return false;
  return 'unclear' in tokens ? tokens : matches(tokens, actual);
}

/** Each of the six parts is compared by itself; the last keeps its colons. A bare `*` is any ARN. */
export function matchArnTokens(tokens: readonly Token[], actual: string): Truth {
  if (tokens.length === 1 && tokens[0]?.kind === 'many') return true;
  const patterns = splitSix(tokens, (token) => token.kind === 'char' && token.char === ':');
  if (patterns === undefined) return unclear('an ARN pattern needs six parts separated by colons');
  const parts = splitSix([...actual], (char) => char === ':');
  if (parts === undefined) return false;
  return patterns.every((pattern, part) => matchTokens(pattern, (parts[part] ?? []).join('')));
}

function splitSix<T>(items: readonly T[], isColon: (item: T) => boolean): T[][] | undefined {
  const parts: T[][] = [[]];
  for (const item of items) {
    if (isColon(item) && parts.length < 6) parts.push([]);
    else parts.at(-1)?.push(item);
  }
  return parts.length === 6 ? parts : undefined;
}

const ordered =
  (operator: BaseOperator, compare: Comparison, read: (value: string) => number | undefined): Comparer =>
  (expected) =>
  (actual) => {
    const [limit, value] = [read(expected), read(actual)];
    if (limit === undefined) return unclear(`${operator} cannot compare with "${expected}"`);
    if (value === undefined) return unclear(`${operator} cannot compare "${actual}"`);
    switch (compare) {
      case 'equal':
        return value === limit;
      case 'less':
        return value < limit;
      case 'less or equal':
        return value <= limit;
      case 'greater':
        return value > limit;
      case 'greater or equal':
        return value >= limit;
    }
  };

const readNumber = (value: string): number | undefined => {
  return /^[+-]?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
};

/**
 * The W3C profile of ISO 8601, or seconds since 1970 (both are documented forms); milliseconds since 1970. A time of day
 * needs its zone: without one it would mean something else on each machine.
 */
export function readInstant(value: string): number | undefined {
  if (/^\d+$/.test(value)) return value.length === 4 ? Date.UTC(Number(value), 0) : Number(value) * 1000;
  if (!/^\d{4}-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?)?$/.test(value)) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}

const inRange: Comparer = (expected) => (actual) => {
  const [range, address] = [parseCidr(expected), parseCidr(actual)];
  if (range === undefined) return unclear(`"${expected}" is not an IP address or CIDR block`);
  if (range.family === 6 && !expected.includes('/')) {
    return unclear(`${expected} has no prefix length, and what IAM then takes for IPv6 is not documented`);
  }
  if (address === undefined) return unclear(`"${actual}" is not an IP address`);
  return covers(range, address);
};
