import type { Json } from './evaluate.ts';

/**
 * Contexts by brute force: for every key that the policies name, each text that stands anywhere near it, spoilt in the
 * ways that matter (wildcards filled, letter case changed, something before or behind), and no value at all.
 */
type Keys = Readonly<Record<string, readonly string[]>>;

/** What is known about a key: all its possible values (undefined: missing), or only some that are worth trying. */
export type Known = Readonly<
  Record<string, { readonly only?: readonly (string | undefined)[]; readonly try?: readonly string[] }>
>;

/** Keys that have several values at once. */
const several = new Set(['aws:tagkeys', 'saml:cn', 'saml:mail']);

export function grid(policies: readonly Json[], known: Known, limit: number): readonly Keys[] {
  const named = namedKeys(policies);
  const variables = [...named].flatMap(([, texts]) => texts.flatMap(variablesIn));
  const keys = [...new Set([...Object.keys(known), ...variables, ...named.keys()])].filter(
    (key) => key !== 'aws:tagkeys',
  );
  // Keys whose texts hold variables come last, when the variables have their values.
  keys.sort((a, b) => depth(a, named) - depth(b, named));
  let contexts: Keys[] = [{}];
  for (const key of keys) {
    const next = contexts.flatMap((context) =>
      optionsOf(key, named, known, context).map((values) =>
        values === undefined ? context : { ...context, [key]: values },
      ),
    );
    contexts = thinned(next, limit);
  }
  return contexts.map((context) => withTagKeys(context, named));
}

const depth = (key: string, named: ReadonlyMap<string, readonly string[]>, seen: readonly string[] = []): number => {
  const below = (named.get(key) ?? []).flatMap(variablesIn).filter((other) => !seen.includes(other) && other !== key);
  return below.length === 0 ? 0 : 1 + Math.max(...below.map((other) => depth(other, named, [...seen, key])));
};

/** Condition keys in lower case, each with the texts it is compared with. */
function namedKeys(policies: readonly Json[]): Map<string, string[]> {
  const named = new Map<string, string[]>();
  for (const policy of policies) {
    const statements = [policy['Statement']].flat() as Json[];
    for (const statement of statements) {
      for (const [operator, block] of Object.entries((statement['Condition'] ?? {}) as Record<string, Json>)) {
        for (const [key, values] of Object.entries(block)) {
          const texts = operator === 'Null' ? [] : [values].flat().map(String);
          named.set(key.toLowerCase(), [...(named.get(key.toLowerCase()) ?? []), ...texts]);
        }
      }
      const resources = JSON.stringify([statement['Resource'], statement['NotResource']]);
      for (const key of variablesIn(resources)) {
        if (!named.has(key)) named.set(key, []);
      }
    }
  }
  return named;
}

const variablesIn = (text: string): string[] =>
  [...text.matchAll(/\$\{([^${}:]+:[^${},]+)/g)].map(([, name]) => (name ?? '').toLowerCase());

function optionsOf(
  key: string,
  named: ReadonlyMap<string, readonly string[]>,
  known: Known,
  context: Keys,
): readonly (readonly string[] | undefined)[] {
  const facts = known[key];
  if (facts?.only !== undefined) return facts.only.map((value) => (value === undefined ? undefined : [value]));
  const texts = named.get(key) ?? [];
  const values = key.endsWith('sourceip') ? addresses(texts) : spoilt(texts, facts?.try ?? [], context, named);
  const single = values.map((value) => [value]);
  if (!several.has(key)) return [...single, undefined];
  return [...single, ...values.flatMap((a) => values.map((b) => [a, b])), values, undefined];
}

function spoilt(
  texts: readonly string[],
  more: readonly string[],
  context: Keys,
  named: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const filled = texts.map((text) =>
    text
      .replaceAll(
        /\$\{([^${}:]+:[^${},]+)(, '[^']*')?\}/g,
        (_, name: string) => context[name.toLowerCase()]?.[0] ?? 'none',
      )
      .replaceAll(/\$\{([*?$])\}/g, '$1'),
  );
  const variants = filled.flatMap((text) => [
    text.replaceAll('*', '').replaceAll('?', 'q'),
    text.replaceAll('*', 'star').replaceAll('?', 'Q'),
    text,
    text.toUpperCase(),
    `${text}x`,
  ]);
  // A key that others are compared with may have to equal what they are compared with.
  const elsewhere = [...named.values()].flat().filter((text) => !/[*?${}]/.test(text) && text.length < 20);
  return [...new Set([...more, ...variants, ...elsewhere.slice(0, 4), 'fresh', ''])];
}

const addresses = (texts: readonly string[]): readonly string[] => [
  ...texts.map((text) => text.split('/')[0] ?? ''),
  '198.51.100.7',
  '2001:db8::7',
];

/** `aws:TagKeys` lists the tags that are there. */
function withTagKeys(context: Keys, named: ReadonlyMap<string, readonly string[]>): Keys {
  const names = (named.get('aws:tagkeys') ?? []).filter((text) => !/[*?$]/.test(text));
  const present = Object.keys(context).filter((key) => key.startsWith('aws:requesttag/'));
  const written = present.map((key) => {
    const bare = key.slice('aws:requesttag/'.length);
    return bare === 'email' ? 'Email' : (names.find((name) => name.toLowerCase() === bare) ?? bare);
  });
  return written.length === 0 ? context : { ...context, 'aws:tagkeys': written };
}

/** At most `limit` of them, spread evenly, the same every time. */
function thinned<T>(items: readonly T[], limit: number): T[] {
  if (items.length <= limit) return [...items];
  const step = items.length / limit;
  return Array.from({ length: limit }, (_, index) => items[Math.floor(index * step)] as T);
}
