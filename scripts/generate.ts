/**
 * Writes the files that are made from others. `--check` writes nothing and fails when one is stale.
 * Usage: node scripts/generate.ts [--check]
 */
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { ruleIndex } from './generate/rule-index.ts';

interface Generated {
  readonly path: string;
  readonly text: string;
}

const root = new URL('../', import.meta.url);
const check = process.argv.includes('--check');

const files: readonly Generated[] = [await ruleIndex(root)];

const stale: string[] = [];
for (const { path, text } of files) {
  const file = new URL(path, root);
  const formatted = path.endsWith('.ts') ? format(path, text) : text;
  const current = await readFile(file, 'utf8').catch(() => undefined);
  if (current === formatted) continue;
  stale.push(path);
  if (!check) await writeFile(file, formatted);
}

if (check && stale.length > 0) {
  console.error(`Stale: ${stale.join(', ')}. Run "npm run generate" and commit the result.`);
  process.exitCode = 1;
} else {
  console.log(stale.length === 0 ? 'generated files are fresh' : `written: ${stale.join(', ')}`);
}

/** As the formatter would leave it, so that the format check and the freshness check agree. */
function format(path: string, text: string): string {
  return execFileSync(process.execPath, ['node_modules/oxfmt/bin/oxfmt', '--stdin-filepath', path], {
    input: text,
    encoding: 'utf8',
    cwd: root,
  });
}
