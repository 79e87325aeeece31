import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { median } from './median.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');
const starts = 10;

/** Prints the size of each Lambda bundle in `dist/`, and how long a fresh process takes to import it. */
export async function benchBundles(): Promise<void> {
  const names = await readdir(join(root, 'dist'), { recursive: true }).catch(() => []);
  const bundles = names
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => join('dist', name))
    .toSorted();
  console.log(bundles.length === 0 ? '\nNo Lambda bundles in dist/: build them first' : '\nLambda bundles');
  for (const bundle of bundles) {
    const code = await readFile(join(root, bundle));
    const size = `${kilobytes(code.length)} (gzip ${kilobytes(gzipSync(code).length)})`;
    console.log(`  ${bundle.padEnd(34)}${size.padEnd(24)}${await importTime(join(root, bundle))}`);
  }
}

async function importTime(path: string): Promise<string> {
  const program = `const start = performance.now();
    await import(${JSON.stringify(pathToFileURL(path).href)});
    process.stdout.write(String(performance.now() - start), () => process.exit(0));`;
  const times: number[] = [];
  try {
    for (let start = 0; start < starts; start++) {
      const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], { env });
      times.push(Number(stdout));
    }
  } catch (error) {
    const [, reason = 'no reason given'] = /^(?!Error: Command failed)(\w*Error.*)$/m.exec(String(error)) ?? [];
    return `import failed: ${reason}`;
  }
  return `import ${median(times).toFixed(0)} ms, median of ${starts} fresh processes (slowest ${Math.max(...times).toFixed(0)} ms)`;
}

/** What the functions are configured with when they are deployed. */
const env = {
  ...process.env,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  FINDINGS_TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:findings',
  ALERTS_TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:alerts',
  HISTORY_TABLE: 'history',
};

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} KB`;
