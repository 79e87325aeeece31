import { markdown } from '../markdown.ts';
import type { Format } from './format.ts';

/** For a ticket or a wiki. */
export const markdownFormat: Format = { extensions: ['.md'], mediaType: 'text/markdown', write: markdown };
