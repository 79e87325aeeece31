import type { Finding } from '../model/finding.ts';
import type { PathStatus } from '../model/path.ts';
import type { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import { last, type PathView, pathViews } from './path-view.ts';
import { shortArns } from './short-arns.ts';
import { unjudged, type UnreadCall, unreadCalls } from './unread.ts';

/** Whether users can sign in to a directory or stack. `none`: no path leads to it, and no rule expects one. */
type TargetState = 'blocked' | 'in-part' | 'unknown' | 'works' | 'none';

export interface Target {
  readonly arn: string;
  readonly type: 'workspaces.directory' | 'appstream.stack';
  readonly name: string;
  readonly region: string;
  readonly state: TargetState;
}

/** What a person wants to know first, in the order in which reports say it. */
export interface Overview {
  readonly targets: readonly Target[];
  /** Locked out, exposed, at risk: each worst first. */
  readonly lockedOut: readonly Problem[];
  readonly exposed: readonly Problem[];
  readonly atRisk: readonly Problem[];
  readonly advice: readonly Problem[];
  readonly paths: readonly PathView[];
  /** Calls that were not answered. */
  readonly missing: readonly UnreadCall[];
  /** Results that are unknown although everything was read. */
  readonly undecided: readonly Finding[];
  /** All results that are unknown. */
  readonly unknown: number;
  readonly complete: boolean;
  /** Sign-in paths were looked for. */
  readonly mapped: boolean;
  /** Not all rules were checked, or not all findings are in the report: then no answer is about the whole account. */
  readonly limited: boolean;
  /** Failing findings that are accepted risks. */
  readonly accepted: number;
}

export function overviewOf(report: Report): Overview {
  const { findings, coverage, paths = [], scan, comparison } = report;
  const [problems, advice] = [named(report.problems, scan.accountId), named(report.advice, scan.accountId)];
  const having = (effect: Problem['effect']) => problems.filter((problem) => problem.effect === effect);
  const views = pathViews(paths, problems);
  return {
    targets: targetsOf(report, views),
    lockedOut: having('locked-out'),
    exposed: having('exposed'),
    atRisk: having('at-risk'),
    advice,
    paths: views,
    missing: unreadCalls(coverage, findings),
    undecided: unjudged(findings),
    unknown: report.summary.unknown,
    complete: report.summary.complete,
    mapped: report.paths !== undefined,
    limited: scan.onlyRules !== undefined || (scan.configured?.off ?? []).length > 0 || (comparison?.leftOut ?? 0) > 0,
    accepted: report.summary.accepted ?? 0,
  };
}

/** Titles with names instead of ARNs. */
const named = (problems: readonly Problem[], accountId: string): readonly Problem[] =>
  problems.map((problem) => ({ ...problem, title: shortArns(problem.title, accountId) }));

/** Directories with SAML and stacks, and those of the account that a path or a lock-out is about. */
function targetsOf({ relayStates = [], findings, problems }: Report, paths: readonly PathView[]): Target[] {
  const lockedOut = new Set(problems.filter(({ effect }) => effect === 'locked-out').flatMap(({ targets }) => targets));
  const concerned = new Set([...lockedOut, ...paths.map(({ targetArn }) => targetArn)]);
  const known = new Map<string, Omit<Target, 'state'>>(
    relayStates.map(({ arn, type, name, region }) => [arn, { arn, type, name, region }]),
  );
  for (const { resource } of findings) {
    const { arn, type, name, region } = resource;
    if (type !== 'workspaces.directory' && type !== 'appstream.stack') continue;
    if (concerned.has(arn) && last(arn) === name) known.set(arn, { arn, type, name, region });
  }
  return [...known.values()]
    .map((target): Target => {
      const own = paths.filter(({ targetArn }) => targetArn === target.arn);
      return { ...target, state: stateOf(own, lockedOut.has(target.arn)) };
    })
    .toSorted((a, b) => (a.arn < b.arn ? -1 : 1));
}

/** Paths decide, where there are any: a lock-out is one of the path that it blocks. */
function stateOf(paths: readonly PathView[], lockedOut: boolean): TargetState {
  const some = (...statuses: readonly PathStatus[]) => paths.some(({ status }) => statuses.includes(status));
  if (some('works', 'works-unsafe', 'limited')) return some('blocked', 'limited') ? 'in-part' : 'works';
  if (some('unknown')) return 'unknown';
  return lockedOut || some('blocked') ? 'blocked' : 'none';
}
