import { pageOf } from '../lib/report/page.ts';
import type { Page } from '../lib/report/page.ts';
import { painterFor } from './colour.ts';
import type { Terminal } from './terminal.ts';

/** As wide and as colourful as standard output. */
export const pageFor = ({ stdout, env }: Terminal): Page =>
  pageOf({ width: stdout.columns, paint: painterFor({ stdout, env }) });
