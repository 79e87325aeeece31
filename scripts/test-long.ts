// Compares the policy search with the search before it and with the naive evaluator on 10,000 generated policies of each
// kind, from a fresh seed. The seed is printed; to run the same again: POLICY_SEED=… npm run test:long
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';

const seed = process.env['POLICY_SEED'] ?? String(randomInt(2 ** 31 - 1));
const count = process.env['POLICY_COUNT'] ?? '10000';
console.log(`POLICY_SEED=${seed} POLICY_COUNT=${count}`);
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', 'test/policy/agreement-', 'test/policy/unknown-rate'],
  { stdio: 'inherit', env: { ...process.env, POLICY_SEED: seed, POLICY_COUNT: count } },
);
process.exitCode = status ?? 1;
