import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** The state machine and the patterns of events on moto, which needs Python: `npm run test:engine`. */
export default defineConfig({ test: { ...base.test, include: ['test/engine/**/*.engine.ts'] } });
