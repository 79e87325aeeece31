import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Where facts are evaluated or shown; what only collecting and exporting know does not count. */
const readers = [
  'rules',
  'lib/federation',
  'lib/path',
  'lib/relay-state',
  'lib/engine',
  'lib/rule',
  'lib/doctor',
  'lib/evidence',
];

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(new URL(`../../${folder}`, import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.explain.ts'))
    .map((file) => read(`${folder}/${file}`));

/** Members of the snapshot that nothing evaluates, each with the reason why it is collected all the same. */
const onlyShown: Readonly<Record<string, string>> = {};

it('everything that is collected is used by a rule or a sign-in path', () => {
  const text = readers.flatMap(sourcesIn).join('\n');
  const members = new Set(
    [...read('lib/model/snapshot.ts').matchAll(/^ +readonly (\w+)\??:/gm)].map(([, name = '']) => name),
  );
  const unused = [...members].filter((name) => !new RegExp(String.raw`\b${name}\b`).test(text));
  expect(members.size).toBeGreaterThan(80);
  expect(unused.toSorted()).toEqual(Object.keys(onlyShown).toSorted());
});
