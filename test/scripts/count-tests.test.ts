import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

/** What the script prints for a report with this content. */
function counted(content: string, ...rest: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'count-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'results.json');
  writeFileSync(path, content);
  return execFileSync(process.execPath, ['scripts/count-tests.mjs', path, ...rest], { encoding: 'utf8' });
}

const report = (success: boolean, passed: number, failed: number, ...files: object[]): string =>
  JSON.stringify({ success, numPassedTests: passed, numFailedTests: failed, testResults: files });

const green = { status: 'passed', assertionResults: [{ status: 'passed' }] };
const red = { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] };
const broken = { status: 'failed', assertionResults: [] };

describe('count-tests', () => {
  it.each([
    ['a green run', [report(true, 312, 0, green)], '312 passed, 0 failed\n'],
    ['failed tests', [report(false, 310, 2, green, red)], '310 passed, 2 failed\n'],
    ['a file that breaks before its first test', [report(false, 300, 0, green, broken)], '300 passed, 1 failed\n'],
    ['both', [report(false, 300, 1, red, broken)], '300 passed, 2 failed\n'],
    ['an error outside of all tests', [report(false, 312, 0, green)], '312 passed, 1 failed\n'],
    ['a run that never got to its report', [''], '0 passed, 1 failed\n'],
    ['other checks that failed', [report(true, 312, 0, green), '2'], '312 passed, 2 failed\n'],
  ])('counts %s', (_, [content = '', ...rest], line) => {
    expect(counted(content, ...rest)).toBe(line);
  });
});
