import type { Change } from '../model/change.ts';
import type { Occasion } from '../model/history.ts';
import { clip } from '../text/clip.ts';
import { acceptedBy } from './accepted.ts';
import { blindSpots } from './blind-spots.ts';
import { scopeSentence } from './answers.ts';
import { type ChangeGroup, groupChanges } from './change-groups.ts';
import { fieldsOf, headingOf, placeOf, subjectOf } from './change-words.ts';
import { chatNotification, type DigestOptions } from './chat.ts';
import { fitting, whereTheRestIs } from './fitting.ts';
import { rulePage } from './rule-page.ts';
import { visible } from './visible.ts';

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

/** The message for people about these changes, worst first; there must be at least one. */
export function digest(occasion: Occasion, changes: readonly Change[], options: DigestOptions = {}): Digest {
  const groups = groupChanges(changes);
  const subject = clip(subjectOf(occasion.scan, groups), subjectLength);
  return {
    subject,
    text: textOf(occasion, groups, options),
    // Chat shows who posts, and would take the brackets for markup.
    chat: JSON.stringify(chatNotification(occasion, subject.replace(/^\[[^\]]*\] /u, ''), groups, options)),
  };
}

function textOf(occasion: Occasion, groups: readonly ChangeGroup[], { id, docs, reportUrl }: DigestOptions): string {
  const { scan } = occasion;
  const head = scopeSentence(occasion);
  const source = `Scan ${visible(scan.id)}`;
  const foot = [
    ...unreadable(occasion),
    ...(reportUrl === undefined ? [] : [`Full report: ${reportUrl}`]),
    id === undefined ? source : `${source}, message ${id.slice(0, 12)}`,
  ].join('\n\n');
  const room = textLength - head.length - foot.length;
  return [head, ...fitting(groups, room, (group) => paragraph(group, scan.accountId, docs)), foot].join('\n\n');
}

function paragraph(group: ChangeGroup, accountId: string, docs: string | undefined): string {
  const { ruleId, changes } = group;
  const [{ finding }] = changes;
  return [
    headingOf(group),
    ...fieldsOf(group, accountId).map(([name, text]) => (name === 'What' ? text : field(name, text))),
    ...(finding.accepted === undefined ? [] : [`Accepted ${clip(visible(acceptedBy(finding.accepted)), 500)}`]),
    field('Rule', docs === undefined ? ruleId : rulePage(docs, ruleId)),
    ...(changes.length === 1
      ? [field('Where', placeOf(finding.resource))]
      : ['Where:', ...list(changes, ({ finding }) => placeOf(finding.resource), `: ${whereTheRestIs}`)]),
  ].join('\n');
}

const field = (name: string, text: string): string => `${name}: ${text}`;

function unreadable(occasion: Occasion): readonly string[] {
  const spots = blindSpots(occasion);
  if (spots === undefined) return [];
  return [[spots.title, ...list(spots.calls, ({ call, rest }) => `${call} ${rest}`)].join('\n')];
}

function list<T>(items: readonly T[], line: (item: T) => string, where = ''): readonly string[] {
  const shown = items.slice(0, linesPerList).map((item) => `- ${line(item)}`);
  return items.length <= linesPerList ? shown : [...shown, `- and ${items.length - linesPerList} more${where}`];
}
