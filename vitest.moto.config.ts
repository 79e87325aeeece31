import { defineConfig } from 'vitest/config';
import config from './vitest.config.ts';

/** The tests against moto, which `scripts/test-moto.sh` installs. */
export default defineConfig({
  test: { ...config.test, include: ['test/moto/**/*.test.ts'], exclude: [] },
});
