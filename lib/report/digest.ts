import type { Change } from '../model/change.ts';
import type { ResourceRef } from '../model/finding.ts';
import type { Occasion } from '../model/history.ts';
import { clip } from '../text/clip.ts';
import { acceptedBy } from './accepted.ts';
import { blindSpots } from './blind-spots.ts';
import { type ChangeGroup, countKinds, groupChanges, isBadNews, toDo } from './change-groups.ts';
import { chatNotification } from './chat.ts';
import { fitting, whereTheRestIs } from './fitting.ts';
import { rulePage } from './rule-page.ts';
import { visible } from './visible.ts';
import { counted, readableTime, resourceLabel } from './words.ts';

/** One scan's changes as people get them. */
export interface Digest {
  /** At most 99 characters, no control characters: what SNS takes as a subject. */
  readonly subject: string;
  /** Plain text for mail and phones. */
  readonly text: string;
  /** JSON for Amazon Q Developer in chat applications. */
  readonly chat: string;
}

/** SNS: "fewer than 100 characters". */
const subjectLength = 99;

/** Small enough that text (sent twice), chat and their JSON escapes stay under the 262,144 bytes of an SNS message. */
const textLength = 20_000;

const linesPerList = 10;

export interface DigestOptions {
  /** Told to people, so that they know a digest that comes again. Default: the scan's id. */
  readonly id?: string;
  /** The URL of the folder `docs`: rules are then linked to their pages. */
  readonly docs?: string | undefined;
}

/** The message for people about these changes, worst first; there must be at least one. */
export function digest(occasion: Occasion, changes: readonly Change[], options: DigestOptions = {}): Digest {
  const groups = groupChanges(changes);
  const subject = subjectOf(occasion, groups);
  return {
    subject,
    text: textOf(occasion, changes, groups, options),
    chat: JSON.stringify(chatNotification(occasion, subject, groups, options)),
  };
}

function subjectOf({ scan }: Occasion, groups: readonly ChangeGroup[]): string {
  const worst = groups.find(({ kind }) => isBadNews(kind))?.severity;
  const detail = worst === undefined ? '' : `, worst ${worst}`;
  return clip(`SAML sign-in of ${scan.accountId}: ${countKinds(groups)}${detail}`, subjectLength);
}

function textOf(
  occasion: Occasion,
  changes: readonly Change[],
  groups: readonly ChangeGroup[],
  { id, docs }: DigestOptions,
): string {
  const { scan } = occasion;
  const head = [
    `SAML sign-in to WorkSpaces and AppStream 2.0, account ${scan.accountId}`,
    `${counted(changes.length, 'change')}: ${countKinds(groups)}`,
  ].join('\n');
  const source = `Scan ${visible(scan.id)}, ${readableTime(scan.finishedAt)}`;
  const foot = [...unreadable(occasion), id === undefined ? source : `${source}, message ${id.slice(0, 12)}`].join(
    '\n\n',
  );
  const room = textLength - head.length - foot.length;
  return [head, ...fitting(groups, room, (group) => paragraph(group, docs)), foot].join('\n\n');
}

function paragraph(group: ChangeGroup, docs: string | undefined): string {
  const { kind, severity, ruleId, resourceType, changes } = group;
  const [{ finding }] = changes;
  const message = clip(visible(finding.message), 500);
  return [
    `${severity.toUpperCase()} ${kind}: ${ruleId}`,
    ...(changes.length === 1
      ? [`${resourceLabel(resourceType)} ${place(finding.resource)}`, message]
      : [`${changes.length} × ${resourceLabel(resourceType)}, for example: ${message}`]),
    ...(finding.accepted === undefined ? [] : [`Accepted ${clip(visible(acceptedBy(finding.accepted)), 500)}`]),
    ...(isBadNews(kind) ? [`To do: ${clip(visible(toDo(changes[0])), 500)}`] : []),
    ...(docs === undefined ? [] : [`Rule: ${rulePage(docs, ruleId)}`]),
    ...(changes.length === 1 ? [] : list(changes, ({ finding }) => place(finding.resource), `: ${whereTheRestIs}`)),
  ].join('\n');
}

const place = ({ name, region }: ResourceRef): string =>
  `${clip(visible(name), 120)}${region === 'global' ? '' : ` (${region})`}`;

function unreadable(occasion: Occasion): readonly string[] {
  const spots = blindSpots(occasion);
  if (spots === undefined) return [];
  return [[spots.title, ...list(spots.calls, ({ call, rest }) => `${call} ${rest}`)].join('\n')];
}

function list<T>(items: readonly T[], line: (item: T) => string, where = ''): readonly string[] {
  const shown = items.slice(0, linesPerList).map((item) => `- ${line(item)}`);
  return items.length <= linesPerList ? shown : [...shown, `- and ${items.length - linesPerList} more${where}`];
}
