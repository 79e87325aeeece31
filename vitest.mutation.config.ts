import { defineConfig } from 'vitest/config';

/** The tests of the judging core, for mutation testing: no processes, no network, nothing that runs for seconds. */
export default defineConfig({
  test: {
    include: ['test/{policy,corpus,federation,path}/**/*.test.ts', 'test/lib/engine/**/*.test.ts'],
    // Thousands of generated policies for each mutant would take days.
    exclude: ['test/policy/{agreement-*,properties,unknown-rate}.test.ts', 'test/corpus/agreement.test.ts'],
    env: { POLICY_SCALE: '0.1' },
    testTimeout: 120_000,
  },
});
