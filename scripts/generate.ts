/**
 * Writes the files that are made from others, and removes those whose origin is gone. `--check` changes nothing and
 * fails when a file is stale.
 * Usage: node scripts/generate.ts [--check]
 */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { callTables } from './generate/calls.ts';
import { configJsonSchema } from './generate/config-schema.ts';
import { controlsPage } from './generate/controls.ts';
import { coverage } from './generate/coverage.ts';
import { format } from './generate/format.ts';
import type { Generated } from './generate/generated.ts';
import { layerTable } from './generate/layers.ts';
import { readmeSample } from './generate/readme-sample.ts';
import { reportJsonSchema } from './generate/report-schema.ts';
import { ruleIndexes } from './generate/rule-index.ts';
import { rulePages } from './generate/rule-pages.ts';

const root = new URL('../', import.meta.url);
const check = process.argv.includes('--check');
const stale: string[] = [];

for (const index of await ruleIndexes(root)) await settle(index);
for (const file of [...(await callTables(root)), ...(await layerTable(root))]) await settle(file);
// Only now: the indexes may have changed just above.
const { explainedRules: rules } = await import('../rules/explained.ts');
const pages = rulePages(rules);
for (const file of [
  ...pages,
  coverage(rules),
  controlsPage(rules),
  configJsonSchema(rules),
  reportJsonSchema(),
  await readmeSample(rules),
])
  await settle(file);

const orphans = (await readdir(new URL('docs/rules', root)))
  .map((name) => `docs/rules/${name}`)
  .filter((path) => !pages.some((page) => page.path === path));
for (const path of orphans) {
  stale.push(path);
  if (!check) await rm(new URL(path, root));
}

if (check && stale.length > 0) {
  console.error(`Stale: ${stale.join(', ')}. Run "npm run generate" and commit the result.`);
  process.exitCode = 1;
} else {
  console.log(stale.length === 0 ? 'generated files are fresh' : `written or removed: ${stale.join(', ')}`);
}

async function settle({ path, text }: Generated): Promise<void> {
  const file = new URL(path, root);
  // Formatted, so that the format check and the freshness check agree.
  const wanted = /\.(ts|json)$/.test(path) ? format(path, text) : text;
  if ((await readFile(file, 'utf8').catch(() => undefined)) === wanted) return;
  stale.push(path);
  if (!check) await writeFile(file, wanted);
}
