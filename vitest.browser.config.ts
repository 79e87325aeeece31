import { defineConfig } from 'vitest/config';

/** Needs a browser, so it is not part of `npm test`: see scripts/test-browser.sh. */
export default defineConfig({
  test: { include: ['test/browser/**/*.browser.ts'], testTimeout: 120_000, hookTimeout: 120_000 },
});
