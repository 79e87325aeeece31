import { table } from '../table.ts';
import type { Format } from './format.ts';

/** For a terminal. */
export const tableFormat: Format = { extensions: ['.txt'], mediaType: 'text/plain', write: table };
