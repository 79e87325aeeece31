import { defineConfig } from 'vitest/config';

/** The tests of the judging core, for mutation testing: fast ones, no processes and no network. */
export default defineConfig({
  test: {
    include: ['test/policy/**/*.test.ts', 'test/lib/engine/**/*.test.ts', 'test/rules/**/*.test.ts'],
    // Thousands of generated policies take too long for each mutant.
    exclude: ['test/policy/agreement.test.ts'],
    testTimeout: 120_000,
  },
});
