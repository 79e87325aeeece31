import { causeKey } from '../model/cause-key.ts';
import { type Change, type ChangeKind, changeKinds } from '../model/change.ts';
import { type Effect, effects, type Finding, type Severity, severities } from '../model/finding.ts';
import type { ResourceType } from '../model/resource-types.ts';
import { changeLabels } from './words.ts';

/** Changes that a person reads as one thing: the same happened to findings with the same root cause. */
export interface ChangeGroup {
  readonly kind: ChangeKind;
  readonly severity: Severity;
  /** What it does to users; absent for findings that were recorded without. */
  readonly effect?: Effect;
  /** Rule and type of resource of the root cause. */
  readonly ruleId: string;
  readonly resourceType: ResourceType;
  /** At least one: the root cause first, then what follows from it, each by resource name, then ARN. */
  readonly changes: readonly [Change, ...Change[]];
}

/** Bad news before good news; lock-outs, exposures and risks first, each from critical to informational. */
export function groupChanges(changes: readonly Change[]): readonly ChangeGroup[] {
  const byId = new Map(changes.map((change) => [`${change.kind} ${change.finding.id}`, change.finding]));
  const groups = new Map<string, [Change, ...Change[]]>();
  for (const change of changes) {
    const { kind, finding } = change;
    const key = `${kind} ${keyOf(byId.get(`${kind} ${finding.because ?? ''}`) ?? finding)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  return [...groups.values()].map(groupOf).toSorted(worstFirst);
}

const keyOf = ({ cause, ruleId, resource }: Finding): string =>
  `${resource.type} ${cause === undefined ? ruleId : causeKey(cause)}`;

/** Kinds that somebody should act on, in the order in which they are told; the rest is good news. */
const badNews: readonly ChangeKind[] = ['opened', 'reopened', 'worsened', 'lost-sight', 'regained'];

export const isBadNews = (kind: ChangeKind): boolean => badNews.includes(kind);

/** What is to be done about a change; of what cannot be verified, only that it must be read again. */
export const toDo = ({ kind, finding }: Change): string =>
  kind === 'lost-sight' && finding.unread !== undefined
    ? `Restore the scanner's permission ${finding.unread.action}.`
    : finding.remediation;

function groupOf(changes: [Change, ...Change[]]): ChangeGroup {
  changes.sort(
    (a, b) =>
      Number(follows(a)) - Number(follows(b)) ||
      compare(a.finding.resource.name, b.finding.resource.name) ||
      compare(arnOf(a), arnOf(b)),
  );
  const [{ kind, finding }] = changes;
  const all = changes.map((change) => change.finding);
  const effect = effects.find((candidate) => all.some((one) => one.effect === candidate));
  return {
    kind,
    severity: severities.find((candidate) => all.some(({ severity }) => severity === candidate)) ?? finding.severity,
    ...(effect === undefined ? {} : { effect }),
    ruleId: finding.ruleId,
    resourceType: finding.resource.type,
    changes,
  };
}

const follows = ({ finding }: Change): boolean => finding.because !== undefined;

const effectRank = ({ effect }: ChangeGroup): number =>
  effect === undefined ? effects.length : effects.indexOf(effect);

const worstFirst = (a: ChangeGroup, b: ChangeGroup): number =>
  Number(isBadNews(b.kind)) - Number(isBadNews(a.kind)) ||
  effectRank(a) - effectRank(b) ||
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  changeKinds.indexOf(a.kind) - changeKinds.indexOf(b.kind) ||
  compare(a.ruleId, b.ruleId) ||
  compare(a.resourceType, b.resourceType) ||
  compare(a.changes[0].finding.id, b.changes[0].finding.id);

const arnOf = (change: Change): string => change.finding.resource.arn;

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** `30 new, 2 fixed`, in the order of the groups. */
export function countKinds(groups: readonly ChangeGroup[]): string {
  const counts = new Map<ChangeKind, number>();
  for (const { kind, changes } of groups) counts.set(kind, (counts.get(kind) ?? 0) + changes.length);
  return [...counts].map(([kind, count]) => `${count} ${changeLabels[kind].toLowerCase()}`).join(', ');
}
