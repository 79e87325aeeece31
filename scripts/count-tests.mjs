/**
 * Prints "N passed, N failed" from Vitest's JSON report, for `.ci/run`: node scripts/count-tests.mjs REPORT [FAILURES].
 * FAILURES, what failed besides the tests, is added. A file that breaks before its first test, an error outside of all
 * tests and a report that was never written count as one failure each. Runs on Node 20 too.
 */
import { readFileSync } from 'node:fs';

const [path = '', otherFailures = '0'] = process.argv.slice(2);
const { passed, failed } = count(readFileSync(path, 'utf8'));
console.log(`${passed} passed, ${failed + Number(otherFailures)} failed`);

function count(report) {
  if (report === '') return { passed: 0, failed: 1 };
  const { success, numPassedTests, numFailedTests, testResults } = JSON.parse(report);
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  const failed = numFailedTests + broken.length;
  return { passed: numPassedTests, failed: failed === 0 && !success ? 1 : failed };
}
