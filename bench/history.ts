import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DayFigures, WatchFigures } from './watch-days.ts';

const run = promisify(execFile);

/** Prints what it takes to remember findings from one scan to the next, when none of them changed. */
export async function benchHistory(findings: number): Promise<void> {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'watch-days.ts'), String(findings)], {
    env: {
      ...process.env,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  });
  const { first, unchanged }: WatchFigures = JSON.parse(stdout);
  console.log(`\nHistory of ${findings.toLocaleString('en')} open findings`);
  print('first scan', first);
  print('no change', unchanged);
  const { 'dynamodb:Query': queries = 0, ...others } = unchanged.requests;
  const writes = sum(others, 'dynamodb:');
  console.log(
    `  ${findings.toLocaleString('en')} open findings, no change: DynamoDB requests ${queries} to read (1 MB each) and ` +
      `${writes} beyond (aim: at most 3), publishes ${sum(others, 'sns:')} (aim: 0)`,
  );
}

function print(what: string, { ms, changes, requests }: DayFigures): void {
  const calls = Object.entries(requests).map(([call, count]) => `${count.toLocaleString('en')} ${call}`);
  console.log(
    `  ${what.padEnd(12)}${(ms / 1000).toFixed(3).padStart(8)} s  ${changes.toLocaleString('en')} changes; ${calls.join(', ')}`,
  );
}

const sum = (requests: Readonly<Record<string, number>>, prefix: string): number =>
  Object.entries(requests)
    .filter(([call]) => call.startsWith(prefix))
    .reduce((total, [, count]) => total + count, 0);
