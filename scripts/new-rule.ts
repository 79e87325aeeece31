/**
 * Writes a rule and its explanation to start from. It compiles and fails its own examples; "npm run generate" registers
 * it and makes its page.
 * Usage: node scripts/new-rule.ts ID [GROUP]
 */
import { globSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { format } from './generate/format.ts';
import { groupOf, newRule } from './new-rule/template.ts';

const [id = '', given] = process.argv.slice(2);
const rules = globSync('rules/*/*.explain.ts').map((path) => ({
  id: basename(path, '.explain.ts'),
  group: basename(dirname(path)),
}));
const group = given ?? groupOf(id, rules);

if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id)) {
  console.error('Usage: npm run new-rule ID [GROUP], with an ID such as workspaces-directory-has-alias.');
  process.exitCode = 2;
} else if (rules.some((rule) => rule.id === id)) {
  console.error(`There is a rule ${id} already.`);
  process.exitCode = 2;
} else if (group === undefined) {
  console.error(
    `No rule begins like ${id}: name its group, one of ${[...new Set(rules.map((rule) => rule.group))].join(', ')}.`,
  );
  process.exitCode = 2;
} else {
  for (const { path, text } of newRule(id, group)) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, format(path, text), { flag: 'wx' });
    console.log(`written: ${path}`);
  }
}
