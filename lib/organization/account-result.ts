import { severities } from '../model/finding.ts';
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

/** The problems of a report; the findings by rule where it has none. */
function problemsOf({ problems, findings, rules }: Report): readonly AccountProblem[] {
  if (problems !== undefined) {
    return problems.map(({ title, effect, severity, cause, fix, resources }) => ({
      title,
      effect,
      severity,
      cause,
      fix,
      resources: resources.map(({ type, name, region }) => ({ type, name, region })),
    }));
  }
  const failing = findings.filter(({ status, accepted }) => status === 'fail' && accepted === undefined);
  return [...Map.groupBy(failing, ({ ruleId }) => ruleId)].flatMap(([ruleId, group]) => {
    const worst = group.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))[0];
    if (worst === undefined) return [];
    return [
      {
        title: rules.find(({ id }) => id === ruleId)?.title ?? ruleId,
        effect: worst.effect ?? 'at-risk',
        severity: worst.severity,
        cause: { kind: ruleId, parameters: {} },
        fix: worst.remediation,
        resources: group.map(({ resource: { type, name, region } }) => ({ type, name, region })),
      },
    ];
  });
}
