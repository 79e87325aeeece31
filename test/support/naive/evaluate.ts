/**
 * A second opinion on IAM policies: plain, slow, and written from the IAM User Guide alone ("Policy evaluation logic",
 * "Condition operators", "Single-valued vs. multivalued context keys", "Variables and tags", "Principal", "Resource",
 * "Grammar"). It shares no code with lib/policy, so that both are unlikely to be wrong in the same way. It reads the JSON
 * as it stands and expects a policy that is well formed; it knows nothing of "unclear".
 */
export interface NaiveRequest {
  readonly action: string;
  /** Trust policies: the SAML provider. */
  readonly provider?: string;
  /** Identity policies: the directory or stack. */
  readonly resource?: string;
  /** Condition key in lower case → its values. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

export type NaiveAnswer = 'allowed' | 'denied' | 'not-allowed';

export type Json = Readonly<Record<string, unknown>>;

/** "By default all is denied; an explicit allow overrides this; an explicit deny overrides any allow." */
export function naiveAnswer(policies: readonly Json[], request: NaiveRequest): NaiveAnswer {
  let allowed = false;
  let denied = false;
  for (const policy of policies) {
    for (const statement of listOf(policy['Statement']) as Json[]) {
      if (!speaksAbout(statement, policy['Version'] === '2012-10-17', request)) continue;
      if (statement['Effect'] === 'Deny') denied = true;
      else allowed = true;
    }
  }
  return denied ? 'denied' : allowed ? 'allowed' : 'not-allowed';
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
const textsOf = (value: unknown): string[] => listOf(value).map(String);

function speaksAbout(statement: Json, variables: boolean, request: NaiveRequest): boolean {
  return (
    actionFits(statement, request.action) &&
    (request.provider === undefined || principalFits(statement, request.provider)) &&
    (request.resource === undefined || resourceFits(statement, request.resource, variables, request)) &&
    Object.entries((statement['Condition'] ?? {}) as Record<string, Json>).every(([operator, block]) =>
      Object.entries(block).every(([key, expected]) =>
        conditionFits(operator, key.toLowerCase(), textsOf(expected), variables, request),
      ),
    )
  );
}

function actionFits(statement: Json, action: string): boolean {
  const named = (value: unknown) => textsOf(value).some((one) => like(one.toLowerCase(), action.toLowerCase()));
  return 'Action' in statement ? named(statement['Action']) : !named(statement['NotAction']);
}

function principalFits(statement: Json, provider: string): boolean {
  const named = (value: unknown): boolean => {
    if (value === '*') return true;
    const members = value as Json;
    const everyone = 'AWS' in members && textsOf(members['AWS']).includes('*');
    const federated = 'Federated' in members ? textsOf(members['Federated']) : [];
    return everyone || federated.includes('*') || federated.includes(provider);
  };
  return 'Principal' in statement ? named(statement['Principal']) : !named(statement['NotPrincipal']);
}

function resourceFits(statement: Json, resource: string, variables: boolean, request: NaiveRequest): boolean {
  const named = (value: unknown) =>
    textsOf(value).some((one) => {
      const filled = fillIn(one, variables, request);
      return filled !== undefined && arnLike(completed(filled), resource);
    });
  return 'Resource' in statement ? named(statement['Resource']) : !named(statement['NotResource']);
}

/** "AWS automatically completes the ARN by adding wildcard characters to all missing fields." */
function completed(pattern: string): string {
  const colons = pattern.split(':').length - 1;
  return pattern + ':*'.repeat(Math.max(0, 5 - colons));
}

function conditionFits(
  written: string,
  key: string,
  expected: readonly string[],
  variables: boolean,
  request: NaiveRequest,
): boolean {
  const actual = request.keys[key] ?? [];
  const [set, rest] = written.includes(':') ? (written.split(':') as [string, string]) : ['', written];
  const ifExists = rest.endsWith('IfExists');
  const operator = ifExists ? rest.slice(0, -8) : rest;
  const notNull = actual.filter((value) => value !== '');

  if (operator === 'Null') return expected.some((value) => (value === 'true') === (notNull.length === 0));
  if (ifExists && actual.length === 0) return true;

  const negated = operator.includes('Not');
  const positive = operator.replace('Not', '');
  const fits = (value: string) => {
    const matching = expected.some((one) => compare(positive, one, value, variables, request));
    return negated ? !matching : matching;
  };
  if (set === 'ForAllValues') return notNull.every(fits);
  if (set === 'ForAnyValue') return notNull.some(fits);
  return actual[0] === undefined ? negated : fits(actual[0]);
}

function compare(
  operator: string,
  expected: string,
  actual: string,
  variables: boolean,
  request: NaiveRequest,
): boolean {
  switch (operator) {
    case 'StringEquals':
      return fillIn(expected, variables, request, plain) === actual;
    case 'StringEqualsIgnoreCase':
      return fillIn(expected, variables, request, plain)?.toLowerCase() === actual.toLowerCase();
    case 'StringLike': {
      const pattern = fillIn(expected, variables, request);
      return pattern !== undefined && like(pattern, actual);
    }
    case 'ArnEquals':
    case 'ArnLike': {
      const pattern = fillIn(expected, variables, request);
      return pattern !== undefined && (pattern === '*' || arnLike(pattern, actual));
    }
    case 'Bool':
      return expected.toLowerCase() === actual.toLowerCase();
    case 'IpAddress':
      return inCidr(expected, actual);
    case 'NumericEquals':
    case 'DateEquals':
      return number(actual) === number(expected);
    case 'NumericLessThan':
    case 'DateLessThan':
      return number(actual) < number(expected);
    case 'NumericLessThanEquals':
    case 'DateLessThanEquals':
      return number(actual) <= number(expected);
    case 'NumericGreaterThan':
    case 'DateGreaterThan':
      return number(actual) > number(expected);
    case 'NumericGreaterThanEquals':
    case 'DateGreaterThanEquals':
      return number(actual) >= number(expected);
    default:
      return false;
  }
}

/** Digits alone are seconds since 1970 (four of them a year); everything else is a date. */
const number = (text: string): number => (/^\d{5,}$/.test(text) ? Number(text) * 1000 : new Date(text).getTime());

/** Characters of the private use area stand for the special variables, so that they are no wildcards. */
const escaped: Readonly<Record<string, string>> = { '*': '\uE000', '?': '\uE001', $: '\uE002' };
const unescaped = new Map(Object.entries(escaped).map(([char, stand]) => [stand, char]));

const plain = (text: string): string => text.replaceAll(/[\uE000-\uE002]/g, (stand) => unescaped.get(stand) ?? stand);

/** Puts the values of variables in; undefined when one has none. Wildcards that come with a value are no wildcards. */
function fillIn(
  text: string,
  variables: boolean,
  request: NaiveRequest,
  finish: (filled: string) => string = (filled) => filled,
): string | undefined {
  if (!variables) return text;
  let missing = false;
  const filled = text.replaceAll(/\$\{(\$|[^${}]*)\}/g, (whole, body: string) => {
    if (Object.hasOwn(escaped, body)) return escaped[body] ?? whole;
    const [name = '', fallback] = body.split(", '");
    if (!name.includes(':')) return whole;
    const value = request.keys[name.toLowerCase()]?.[0] ?? fallback?.replace(/'$/, '');
    if (value === undefined) missing = true;
    return [...(value ?? '')].map((char) => escaped[char] ?? char).join('');
  });
  return missing ? undefined : finish(filled);
}

/** `*` any run of characters, `?` any one. */
function like(pattern: string, text: string): boolean {
  const known = compiled.get(pattern);
  if (known !== undefined) return known.test(text);
  const source = [...pattern].map((char) =>
    char === '*' ? '[^]*' : char === '?' ? '[^]' : plain(char).replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`),
  );
  const made = new RegExp(`^${source.join('')}$`, 'u');
  compiled.set(pattern, made);
  return made.test(text);
}

const compiled = new Map<string, RegExp>();

/** "Each of the six colon-delimited components of the ARN is checked separately." */
function arnLike(pattern: string, text: string): boolean {
  const six = (arn: string) => {
    const parts = arn.split(':');
    return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')];
  };
  const [patterns, parts] = [six(pattern), six(text)];
  return patterns !== undefined && parts !== undefined && patterns.every((one, i) => like(one, parts[i] ?? ''));
}

/** IPv4 as 32 characters of 0 and 1, IPv6 as 128. */
function bits(address: string): string {
  if (address.includes('.'))
    return address
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('');
  const [left = '', right] = address.split('::');
  const zeros = right === undefined ? 0 : 8 - groups(left).length - groups(right).length;
  const all = [...groups(left), ...Array.from({ length: zeros }, () => '0'), ...groups(right)];
  return all.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('');
}

const groups = (half: string | undefined): string[] => (half === undefined || half === '' ? [] : half.split(':'));

function inCidr(range: string, address: string): boolean {
  const [start = '', prefix] = range.split('/');
  const [wanted, given] = [bits(start), bits(address)];
  const length = prefix === undefined ? wanted.length : Number(prefix);
  return wanted.length === given.length && wanted.slice(0, length) === given.slice(0, length);
}
