/** Where a rule is explained, under the URL of the folder `docs`. */
export const rulePage = (docs: string, ruleId: string): string =>
  `${docs.replace(/\/+$/, '')}/rules/${encodeURIComponent(ruleId)}.md`;
