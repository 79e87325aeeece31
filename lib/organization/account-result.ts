import type { AccountProblem, AccountResult, KnownAccount } from '../model/organization.ts';
import type { Report } from '../model/report.ts';

/** What an organization report needs of the report of one account. */
export function accountResult({ accountId, name, path }: KnownAccount, report: Report): AccountResult {
  const unread = unreadCalls(report);
  return {
    accountId,
    name,
    path,
    outcome: report.summary.complete ? 'scanned' : 'incomplete',
    ...(report.summary.complete ? {} : { why: `Could not read everything: ${unread}.` }),
    summary: report.summary,
    problems: problemsOf(report),
  };
}

const unreadOutcomes: ReadonlySet<string> = new Set(['denied', 'throttled', 'failed', 'not-exported']);

/** `workspaces:DescribeIpGroups (denied) in 2 Regions`, the first three. */
function unreadCalls({ coverage }: Report): string {
  const calls = Map.groupBy(
    coverage.filter(({ outcome }) => unreadOutcomes.has(outcome)),
    ({ call, outcome }) => `${call} (${outcome})`,
  );
  const shown = [...calls].slice(0, 3).map(([call, entries]) => {
    const regions = new Set(entries.map(({ region }) => region));
    return regions.size === 1 ? `${call} in ${[...regions].join('')}` : `${call} in ${regions.size} Regions`;
  });
  return [...shown, ...(calls.size > 3 ? [`${calls.size - 3} more calls`] : [])].join(', ');
}

const problemsOf = ({ problems }: Report): readonly AccountProblem[] =>
  problems.map(({ title, effect, severity, cause, fix, resources }) => ({
    title,
    effect,
    severity,
    cause,
    fix,
    resources: resources.map(({ type, name, region }) => ({ type, name, region })),
  }));
