import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // `npm run test:long`, `test:pack` and `test:moto` run these.
    exclude: ['test/long/**', 'test/moto/**'],
    // Nothing is timed; this only ends what hangs, also on a machine with much else to do.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    env: {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
      POWERTOOLS_DEV: 'false',
      POWERTOOLS_METRICS_DISABLED: 'true',
    },
    unstubEnvs: true,
  },
});
