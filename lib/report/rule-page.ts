import { trimEnd } from '../text/trim-end.ts';

/** Where a rule is explained, under the URL of the folder `docs`. */
export const rulePage = (docs: string, ruleId: string): string =>
  `${trimEnd(docs, '/')}/rules/${encodeURIComponent(ruleId)}.md`;
