import type { OrganizationProblem, OrganizationReport } from '../model/organization.ts';
import { clip } from '../text/clip.ts';
import { visible } from './visible.ts';
import { readableTime, resourceLabel } from './words.ts';
import { accountCounts, accountLabel, failureCounts, few, spread } from './organization-words.ts';

export interface OrganizationTextOptions {
  /** Problems, and accounts of each list, that are shown at most; the rest is counted. Default: all. */
  readonly limit?: number;
}

/** The report as plain text: what could not be seen first, then the problems over accounts, worst first. */
export function organizationText(
  report: OrganizationReport,
  { limit = Infinity }: OrganizationTextOptions = {},
): string {
  const { summary, accounts, leftOut, problems } = report;
  const incomplete = accounts.filter(({ outcome }) => outcome === 'incomplete');
  const left = accounts.filter(({ outcome }) => outcome === 'left');
  return [
    `SAML sign-in to WorkSpaces and AppStream: ${accountCounts(summary)}`,
    `Failing checks: ${failureCounts(summary)}. Unknown: ${summary.unknown}.`,
    ...section(
      `INCOMPLETE: ${incomplete.length} of ${accounts.length} accounts. Their open findings stay open.`,
      incomplete,
      limit,
      (account) => `- ${accountLabel(account)}: ${clip(visible(account.why ?? ''), 500)}`,
    ),
    ...section('PROBLEMS', problems, limit, problemText),
    ...section(
      'LEFT',
      left,
      limit,
      (account) => `- ${accountLabel(account)}: ${clip(visible(account.why ?? ''), 200)}`,
    ),
    ...section('NOT SCANNED', leftOut, limit, (account) => `- ${accountLabel(account)}: ${account.why}`),
    `\nRun ${visible(report.runId)}, ${readableTime(report.finishedAt)}`,
  ].join('\n');
}

function section<T>(title: string, items: readonly T[], limit: number, text: (item: T) => string): readonly string[] {
  if (items.length === 0) return [];
  const rest = items.length > limit ? [`- and ${items.length - limit} more: see the report of the run`] : [];
  return ['', title, ...items.slice(0, limit).map(text), ...rest];
}

/** What, where and how to fix it. */
function problemText(problem: OrganizationProblem): string {
  const { severity, title, fix, accounts } = problem;
  const [first] = accounts.flatMap(({ resources }) => resources);
  const example =
    first === undefined ? '' : `, for example ${resourceLabel(first.type)} ${clip(visible(first.name), 120)}`;
  return [
    `${severity.toUpperCase()} ${clip(visible(title), 300)}`,
    `  ${spread(problem)}: ${few(accounts, 5, accountLabel)}${example}`,
    `  Fix: ${clip(visible(fix), 500)}`,
  ].join('\n');
}
