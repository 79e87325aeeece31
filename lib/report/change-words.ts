import type { Effect, ResourceRef } from '../model/finding.ts';
import type { Scan } from '../model/report.ts';
import { clip } from '../text/clip.ts';
import { type ChangeGroup, countKinds, isBadNews, toDo } from './change-groups.ts';
import { last } from './path-view.ts';
import { shortArns } from './short-arns.ts';
import { visible } from './visible.ts';
import { changeLabels, resourceLabel } from './words.ts';

const tool = '[euc-saml-audit]';

const effectWords: Readonly<Record<Effect, string>> = {
  'locked-out': 'users cannot sign in',
  exposed: 'more than intended is allowed',
  'at-risk': 'sign-in is at risk',
  advice: 'advice',
};

/** Who is locked out or exposed, where, and how much changed: what stands in a list of mails. */
export function subjectOf({ accountId }: Pick<Scan, 'accountId'>, groups: readonly ChangeGroup[]): string {
  const bad = groups.filter(({ kind }) => isBadNews(kind));
  const worst = bad.find(({ kind }) => kind !== 'lost-sight') ?? bad[0];
  const counts = countKinds(groups);
  const where = worst === undefined ? '' : few(targetsOf(worst), 1);
  if (worst?.kind !== 'lost-sight' && worst?.effect === 'locked-out') {
    return `${tool} ${accountId}: users locked out of ${where} (${counts})`;
  }
  if (worst?.kind !== 'lost-sight' && worst?.effect === 'exposed') {
    return `${tool} ${accountId}: exposure of ${where} (${counts})`;
  }
  return `${tool} ${accountId}: ${counts}${worst === undefined ? '' : ` (highest: ${worst.severity})`}`;
}

/** `NEW, high: users cannot sign in`. */
export function headingOf({ kind, effect, severity }: ChangeGroup): string {
  const label = changeLabels[kind].toUpperCase();
  if (kind === 'lost-sight') return `${label}, ${severity}: still counts as open`;
  if (!isBadNews(kind)) return label;
  return `${label}, ${severity}${effect === undefined ? '' : `: ${effectWords[effect]}`}`;
}

/** What a reader wants to know of a group, by name: what is wrong, whom it concerns, where, and what to do. */
export function fieldsOf(group: ChangeGroup, accountId: string): readonly (readonly [name: string, text: string])[] {
  const [first] = group.changes;
  const { finding } = first;
  const what = clip(visible(shortArns(finding.message, accountId)), 500);
  const bad = isBadNews(group.kind);
  const fields = [
    ['What', what],
    ['Affects', bad && finding.affects !== undefined ? few(targetsOf(group), 5) : ''],
    ['Users see', bad ? clip(visible(finding.userSees ?? ''), 300) : ''],
    ['Fix', bad ? clip(visible(toDo(first)), 500) : ''],
  ] as const;
  return fields.filter(([, text]) => text !== '');
}

/** Names of the directories and stacks that a group concerns; without any, of its resources. */
function targetsOf({ changes }: ChangeGroup): readonly string[] {
  const targets = new Set(changes.flatMap(({ finding }) => finding.affects?.targets ?? []).map(last));
  return targets.size > 0 ? [...targets] : [...new Set(changes.map(({ finding }) => finding.resource.name))];
}

function few(names: readonly string[], most: number): string {
  const shown = names.slice(0, most).map((name) => clip(visible(name), 60));
  return names.length > most ? `${shown.join(', ')} and ${names.length - most} more` : shown.join(', ');
}

/** `IAM role desktops`, `WorkSpaces directory d-1 (eu-central-1)`. */
export const placeOf = ({ type, name, region }: ResourceRef): string =>
  `${resourceLabel(type)} ${clip(visible(name), 120)}${region === 'global' ? '' : ` (${region})`}`;
