import { json } from '../json.ts';
import type { Format } from './format.ts';

/** Everything, as docs/report.schema.json says. */
export const jsonFormat: Format = { extensions: ['.json'], mediaType: 'application/json', write: json };
