/**
 * The condition operators of IAM, and all that this tool knows of each. Nothing else looks at an operator's name.
 * Source: IAM User Guide "IAM JSON policy elements: Condition operators" (domain-facts 3.5).
 */
interface OperatorFacts {
  /** What kind of values it compares. */
  readonly family: Family;
  /** It matches what its positive form does not. */
  readonly negated: boolean;
  /** `*` and `?` of the written value stand for other text. */
  readonly wildcards: boolean;
  readonly ignoreCase: boolean;
  /** Which values match, seen from the written one. */
  readonly compare: Comparison;
}

export type Family = 'string' | 'arn' | 'numeric' | 'date' | 'bool' | 'ip' | 'binary' | 'presence';
export type Comparison = 'equal' | 'less' | 'less or equal' | 'greater' | 'greater or equal';

const facts = (family: Family, special: Partial<Omit<OperatorFacts, 'family'>> = {}): OperatorFacts => ({
  family,
  negated: false,
  wildcards: false,
  ignoreCase: false,
  compare: 'equal',
  ...special,
});

export const operators = {
  StringEquals: facts('string'),
  StringNotEquals: facts('string', { negated: true }),
  StringEqualsIgnoreCase: facts('string', { ignoreCase: true }),
  StringNotEqualsIgnoreCase: facts('string', { negated: true, ignoreCase: true }),
  StringLike: facts('string', { wildcards: true }),
  StringNotLike: facts('string', { negated: true, wildcards: true }),
  NumericEquals: facts('numeric'),
  NumericNotEquals: facts('numeric', { negated: true }),
  NumericLessThan: facts('numeric', { compare: 'less' }),
  NumericLessThanEquals: facts('numeric', { compare: 'less or equal' }),
  NumericGreaterThan: facts('numeric', { compare: 'greater' }),
  NumericGreaterThanEquals: facts('numeric', { compare: 'greater or equal' }),
  DateEquals: facts('date'),
  DateNotEquals: facts('date', { negated: true }),
  DateLessThan: facts('date', { compare: 'less' }),
  DateLessThanEquals: facts('date', { compare: 'less or equal' }),
  DateGreaterThan: facts('date', { compare: 'greater' }),
  DateGreaterThanEquals: facts('date', { compare: 'greater or equal' }),
  Bool: facts('bool'),
  BinaryEquals: facts('binary'),
  IpAddress: facts('ip'),
  NotIpAddress: facts('ip', { negated: true }),
  // The documentation gives ArnEquals and ArnLike the same meaning: both take wildcards.
  ArnEquals: facts('arn', { wildcards: true }),
  ArnLike: facts('arn', { wildcards: true }),
  ArnNotEquals: facts('arn', { negated: true, wildcards: true }),
  ArnNotLike: facts('arn', { negated: true, wildcards: true }),
  Null: facts('presence'),
} as const satisfies Readonly<Record<string, OperatorFacts>>;

export type BaseOperator = keyof typeof operators;

export const factsOf = (operator: BaseOperator): OperatorFacts => operators[operator];

/** Whether it matches what its positive form does not. */
export const isNegated = (operator: BaseOperator): boolean => operators[operator].negated;

/** It asks whether a key is there, and compares no value (`Null`). */
export const isPresenceTest = (operator: BaseOperator): boolean => operators[operator].family === 'presence';

/** An operator as a policy writes it. */
export interface Operator {
  readonly asWritten: string;
  /** `undefined`: not an operator that IAM documents; nothing may be concluded from it. */
  readonly base: BaseOperator | undefined;
  readonly quantifier?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
  /** How IAM spells it, where the policy uses other letter case. IAM refuses to store such a policy. */
  readonly meant?: string;
}

const pattern = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/s;

export function readOperator(asWritten: string): Operator {
  const [, quantifier, name = '', ifExists] = pattern.exec(asWritten) ?? [];
  const base = isOperator(name) ? name : undefined;
  const operator: Operator = {
    asWritten,
    // IAM documents neither `NullIfExists` nor a set operator on Null.
    base:
      base !== undefined && isPresenceTest(base) && (ifExists !== undefined || quantifier !== undefined)
        ? undefined
        : base,
    ...(quantifier === 'ForAllValues' || quantifier === 'ForAnyValue' ? { quantifier } : {}),
    ifExists: ifExists !== undefined,
  };
  const meant = operator.base === undefined ? spelledByIam(asWritten) : undefined;
  return meant === undefined ? operator : { ...operator, meant };
}

const isOperator = (name: string): name is BaseOperator => Object.hasOwn(operators, name);

/** The operator that this one would be in other letter case. */
function spelledByIam(asWritten: string): string | undefined {
  const [, quantifier = '', name = '', ifExists = ''] =
    /^((?:ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/is.exec(asWritten) ?? [];
  const base = Object.keys(operators)
    .filter(isOperator)
    .find((one) => one.toLowerCase() === name.toLowerCase());
  if (base === undefined || (isPresenceTest(base) && quantifier + ifExists !== '')) return undefined;
  const set = quantifier === '' ? '' : quantifier.toLowerCase() === 'forallvalues:' ? 'ForAllValues:' : 'ForAnyValue:';
  return `${set}${base}${ifExists === '' ? '' : 'IfExists'}`;
}
