import { causeKey } from '../model/cause-key.ts';
import { effects, severities, type Effect, type Finding } from '../model/finding.ts';
import type { FederationPath } from '../model/path.ts';
import type { Problem } from '../model/problem.ts';
import { nameList, problemSummary, problemTitle } from './problem-words.ts';

export interface Problems {
  /** Locked out, exposed or at risk, worst first. */
  readonly problems: readonly Problem[];
  /** What stops no user and admits no user. */
  readonly advice: readonly Problem[];
}

/**
 * Groups the failing findings by what has to be fixed: one problem for each root cause, with the consequences that
 * point to it, whatever the number of resources. Findings whose risk was accepted are left out.
 *
 * Effect decides the order, not the severity of the rule; then the number of directories and stacks.
 */
export function groupProblems(
  accountId: string,
  findings: readonly Finding[],
  paths: readonly FederationPath[],
): Problems {
  const failing = findings.filter(({ status, accepted }) => status === 'fail' && accepted === undefined);
  const byId = new Map(failing.map((finding) => [finding.id, finding]));
  const groups = new Map<string, Finding[]>();
  for (const finding of failing) {
    const root = byId.get(finding.because ?? '') ?? finding;
    const key = root.cause === undefined ? root.ruleId : causeKey(root.cause);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const made = [...groups.values()].map((group) => problemOf(accountId, group, paths)).toSorted(byRank);
  const numbered = made.map((problem, at) => ({ ...problem, number: at + 1 }));
  return {
    problems: numbered.filter(({ effect }) => effect !== 'advice'),
    advice: numbered.filter(({ effect }) => effect === 'advice'),
  };
}

function problemOf(accountId: string, group: readonly Finding[], paths: readonly FederationPath[]): Problem {
  const roots = group.filter(({ because }) => because === undefined);
  const ordered = [...roots, ...group.filter(({ because }) => because !== undefined)];
  const [first] = ordered;
  if (first === undefined) throw new Error('a problem has at least one finding');
  const cause = first.cause ?? { kind: first.ruleId, parameters: {} };
  const effect = worstEffect(ordered);
  const targets = unique(ordered.flatMap(({ affects }) => affects?.targets ?? []));
  const pathIds = new Set(ordered.flatMap(({ affects }) => affects?.paths ?? []));
  const touched = paths.filter(({ id }) => pathIds.has(id));
  const { userSees, suggestion } = {
    userSees: ordered.find((finding) => finding.userSees !== undefined)?.userSees,
    suggestion: roots.find((finding) => finding.suggestion !== undefined)?.suggestion,
  };
  return {
    id: `${accountId}/${causeKey(cause)}`,
    number: 0,
    title: problemTitle(cause, roots),
    effect,
    severity: severities.find((severity) => ordered.some((finding) => finding.severity === severity)) ?? first.severity,
    cause,
    summary: problemSummary(effect, ordered, targets),
    resources: roots.map(({ resource }) => resource),
    ...(userSees === undefined || effect !== 'locked-out' ? {} : { userSees }),
    fix: fixOf(roots),
    ...(suggestion === undefined ? {} : { suggestion }),
    findings: ordered.map(({ id }) => id),
    paths: touched.map(({ id }) => id),
    targets,
  };
}

/** The fix of the first resource, in full; the others have the same fault and need the same. */
function fixOf(roots: readonly Finding[]): string {
  const [first = '', ...others] = unique(roots.map(({ remediation }) => remediation));
  if (others.length === 0) return first;
  const rest = unique(roots.filter(({ remediation }) => remediation !== first).map(({ resource }) => resource.name));
  return `${first} Do the same for ${nameList(rest)}.`;
}

const worstEffect = (findings: readonly Finding[]): Effect =>
  effects.find((effect) => findings.some((finding) => finding.effect === effect)) ?? 'advice';

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

const byRank = (a: Problem, b: Problem): number =>
  effects.indexOf(a.effect) - effects.indexOf(b.effect) ||
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  b.targets.length - a.targets.length ||
  b.findings.length - a.findings.length ||
  (a.id < b.id ? -1 : 1);
