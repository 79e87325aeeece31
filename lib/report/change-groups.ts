import type { Change, ChangeKind } from '../model/change.ts';
import { type Severity, severities } from '../model/finding.ts';
import type { ResourceType } from '../model/resource-types.ts';

/** Changes that a person reads as one thing: the same happened to the same kind of resource under the same rule. */
export interface ChangeGroup {
  readonly kind: ChangeKind;
  readonly severity: Severity;
  readonly ruleId: string;
  readonly resourceType: ResourceType;
  /** At least one, by resource name, then ARN. */
  readonly changes: readonly [Change, ...Change[]];
}

/** Bad news before good news, each from critical to informational, then by rule id. */
export function groupChanges(changes: readonly Change[]): readonly ChangeGroup[] {
  const groups = new Map<string, [Change, ...Change[]]>();
  for (const change of changes) {
    const { severity, ruleId, resource } = change.finding;
    const key = [change.kind, severity, ruleId, resource.type].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  return [...groups.values()].map(groupOf).toSorted(worstFirst);
}

/** Kinds that somebody should act on, in the order in which they are told; the rest is good news. */
const badNews: readonly ChangeKind[] = ['opened', 'reopened', 'worsened', 'lost-sight', 'regained'];

export const isBadNews = (kind: ChangeKind): boolean => badNews.includes(kind);

/** What is to be done about a change; of what is out of sight, only that it must be seen again. */
export const toDo = ({ kind, finding }: Change): string =>
  kind === 'lost-sight' && finding.unread !== undefined
    ? `It failed when last seen. Let the scan call ${finding.unread.action} again.`
    : finding.remediation;

function groupOf(changes: [Change, ...Change[]]): ChangeGroup {
  changes.sort((a, b) => compare(a.finding.resource.name, b.finding.resource.name) || compare(arnOf(a), arnOf(b)));
  const [{ kind, finding }] = changes;
  return { kind, severity: finding.severity, ruleId: finding.ruleId, resourceType: finding.resource.type, changes };
}

const worstFirst = (a: ChangeGroup, b: ChangeGroup): number =>
  Number(isBadNews(b.kind)) - Number(isBadNews(a.kind)) ||
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  compare(a.ruleId, b.ruleId) ||
  compare(a.kind, b.kind) ||
  compare(a.resourceType, b.resourceType);

const arnOf = (change: Change): string => change.finding.resource.arn;

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** `30 opened, 2 resolved`, in the order of the groups. */
export function countKinds(groups: readonly ChangeGroup[]): string {
  const counts = new Map<ChangeKind, number>();
  for (const { kind, changes } of groups) counts.set(kind, (counts.get(kind) ?? 0) + changes.length);
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
}
