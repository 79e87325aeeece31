import type { Finding, Severity } from '../../model/finding.ts';
import type { Problem } from '../../model/problem.ts';
import type { Report, RuleReference } from '../../model/report.ts';
import { unreadCalls } from '../unread.ts';

/** When what a report says was so: when the data was read, else when the scan ended. */
export const dataTime = ({ scan }: Report): string => scan.dataAsOf ?? scan.finishedAt;

/** One sentence for each call that was not answered: why a report cannot be complete. */
export const missingData = (report: Report): readonly string[] =>
  unreadCalls(report.coverage, report.findings).map(({ call, outcome, regions, resources }) => {
    const of = resources.length === 0 ? '' : ` for ${resources.join(', ')}`;
    return `${call} was not read in ${regions.join(', ')}${of}: ${outcomes[outcome]}.`;
  });

const outcomes = {
  denied: 'access was denied',
  throttled: 'AWS throttled the call',
  failed: 'the call failed',
  'not-exported': 'the export does not contain it',
} as const;

/** Looks up the rule of a finding. */
export function ruleIndex({ rules }: Report): (ruleId: string) => RuleReference | undefined {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return (ruleId) => byId.get(ruleId);
}

/** Looks up the problem or point of advice that explains a finding. */
export function problemIndex({ problems, advice }: Report): (findingId: string) => Problem | undefined {
  const byFinding = new Map([...advice, ...problems].flatMap((problem) => problem.findings.map((id) => [id, problem])));
  return (findingId) => byFinding.get(findingId);
}

/** 1 (informational) to 5 (critical). */
export const rank: Readonly<Record<Severity, 1 | 2 | 3 | 4 | 5>> = {
  informational: 1,
  low: 2,
  medium: 3,
  high: 4,
  critical: 5,
};

/** Text and URL of a source of a finding: `Title: https://…`. */
export function sourceParts(source: string): { readonly title: string; readonly url?: string } {
  const at = source.search(/https:\/\/\S+$/u);
  if (at < 0) return { title: source };
  const url = source.slice(at);
  const title = source.slice(0, at).replace(/:?\s*$/u, '');
  return { title: title === '' ? url : title, url };
}

/** What counts for a format that tells pass from fail: everything that the rule applies to. */
export const applicable = ({ findings }: Report): readonly Finding[] =>
  findings.filter(({ status }) => status !== 'not-applicable');
