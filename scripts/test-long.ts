// Compares the policy search with the search before it and with the naive evaluator on 10,000 generated policies of each
// kind, and holds findings, sign-in paths and problems of 2,000 mutated accounts against each other, from a fresh seed. The
// seed is printed; to run the same again: POLICY_SEED=… npm run test:long
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';

const seed = process.env['POLICY_SEED'] ?? String(randomInt(2 ** 31 - 1));
const count = process.env['POLICY_COUNT'] ?? '10000';
console.log(`POLICY_SEED=${seed} POLICY_COUNT=${count}`);
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    'test/policy/agreement-',
    'test/policy/unknown-rate',
    'test/invariants/mutated',
  ],
  {
    stdio: 'inherit',
    env: { ...process.env, POLICY_SEED: seed, POLICY_COUNT: count, ACCOUNT_SEED: seed, ACCOUNT_COUNT: '2000' },
  },
);
process.exitCode = status ?? 1;
