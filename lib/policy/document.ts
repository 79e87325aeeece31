import { readOperator, type Operator } from './operators.ts';

/**
 * The policy document as a typed tree. Reading is strict on purpose: what IAM's grammar does not know makes the
 * document unreadable (and every verdict on it unknown), because guessing would invent verdicts.
 * Grammar: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
export interface PolicyDocument {
  /** `undefined`: the element is absent, which means 2008-10-17: policy variables are plain text. */
  readonly version: PolicyVersion | undefined;
  readonly statements: readonly Statement[];
}

export type PolicyVersion = '2012-10-17' | '2008-10-17';

export interface Statement {
  /** Position in the document, from 0. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly principal?: Principals;
  readonly actions: Patterns;
  readonly resources?: Patterns;
  readonly conditions: readonly Condition[];
}

/** `Action` / `Resource`, or their `Not…` forms when negated. */
export interface Patterns {
  readonly negated: boolean;
  readonly patterns: readonly string[];
}

/** `Principal`, or `NotPrincipal` when negated. `everyone` stands for a bare `"*"`. */
export interface Principals {
  readonly negated: boolean;
  readonly everyone: boolean;
  readonly aws: readonly string[];
  readonly federated: readonly string[];
  readonly service: readonly string[];
  readonly canonicalUser: readonly string[];
}

export interface Condition {
  readonly operator: Operator;
  /** Lower case: condition key names ignore case (domain-facts 3.5). */
  readonly key: string;
  readonly keyAsWritten: string;
  readonly values: readonly string[];
}

export type Parsed =
  | { readonly ok: true; readonly document: PolicyDocument }
  | { readonly ok: false; readonly problem: string };

/** Reads a policy from JSON (an object, as `JSON.parse` gives it). Never throws: a problem is an answer. */
export function parsePolicy(json: unknown): Parsed {
  try {
    return { ok: true, document: readDocument(json) };
  } catch (error) {
    if (error instanceof GrammarError) return { ok: false, problem: error.message };
    throw error;
  }
}

class GrammarError extends Error {
  override readonly name = 'GrammarError';
}

function readDocument(json: unknown): PolicyDocument {
  const members = record(json, 'the policy');
  onlyKnown(members, ['Version', 'Id', 'Statement'], 'the policy');
  const version = members['Version'];
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    throw new GrammarError(`Version: expected "2012-10-17" or "2008-10-17", found ${show(version)}`);
  }
  if (members['Statement'] === undefined) throw new GrammarError('Statement is missing');
  const statements = Array.isArray(members['Statement']) ? members['Statement'] : [members['Statement']];
  return { version, statements: checkSize(statements.map(readStatement)) };
}

/**
 * IAM lets the policies that customers write grow to 10,240 characters (quotas); AWS's own may be longer, with lists of
 * actions. A policy with twice as much to compare came from somewhere else, and nobody would wait for its verdict.
 */
const comparedLimit = 20_480;

/** IAM's pattern for documents has tab, line ends and U+0020 to U+00FF (IAM User Guide, quotas). */
const beyondLatin1 = /[^\t\n\r\u0020-\u00FF]/u;

function checkSize(statements: readonly Statement[]): readonly Statement[] {
  const texts = statements.flatMap(({ resources, conditions }) => [
    ...(resources?.patterns ?? []),
    ...conditions.flatMap(({ values }) => values),
  ]);
  const odd = texts.find((text) => beyondLatin1.test(text));
  if (odd !== undefined) {
    throw new GrammarError(`IAM refuses ${show(odd)}: a policy can hold characters up to U+00FF only`);
  }
  const size = texts.reduce((sum, text) => sum + text.length, 0);
  if (size <= comparedLimit) return statements;
  throw new GrammarError(`${size} characters of resources and condition values are more than IAM has room for`);
}

const statementElements = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

function readStatement(json: unknown, index: number): Statement {
  const where = `statement ${index + 1}`;
  const members = record(json, where);
  onlyKnown(members, statementElements, where);
  const effect = members['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') {
    const meant = typeof effect === 'string' ? inOtherCase(effect, ['Allow', 'Deny']) : undefined;
    throw new GrammarError(
      meant === undefined
        ? `${where}: Effect: expected "Allow" or "Deny", found ${show(effect)}`
        : `${where}: IAM refuses the Effect ${show(effect)}: it is spelled ${meant}`,
    );
  }
  const principal = oneOf(members, 'Principal', where);
  const actions = oneOf(members, 'Action', where);
  const resources = oneOf(members, 'Resource', where);
  if (actions === undefined) throw new GrammarError(`${where}: Action is missing`);
  const sid = members['Sid'];
  return {
    index,
    ...(typeof sid === 'string' ? { sid } : {}),
    effect,
    ...(principal === undefined ? {} : { principal: readPrincipals(principal, where) }),
    actions: { negated: actions.negated, patterns: texts(actions.value, `${where}: Action`) },
    ...(resources === undefined
      ? {}
      : { resources: { negated: resources.negated, patterns: texts(resources.value, `${where}: Resource`) } }),
    conditions: readConditions(members['Condition'], where),
  };
}

/** The element or its `Not…` form; both at once is not in the grammar. */
function oneOf(
  members: Record<string, unknown>,
  name: string,
  where: string,
): { negated: boolean; value: unknown } | undefined {
  const plain = members[name];
  const negated = members[`Not${name}`];
  if (plain !== undefined && negated !== undefined) {
    throw new GrammarError(`${where}: ${name} and Not${name} exclude each other`);
  }
  if (plain !== undefined) return { negated: false, value: plain };
  return negated === undefined ? undefined : { negated: true, value: negated };
}

function readPrincipals({ negated, value }: { negated: boolean; value: unknown }, where: string): Principals {
  const none = { aws: [], federated: [], service: [], canonicalUser: [] };
  if (value === '*') return { negated, everyone: true, ...none };
  const members = record(value, `${where}: Principal`);
  onlyKnown(members, ['AWS', 'Federated', 'Service', 'CanonicalUser'], `${where}: Principal`);
  const list = (kind: string) =>
    members[kind] === undefined ? [] : texts(members[kind], `${where}: Principal.${kind}`);
  return {
    negated,
    everyone: false,
    aws: list('AWS'),
    federated: list('Federated'),
    service: list('Service'),
    canonicalUser: list('CanonicalUser'),
  };
}

function readConditions(value: unknown, where: string): Condition[] {
  if (value === undefined) return [];
  const conditions: Condition[] = [];
  for (const [operatorName, block] of Object.entries(record(value, `${where}: Condition`))) {
    const operator = readOperator(operatorName);
    const seen = new Set<string>();
    for (const [keyAsWritten, values] of Object.entries(record(block, `${where}: Condition.${operatorName}`))) {
      const key = keyAsWritten.toLowerCase();
      if (seen.has(key)) {
        throw new GrammarError(`${where}: ${operatorName} names ${keyAsWritten} twice, in different letter case`);
      }
      seen.add(key);
      conditions.push({
        operator,
        key,
        keyAsWritten,
        values: scalars(values, `${where}: ${operatorName} ${keyAsWritten}`),
      });
    }
  }
  return conditions;
}

function record(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new GrammarError(`${where}: expected an object, found ${show(value)}`);
  }
  return { ...value };
}

function onlyKnown(members: Record<string, unknown>, names: readonly string[], where: string): void {
  const unknown = Object.keys(members).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const meant = inOtherCase(unknown, names);
  throw new GrammarError(
    meant === undefined
      ? `${where}: ${show(unknown)} is not an element of the policy language`
      : `${where}: IAM refuses ${show(unknown)}: it is spelled ${meant}`,
  );
}

/** Names of elements and the two effects are case-sensitive: IAM refuses to store other spellings. */
const inOtherCase = (written: string, names: readonly string[]): string | undefined =>
  names.find((name) => name.toLowerCase() === written.toLowerCase());

function texts(value: unknown, where: string): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.map((item) => {
    if (typeof item !== 'string') throw new GrammarError(`${where}: expected text, found ${show(item)}`);
    return item;
  });
}

/** Condition values may be written as JSON numbers and booleans; IAM compares their text. */
function scalars(value: unknown, where: string): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.map((item) => {
    if (typeof item === 'string') return item;
    if (typeof item === 'number' || typeof item === 'boolean') return String(item);
    throw new GrammarError(`${where}: expected text, a number or a boolean, found ${show(item)}`);
  });
}

const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};
