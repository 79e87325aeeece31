/**
 * Writes into the explanations what the rules say of their examples: severity, message and witness. For use after a
 * deliberate change of wording, and for new examples; the diff shows what users will read.
 * Usage: node scripts/update-examples.ts [RULE ID ...]
 */
import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { explainedRules } from '../rules/explained.ts';
import { expectedOf, type Kind } from './examples/expected.ts';
import { rewrite } from './examples/rewrite.ts';
import { format } from './generate/format.ts';

const ids = process.argv.slice(2);
for (const rule of explainedRules.filter(({ id }) => ids.length === 0 || ids.includes(id))) {
  const [file = ''] = globSync(`rules/*/${rule.id}.explain.ts`);
  const before = await readFile(file, 'utf8');
  const after = rewrite(before, (kind: Kind, name) => {
    const example = rule.examples[kind].find((candidate) => candidate.name === name);
    const expected = example === undefined ? undefined : expectedOf(rule, kind, example);
    if (expected === undefined) {
      console.error(`${rule.id}: "${name}" does not come to ${kind}`);
      process.exitCode = 1;
    }
    return expected;
  });
  const text = format(file, after);
  if (text === before) continue;
  await writeFile(file, text);
  console.log(`written: ${rule.id}`);
}
