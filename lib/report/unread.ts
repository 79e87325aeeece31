import type { Finding } from '../model/finding.ts';
import type { Coverage, Outcome } from '../model/snapshot.ts';

/** One call that was not answered, with every Region and resource it was not answered for, and what hangs on it. */
export interface UnreadCall {
  readonly call: string;
  readonly outcome: Unanswered;
  readonly regions: readonly string[];
  /** Resources it was asked for by name; empty for calls that are made once per Region. */
  readonly resources: readonly string[];
  /** The first answer's own words. */
  readonly detail?: string;
  /** The IAM action that allows the call. */
  readonly action: string;
  /** Rules whose verdict is unknown because of it, with how many verdicts, most first. */
  readonly rules: readonly { readonly ruleId: string; readonly count: number }[];
}

type Unanswered = Exclude<Outcome, 'read' | 'not-offered' | 'not-enabled'>;

/** Calls without an answer, one entry per call and outcome, in the order of the coverage. */
export function unreadCalls(coverage: readonly Coverage[], findings: readonly Finding[]): readonly UnreadCall[] {
  const groups = new Map<string, Group>();
  for (const { call, outcome, region, resource, detail } of coverage) {
    if (!isUnanswered(outcome)) continue;
    const group = groupFor(groups, call, outcome);
    group.regions.add(region);
    if (resource !== undefined) group.resources.add(resource);
    group.detail ??= detail;
  }
  for (const { ruleId, unread } of findings.filter(isUnreadable)) {
    const group = groupFor(groups, unread.call, unread.reason);
    group.regions.add(unread.region);
    group.action = unread.action;
    group.rules.set(ruleId, (group.rules.get(ruleId) ?? 0) + 1);
  }
  return [...groups.values()].map(({ regions, resources, rules, detail, ...group }) => ({
    ...group,
    ...(detail === undefined ? {} : { detail }),
    regions: [...regions].toSorted(),
    resources: [...resources].toSorted(),
    rules: [...rules]
      .map(([ruleId, count]) => ({ ruleId, count }))
      .toSorted((a, b) => b.count - a.count || (a.ruleId < b.ruleId ? -1 : 1)),
  }));
}

/** Unknown findings whose data was read but could not be judged: text that does not parse, a policy not modelled. */
export const unjudged = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter((finding) => finding.status === 'unknown' && !isUnreadable(finding));

interface Group {
  call: string;
  outcome: Unanswered;
  regions: Set<string>;
  resources: Set<string>;
  detail: string | undefined;
  action: string;
  rules: Map<string, number>;
}

function groupFor(groups: Map<string, Group>, call: string, outcome: Unanswered): Group {
  const key = `${call} ${outcome}`;
  const existing = groups.get(key);
  if (existing !== undefined) return existing;
  const group: Group = {
    call,
    outcome,
    regions: new Set(),
    resources: new Set(),
    detail: undefined,
    action: call,
    rules: new Map(),
  };
  groups.set(key, group);
  return group;
}

type UnreadFinding = Finding & { readonly unread: { readonly reason: Unanswered } };

const isUnreadable = (finding: Finding): finding is UnreadFinding =>
  finding.status === 'unknown' && finding.unread !== undefined && isUnanswered(finding.unread.reason);

const isUnanswered = (outcome: string): outcome is Unanswered =>
  outcome === 'denied' || outcome === 'throttled' || outcome === 'failed' || outcome === 'not-exported';
