import { type OrganizationProblem, type OrganizationReport, resourceCount } from '../model/organization.ts';
import { clip } from '../text/clip.ts';
import { visible } from './visible.ts';
import { counted, severityCounts } from './words.ts';

/** `12 accounts scanned, 2 incomplete, 1 left`. */
export function accountCounts({ scanned, incomplete, left }: OrganizationReport['summary']): string {
  return [
    `${counted(scanned, 'account')} scanned`,
    ...(incomplete > 0 ? [`${incomplete} incomplete`] : []),
    ...(left > 0 ? [`${left} left`] : []),
  ].join(', ');
}

/** `2 high, 1 low`, or `no failures`. */
export const failureCounts = ({ fail }: OrganizationReport['summary']): string => severityCounts(fail) || 'no failures';

/** `31 resources in 12 accounts`. */
export const spread = (problem: OrganizationProblem): string =>
  `${counted(resourceCount(problem), 'resource')} in ${counted(problem.accounts.length, 'account')}`;

/** `111122223333 (Corp Desktops)`. */
export const accountLabel = ({ accountId, name }: { readonly accountId: string; readonly name: string }): string =>
  name === '' || name === accountId ? accountId : `${accountId} (${clip(visible(name), 60)})`;

/** The first few, and how many more. */
export function few<T>(items: readonly T[], limit: number, text: (item: T) => string): string {
  const shown = items.slice(0, limit).map(text);
  return [...shown, ...(items.length > limit ? [`${items.length - limit} more`] : [])].join(', ');
}
